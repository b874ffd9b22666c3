import { conclusionOf, type Conclusion } from '../../report/conclusion.ts'
import type { Summary } from '../../verify/model/summary.ts'
import { exitCode } from '../exit-code.ts'

/** A run, and the coverage that it had to reach. */
export interface Reached {
  readonly summary: Summary
  /** 0 to 100. */
  readonly minCoverage: number
}

/** How a command ends, and why. */
export interface Exit {
  readonly code: number
  /** In a few words; null on success. */
  readonly reason: string | null
}

const CODES: Readonly<Record<Conclusion, number>> = {
  held: exitCode.held,
  'rejected-credentials': exitCode.usage,
  broken: exitCode.broken,
  unreachable: exitCode.unreachable,
  stopped: exitCode.unreachable,
  withheld: exitCode.refusedForSafety,
  uncovered: exitCode.uncovered,
  'nothing-run': exitCode.uncovered,
}

/** The exit of some runs: the first that applies of 2, 1, 3, 4, 5, else 0. */
export function exitOf(all: readonly Reached[]): Exit {
  const { conclusion, reason } = conclusionOf(
    all.map(({ summary, minCoverage }) => ({ summary, run: { minCoverage } })),
  )
  return { code: CODES[conclusion], reason }
}

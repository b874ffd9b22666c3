import type { Summary } from '../verify/summary.ts'
import { exitCode } from './exit-code.ts'

/** What a run must have reached. */
export interface Reached {
  readonly summary: Summary
  /** 0 to 100. */
  readonly minCoverage: number
}

/** The exit code of some runs: the first that applies of 2, 1, 3, 4, 5, else 0. A run of which nothing is asked says nothing beside others. */
export function exitOf(all: readonly Reached[]): number {
  const runs = all.some(isAsked) ? all.filter(isAsked) : all
  const applies = (rule: (run: Reached) => boolean): boolean => runs.some(rule)
  if (applies(({ summary }) => summary.identities.length > 0)) return exitCode.usage
  if (applies(({ summary }) => summary.cases.broken > 0)) return exitCode.broken
  if (applies(({ summary }) => summary.unreachable !== null || summary.blocked.environment > 0))
    return exitCode.unreachable
  if (applies(({ summary }) => summary.blocked.safety > 0 && judged(summary) === 0)) return exitCode.refusedForSafety
  if (applies(({ summary, minCoverage }) => summary.percent < minCoverage || summary.cases.held === 0))
    return exitCode.uncovered
  return exitCode.held
}

const judged = ({ cases }: Summary): number => cases.held + cases.broken + cases.differs + cases.known

/** Whether the edition has any case that is asked for. */
const isAsked = ({ summary }: Reached): boolean => judged(summary) + summary.cases.blocked > 0

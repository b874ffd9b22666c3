import type { Summary } from '../../verify/model/summary.ts'
import { exitCode } from '../exit-code.ts'

/** What a run must have reached. */
export interface Reached {
  readonly summary: Summary
  /** 0 to 100. */
  readonly minCoverage: number
}

/** How a command ends, and why. */
export interface Exit {
  readonly code: number
  /** In a few words; null: all is well. */
  readonly reason: string | null
}

interface Rule {
  readonly code: number
  readonly applies: (run: Reached) => boolean
  readonly says: (run: Reached) => string
}

/** In the order in which they are asked. */
const RULES: readonly Rule[] = [
  {
    code: exitCode.usage,
    applies: ({ summary }) => summary.identities.length > 0,
    says: ({ summary }) => `no use could be made of the credentials of ${summary.identities.join(', ')}`,
  },
  {
    code: exitCode.broken,
    applies: ({ summary }) => summary.cases.broken > 0,
    says: () => 'the contract is broken',
  },
  {
    code: exitCode.unreachable,
    applies: ({ summary }) => summary.unreachable !== null || summary.blocked.environment > 0,
    says: ({ summary }) =>
      summary.unreachable === null ? 'cases were blocked by trouble on the way' : 'the target cannot be reached',
  },
  {
    code: exitCode.refusedForSafety,
    applies: ({ summary }) => summary.blocked.safety > 0 && judged(summary) === 0,
    says: () => 'nothing could be sent safely; what was kept back, and what lets it, stands above',
  },
  {
    code: exitCode.uncovered,
    applies: ({ summary, minCoverage }) => summary.percent < minCoverage,
    says: ({ summary, minCoverage }) => `coverage ${summary.percent} % is below the ${minCoverage} % asked for`,
  },
  {
    code: exitCode.uncovered,
    applies: ({ summary }) => summary.cases.held + summary.cases.known === 0,
    says: () => 'nothing held at all',
  },
]

/** The exit of some runs: the first that applies of 2, 1, 3, 4, 5, else 0. A run of which nothing is asked says nothing beside others. */
export function exitOf(all: readonly Reached[]): Exit {
  const runs = all.some(isAsked) ? all.filter(isAsked) : all
  for (const { code, applies, says } of RULES) {
    const run = runs.find(applies)
    if (run) return { code, reason: says(run) }
  }
  return { code: exitCode.held, reason: null }
}

const judged = ({ cases }: Summary): number => cases.held + cases.broken + cases.differs + cases.known

/** Whether the edition has any case that is asked for. */
const isAsked = ({ summary }: Reached): boolean => judged(summary) + summary.cases.blocked > 0

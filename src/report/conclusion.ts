import type { Summary } from '../verify/model/summary.ts'

/**
 * How runs ended; the exit codes of `greenroom verify` are 0, 2, 1, 3, 3, 4, 5, in this order. `nothing-run`: there was no run, which
 * only a program can ask about.
 */
export type Conclusion =
  | 'held'
  | 'rejected-credentials'
  | 'broken'
  | 'unreachable'
  | 'stopped'
  | 'withheld'
  | 'uncovered'
  | 'nothing-run'

/** A run, and the coverage that it had to reach. */
export interface Concluded {
  readonly summary: Summary
  readonly run: {
    /** 0 to 100. */
    readonly minCoverage: number
  }
}

interface Rule {
  readonly conclusion: Conclusion
  readonly applies: (run: Concluded) => boolean
  readonly says: (run: Concluded) => string
}

/** Of a run, or an edition of it, in which no case came to a verdict. */
export const NOT_JUDGED = 'nothing was judged'

/** In order of precedence. */
const RULES: readonly Rule[] = [
  {
    conclusion: 'rejected-credentials',
    applies: ({ summary }) => summary.identities.length > 0,
    says: ({ summary }) => `the credentials of ${summary.identities.join(', ')} could not be used`,
  },
  {
    conclusion: 'broken',
    applies: ({ summary }) => summary.cases.broken > 0,
    says: () => 'the contract is broken',
  },
  {
    conclusion: 'unreachable',
    applies: ({ summary }) => summary.unreachable !== null,
    says: () => 'the target is unreachable',
  },
  {
    conclusion: 'stopped',
    applies: ({ summary }) => summary.stopped !== null,
    says: ({ summary }) => `the run was stopped: ${summary.stopped}`,
  },
  {
    conclusion: 'unreachable',
    applies: ({ summary }) => summary.blocked.environment > 0,
    says: () => 'cases were blocked by the environment',
  },
  {
    conclusion: 'broken',
    applies: ({ summary }) => summary.lacking.length > 0,
    says: ({ summary }) => `the target has no route for ${summary.lacking.join(', ')}, which its target file names`,
  },
  {
    conclusion: 'withheld',
    applies: ({ summary }) => summary.blocked.safety > 0 && judged(summary) === 0,
    says: () => 'nothing could be sent safely; the report says what was withheld, and how to allow it',
  },
  {
    conclusion: 'uncovered',
    applies: ({ summary, run }) => summary.percent < run.minCoverage,
    says: ({ summary, run }) => `coverage ${summary.percent} % is below the required ${run.minCoverage} %`,
  },
  {
    conclusion: 'uncovered',
    applies: ({ summary }) => summary.cases.held + summary.cases.known === 0,
    says: (run) => (isAsked(run) ? 'nothing held' : NOT_JUDGED),
  },
]

/**
 * How runs ended, with a short reason; null on success. The first conclusion that applies wins. Runs without selected cases are
 * ignored if others have some.
 */
export function conclusionOf(all: readonly Concluded[]): {
  readonly conclusion: Conclusion
  readonly reason: string | null
} {
  if (all.length === 0) return { conclusion: 'nothing-run', reason: 'no run was given' }
  const runs = all.some(isAsked) ? all.filter(isAsked) : all
  for (const { conclusion, applies, says } of RULES) {
    const run = runs.find(applies)
    if (run) return { conclusion, reason: says(run) }
  }
  return { conclusion: 'held', reason: null }
}

/** How many cases were played to a verdict. */
export const judged = ({ cases }: Pick<Summary, 'cases'>): number =>
  cases.held + cases.broken + cases.differs + cases.known

/** Whether the edition has any selected case. */
export const isAsked = ({ summary }: Pick<Concluded, 'summary'>): boolean => judged(summary) + summary.cases.blocked > 0

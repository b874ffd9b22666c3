import type { Summary } from '../verify/model/summary.ts'

/** How some runs ended, and what `greenroom verify` exits with: 0, 2, 1, 3, 4, 5, in this order. */
export type Conclusion = 'held' | 'rejected-credentials' | 'broken' | 'unreachable' | 'withheld' | 'uncovered'

/** A run, and what it must have reached. */
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

/** In the order in which they are asked. */
const RULES: readonly Rule[] = [
  {
    conclusion: 'rejected-credentials',
    applies: ({ summary }) => summary.identities.length > 0,
    says: ({ summary }) => `no use could be made of the credentials of ${summary.identities.join(', ')}`,
  },
  {
    conclusion: 'broken',
    applies: ({ summary }) => summary.cases.broken > 0,
    says: () => 'the contract is broken',
  },
  {
    conclusion: 'broken',
    applies: ({ summary }) => summary.lacking.length > 0,
    says: ({ summary }) => `the target has no route for ${summary.lacking.join(', ')}, which its target file names`,
  },
  {
    conclusion: 'unreachable',
    applies: ({ summary }) => summary.unreachable !== null || summary.blocked.environment > 0,
    says: ({ summary }) =>
      summary.unreachable === null ? 'cases were blocked by trouble on the way' : 'the target cannot be reached',
  },
  {
    conclusion: 'withheld',
    applies: ({ summary }) => summary.blocked.safety > 0 && judged(summary) === 0,
    says: () => 'nothing could be sent safely; what was kept back, and what lets it, stands above',
  },
  {
    conclusion: 'uncovered',
    applies: ({ summary, run }) => summary.percent < run.minCoverage,
    says: ({ summary, run }) => `coverage ${summary.percent} % is below the ${run.minCoverage} % asked for`,
  },
  {
    conclusion: 'uncovered',
    applies: ({ summary }) => summary.cases.held + summary.cases.known === 0,
    says: () => 'nothing held at all',
  },
]

/**
 * How some runs ended, with the reason in a few words; null: all is well. Of several the first that applies, in the order of exit
 * codes. A run of which nothing is asked says nothing beside others.
 */
export function conclusionOf(all: readonly Concluded[]): {
  readonly conclusion: Conclusion
  readonly reason: string | null
} {
  const runs = all.some(isAsked) ? all.filter(isAsked) : all
  for (const { conclusion, applies, says } of RULES) {
    const run = runs.find(applies)
    if (run) return { conclusion, reason: says(run) }
  }
  return { conclusion: 'held', reason: null }
}

const judged = ({ cases }: Summary): number => cases.held + cases.broken + cases.differs + cases.known

/** Whether the edition has any case that is asked for. */
const isAsked = ({ summary }: Concluded): boolean => judged(summary) + summary.cases.blocked > 0

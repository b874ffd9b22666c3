import type { BlockedKind, CaseResult } from '../verify/model/result.ts'
import type { Report } from './report.ts'

/** Results with the same message. */
export interface Group {
  readonly says: string
  readonly results: readonly CaseResult[]
}

/** Blocked cases of one kind and reason. */
export interface BlockedGroup extends Group {
  readonly kind: BlockedKind
}

/** The blocked cases of a run by kind and reason, the largest group first. */
export const blockedGroups = ({ results }: Pick<Report, 'results'>): BlockedGroup[] => {
  const blocked = results.filter(({ verdict }) => verdict === 'blocked')
  return grouped(blocked, ({ kind, reason }) => [`${kind ?? 'situation'}: ${reason ?? 'no reason given'}`]).map(
    (group) => ({
      ...group,
      says: group.results[0]?.reason ?? 'no reason given',
      kind: group.results[0]?.kind ?? 'situation',
    }),
  )
}

/** Cases that were skipped on purpose, by reason. */
export const skippedGroups = ({ results }: Pick<Report, 'results'>): Group[] =>
  grouped(
    results.filter(({ verdict }) => verdict === 'skipped'),
    ({ reason }) => [reason ?? 'no reason given'],
  )

/** Notes that are not breaches, with their cases, the most frequent first. */
export const noteGroups = ({ results }: Pick<Report, 'results'>): Group[] => grouped(results, ({ notes }) => notes)

function grouped(results: readonly CaseResult[], keysOf: (result: CaseResult) => readonly string[]): Group[] {
  const groups = new Map<string, CaseResult[]>()
  for (const result of results)
    for (const key of new Set(keysOf(result))) groups.set(key, [...(groups.get(key) ?? []), result])
  return [...groups]
    .map(([says, members]) => ({ says, results: members }))
    .sort((a, b) => b.results.length - a.results.length)
}

import { sameJson } from '../../json.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import type { RecordedFinding } from '../../verify/model/target.ts'
import { causeKey } from '../causes.ts'
import type { Report } from '../report.ts'
import { casesOf, toKept, type KeptCase, type RecordedRun } from './recorded-run.ts'

/** What has become of a case. */
export type DriftKind = 'new' | 'fixed' | 'changed' | 'gone'

/** What a change means to clients of the target: `breaking`, they fail; `additive`, they can ignore it; `cosmetic`, people read another text. */
export type DriftWeight = 'breaking' | 'additive' | 'cosmetic'

/** Cases with the same change. */
export interface Drift {
  readonly kind: DriftKind
  /** Null: it is no change of the target for the worse, or could not be judged. */
  readonly weight: DriftWeight | null
  /** What is different, in one sentence. */
  readonly says: string
  /** At least one. */
  readonly results: readonly CaseResult[]
}

/**
 * What has changed since an earlier run, by cause, the weightiest first. Cases that only one of the two runs was asked for say
 * nothing, unless they deviate.
 */
export function driftSince(earlier: RecordedRun, { results }: Pick<Report, 'results'>): Drift[] {
  const before = new Map(casesOf(earlier).map((each) => [keyOf(each), each]))
  const changes = results.flatMap((result) => changesOf(result, before.get(keyOf(result)) ?? null))
  const groups = Map.groupBy(changes, ({ kind, weight, says }) => `${kind} ${weight} ${says}`)
  return [...groups.values()]
    .flatMap((all) => {
      const [first] = all
      return first
        ? [{ kind: first.kind, weight: first.weight, says: first.says, results: all.map(({ result }) => result) }]
        : []
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b) || b.results.length - a.results.length)
}

interface Change extends Omit<Drift, 'results'> {
  readonly result: CaseResult
}

const keyOf = ({ id, transport }: Pick<KeptCase, 'id' | 'transport'>): string => `${transport} ${id}`

const RANKS: readonly (DriftWeight | null)[] = ['breaking', 'additive', 'cosmetic', null]
const KINDS: readonly DriftKind[] = ['new', 'changed', 'gone', 'fixed']
const rankOf = ({ weight, kind }: Drift): number => RANKS.indexOf(weight) * KINDS.length + KINDS.indexOf(kind)

function changesOf(result: CaseResult, before: KeptCase | null): Change[] {
  const now = toKept(result)
  if (now.state === 'deviates') return deviating(result, now, before)
  if (before === null) return []
  if (now.state === 'unjudged')
    return before.state === 'unjudged' ? [] : [{ kind: 'gone', weight: null, says: goneSentence(result), result }]
  if (before.state === 'deviates') return [{ kind: 'fixed', weight: null, says: fixedSentence(before), result }]
  return before.state === 'held' ? extraChanges(result, now, before) : []
}

function deviating(result: CaseResult, now: KeptCase, before: KeptCase | null): Change[] {
  const [own, old] = [now.findings ?? [], before?.state === 'deviates' ? (before.findings ?? []) : null]
  const says = causeKey(result)
  if (old === null) return [{ kind: 'new', weight: weightOf(own), says, result }]
  const added = own.filter((each) => !old.some((other) => sameJson(each, other)))
  const removed = old.filter((each) => !own.some((other) => sameJson(each, other)))
  if (added.length === 0 && removed.length === 0) return []
  return [{ kind: 'changed', weight: added.length === 0 ? null : weightOf(added), says, result }]
}

function extraChanges(result: CaseResult, now: KeptCase, before: KeptCase): Change[] {
  const [own, old] = [now.extra ?? [], before.extra ?? []]
  const added = own.filter((each) => !old.includes(each))
  const removed = old.filter((each) => !own.includes(each))
  const more = `answers have more than documented: ${listed(added)}`
  const fewer = `answers no longer have the undocumented ${listed(removed)}`
  const changes: Change[] = []
  if (added.length > 0) changes.push({ kind: 'changed', weight: 'additive', says: more, result })
  if (removed.length > 0) changes.push({ kind: 'changed', weight: 'cosmetic', says: fewer, result })
  return changes
}

const MOST_LISTED = 10
const listed = (pointers: readonly string[]): string =>
  `${pointers.slice(0, MOST_LISTED).join(', ')}${pointers.length > MOST_LISTED ? ` and ${pointers.length - MOST_LISTED} more` : ''}`

/** The heaviest of some findings. */
const weightOf = (findings: readonly RecordedFinding[]): DriftWeight =>
  findings.length > 0 && findings.every(isCosmetic) ? 'cosmetic' : 'breaking'

/** A sentence for people in place of another, where the rest of the answer is as documented. */
const isCosmetic = ({ check, found }: RecordedFinding): boolean =>
  check === 'body' && typeof found === 'string' && /\S \S/.test(found) && !found.startsWith('<')

const goneSentence = ({ verdict, kind, reason }: CaseResult): string =>
  `it could not be judged this time (${kind ?? verdict}: ${reason ?? 'no reason given'})`

function fixedSentence({ findings = [] }: KeptCase): string {
  const [first] = findings
  if (!first) return 'it holds again'
  const what = first.at ?? first.says ?? ''
  return `it holds again, after a wrong ${first.check}${what === '' ? '' : ` (${what})`}`
}

import { toFinding } from '../judge/checks/breach.ts'
import type { Finding, Source } from '../model/finding.ts'
import type { Redaction } from '../model/redaction.ts'
import type { BlockedKind, CaseResult, Verdict } from '../model/result.ts'
import { failsAt } from '../model/source.ts'
import { type Deviation, deviationKey, type RecordedFinding } from '../model/target.ts'
import { callsOf, type Planned } from '../plan/plan.ts'
import { toEvidence } from '../play/evidence.ts'
import type { Attempt, Played } from '../play/played.ts'
import { comparedWith, isAccepted } from './deviations.ts'
import { recordedOf, stablePointer } from './recorded.ts'

/** What a verdict depends on besides the attempt. */
export interface ResultParts {
  readonly edition: string
  /** Breaches of this source or stronger fail the run. */
  readonly gate: Source
  /** `deviationKey` → the recorded deviation. */
  readonly deviations: ReadonlyMap<string, Deviation>
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly redaction: Redaction
  /** A command to paste for each call; null if there is none. */
  readonly reproduce: (planned: Planned, calls: readonly Played[]) => CaseResult['reproduce']
}

/** The cost of the attempts at a case. */
export interface Went {
  readonly attempts: number
  readonly ms: number
}

/** The result of a case from its last attempt, redacted. */
export function toResult(planned: Planned, attempt: Attempt, went: Went, parts: ResultParts): CaseResult {
  const { redaction } = parts
  const findings = attempt.calls.flatMap(({ judgement }, index) =>
    (judgement?.breaches ?? []).map((breach) => toFinding(breach, index + 1, redaction)),
  )
  const deviates = recordedOf(attempt.calls, redaction)
  const told = tell(planned, attempt, { findings, deviates }, parts)
  return {
    ...skeleton(planned, parts),
    verdict: told.verdict,
    kind: told.kind ?? null,
    reason: told.reason === undefined ? null : redaction.text(told.reason),
    findings,
    notes: [...(told.notes ?? []), ...extraNotes(attempt.calls, redaction)].map(redaction.text),
    extra: stableExtra(attempt.calls, redaction),
    answeredAs: attempt.calls.find(isDeviating)?.judgement?.answeredAs ?? null,
    ...went,
    exchanges: told.verdict === 'held' ? [] : attempt.calls.map((played) => toEvidence(played, redaction)),
    deviates: deviates.length === 0 ? null : { findings: deviates, accepted: told.accepted ?? null },
    reproduce: told.verdict === 'held' ? { target: null, mock: null } : parts.reproduce(planned, attempt.calls),
  }
}

const isDeviating = ({ judgement }: Played): boolean => (judgement?.breaches.length ?? 0) > 0

/** A case that was not played. */
export const unplayed = (
  planned: Planned,
  {
    verdict,
    kind,
    reason,
  }: { readonly verdict: 'blocked' | 'skipped'; readonly kind: BlockedKind | null; readonly reason: string },
  parts: ResultParts,
): CaseResult => ({
  ...skeleton(planned, parts),
  verdict,
  kind,
  reason: parts.redaction.text(reason),
  findings: [],
  notes: [],
  extra: [],
  answeredAs: null,
  attempts: 0,
  ms: 0,
  exchanges: [],
  deviates: null,
  reproduce: { target: null, mock: null },
})

const skeleton = ({ testCase, transport, outcome, source, sources }: Planned, { edition }: ResultParts) => ({
  transport,
  id: testCase.id,
  edition,
  operation: testCase.operation,
  outcome: testCase.expect,
  source,
  sources,
  at: testCase.at,
  contractAt: outcome.at,
  calls: callsOf(testCase).length,
})

interface Told {
  readonly verdict: Verdict
  readonly kind?: BlockedKind
  readonly reason?: string
  readonly notes?: readonly string[]
  readonly accepted?: Pick<Deviation, 'reason' | 'until'>
}

/** What is wrong with the answers to a case, for reports and for records. */
interface Wrong {
  readonly findings: readonly Finding[]
  readonly deviates: readonly RecordedFinding[]
}

function tell({ testCase, transport }: Planned, attempt: Attempt, wrong: Wrong, parts: ResultParts): Told {
  if (attempt.kind === 'blocked') return { verdict: 'blocked', kind: attempt.why, reason: attempt.reason }
  if (attempt.kind === 'trouble') return { verdict: 'blocked', kind: 'environment', reason: attempt.trouble.message }
  const deviation = parts.deviations.get(deviationKey(testCase.id, transport))
  if (wrong.findings.length === 0)
    return { verdict: 'held', notes: deviation ? [`it holds again: delete ${deviation.at}`] : [] }
  if (deviation) return tellRecorded(deviation, wrong, parts)
  return { verdict: wrong.findings.some(({ source }) => failsAt(source, parts.gate)) ? 'broken' : 'differs' }
}

function tellRecorded(deviation: Deviation, { deviates }: Wrong, { today, redaction }: ResultParts): Told {
  const { at, reason, until } = deviation
  const { other, gone } = comparedWith(deviation, deviates, redaction)
  const notes = gone.map((each) => `${at} records a deviation that no longer occurs: ${each}`)
  if (other.length > 0)
    return {
      verdict: 'broken',
      reason: `it deviates in ways not recorded in ${at}: ${other.slice(0, MOST_TOLD).join('; ')}`,
    }
  return isAccepted(deviation, today)
    ? { verdict: 'known', reason: `${reason} (until ${until}, ${at})`, notes, accepted: { reason, until } }
    : { verdict: 'broken', reason: `the deviation was only accepted until ${until} (${at})`, notes }
}

const MOST_TOLD = 3

const extraNotes = (calls: readonly Played[], redaction: Redaction): string[] => {
  const extra = [...new Set(calls.flatMap(({ judgement }) => judgement?.extra ?? []))].map(redaction.pointer)
  return extra.length === 0 ? [] : [`more than documented: ${extra.slice(0, 10).join(', ')}`]
}

const stableExtra = (calls: readonly Played[], redaction: Redaction): string[] =>
  [
    ...new Set(
      calls.flatMap(({ judgement }) => judgement?.extra ?? []).map((each) => stablePointer(redaction.pointer(each))),
    ),
  ].toSorted()

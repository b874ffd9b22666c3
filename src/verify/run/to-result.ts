import { toFinding, type Breach } from '../judge/checks/breach.ts'
import type { Source } from '../model/finding.ts'
import type { Redaction } from '../model/redaction.ts'
import type { BlockedKind, CaseResult, Verdict } from '../model/result.ts'
import { failsAt } from '../model/source.ts'
import { type Deviation, deviationKey } from '../model/target.ts'
import type { Planned } from '../plan/plan.ts'
import { toEvidence } from '../play/evidence.ts'
import type { Attempt, Played } from '../play/played.ts'
import { isAccepted, isRecorded, type Answers } from './deviations.ts'

/** What a verdict depends on beside the attempt. */
export interface ResultParts {
  readonly edition: string
  /** Breaches of this source or stronger fail the run. */
  readonly gate: Source
  /** `deviationKey` to the recorded deviation. */
  readonly deviations: ReadonlyMap<string, Deviation>
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly redaction: Redaction
  /** A command to paste for each; null where there is none. */
  readonly reproduce: (planned: Planned, calls: readonly Played[]) => CaseResult['reproduce']
}

/** How much the attempts at a case took. */
export interface Went {
  readonly attempts: number
  readonly ms: number
}

/** The result of a case from its last attempt, redacted. */
export function toResult(planned: Planned, attempt: Attempt, went: Went, parts: ResultParts): CaseResult {
  const { redaction } = parts
  const breaches = attempt.calls.flatMap(({ judgement }) => judgement?.breaches ?? [])
  const deviating = attempt.calls.find(({ judgement }) => (judgement?.breaches.length ?? 0) > 0)
  const answers = deviating ? answersOf(deviating, redaction) : null
  const told = tell(planned, attempt, breaches, deviating, parts)
  return {
    ...skeleton(planned, parts),
    verdict: told.verdict,
    kind: told.kind ?? null,
    reason: told.reason === undefined ? null : redaction.text(told.reason),
    findings: breaches.map((breach) => toFinding(breach, redaction)),
    notes: [...(told.notes ?? []), ...extraNotes(attempt.calls, redaction)],
    answeredAs: deviating?.judgement?.answeredAs ?? null,
    ...went,
    exchanges: told.verdict === 'held' ? [] : attempt.calls.map((played) => toEvidence(played, redaction)),
    deviates: answers,
    reproduce: told.verdict === 'held' ? { target: null, mock: null } : parts.reproduce(planned, attempt.calls),
  }
}

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
})

interface Told {
  readonly verdict: Verdict
  readonly kind?: BlockedKind
  readonly reason?: string
  readonly notes?: readonly string[]
}

function tell(
  { testCase, transport }: Planned,
  attempt: Attempt,
  breaches: readonly Breach[],
  deviating: Played | undefined,
  { gate, deviations, today, redaction }: ResultParts,
): Told {
  if (attempt.kind === 'blocked') return { verdict: 'blocked', kind: attempt.why, reason: attempt.reason }
  if (attempt.kind === 'trouble') return { verdict: 'blocked', kind: 'environment', reason: attempt.trouble.message }
  const deviation = deviations.get(deviationKey(testCase.id, transport))
  if (!deviating?.answered)
    return { verdict: 'held', notes: deviation ? [`it holds again: delete ${deviation.at}`] : [] }
  if (!deviation) return { verdict: breaches.some(({ source }) => failsAt(source, gate)) ? 'broken' : 'differs' }
  if (!isRecorded(redacted(deviation, redaction), answersOf(deviating, redaction), deviating.answered))
    return { verdict: 'broken', reason: `it deviates otherwise than ${deviation.at} records` }
  return isAccepted(deviation, today)
    ? { verdict: 'known', reason: `${deviation.reason} (until ${deviation.until}, ${deviation.at})` }
    : {
        verdict: 'broken',
        reason: `the deviation was accepted until ${deviation.until} (${deviation.at}), which is past`,
      }
}

/** A deviation redacted as answers are, so that the two compare. */
const redacted = (deviation: Deviation, redaction: Redaction): Deviation => ({
  ...deviation,
  answers: { ...deviation.answers, body: redaction.recorded(deviation.answers.status, deviation.answers.body) },
})

/** The actual answer to a call, as far as it may be recorded: JSON if it is JSON, else the text. */
const answersOf = ({ answered }: Played, redaction: Redaction): Answers => {
  if (!answered) return { status: 0, body: null }
  const { status, body } = answered.received
  return { status, body: redaction.recorded(status, answered.json === undefined ? body : answered.json) }
}

const extraNotes = (calls: readonly Played[], redaction: Redaction): string[] => {
  const extra = [...new Set(calls.flatMap(({ judgement }) => judgement?.extra ?? []))].map(redaction.pointer)
  return extra.length === 0 ? [] : [`more than documented: ${extra.slice(0, 10).join(', ')}`]
}

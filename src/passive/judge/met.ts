import type { Outcome } from '../../contract/model/face.ts'
import type { Answered } from '../../verify/judge/checks/answered.ts'
import { checkBody } from '../../verify/judge/checks/body.ts'
import { breach, type Breach } from '../../verify/judge/checks/breach.ts'
import { isPlausible } from './loose.ts'
import { judge, matchingOutcomes, saysAsExpected, type Judgement } from '../../verify/judge/judge.ts'

/** Which documented outcome an answer met, or what it breaks. */
export interface Met {
  /** What it met, else the nearest; null: none is near. */
  readonly outcome: Outcome | null
  /** The answer with that outcome as the expected one. */
  readonly answered: Answered
  readonly judgement: Judgement
}

/**
 * Finds the documented outcome of an answer by its status and body, as literally as `verify` judges: everything but the varying
 * parts. If none has both, the nearest is the one that it is compared with.
 */
export function metBy(answered: Answered): Met {
  const outcome = matchingOutcomes(answered).find((each) => isPlausible(each, answered)) ?? nearestOf(answered)
  if (outcome === undefined) return undocumented(answered)
  const expected = expecting(answered, outcome)
  const judgement = judge(expected)
  // What the answer matches is already what it is compared with.
  return { outcome, answered: expected, judgement: { ...judgement, answeredAs: null } }
}

const expecting = (answered: Answered, outcome: Outcome): Answered => ({
  ...answered,
  outcome,
  call: { ...answered.call, expect: outcome.name },
})

/** The outcome with its whole body, or its text, whatever the status; else the one of its status that differs in the fewest parts. */
function nearestOf(answered: Answered): Outcome | undefined {
  const plausible = answered.face.outcomes.filter((outcome) => isPlausible(outcome, answered))
  const all = plausible.map((outcome) => ({
    outcome,
    differences: checkBody(expecting(answered, outcome)).length,
  }))
  const sameBody = all.find(({ outcome, differences }) => differences === 0 && isTelling(outcome))
  const sameText = all.find(({ outcome }) => outcome.status >= 400 && saysAsExpected({ ...answered, outcome }))
  const sameStatus = all
    .filter(({ outcome }) => outcome.status === answered.received.status)
    .toSorted((a, b) => a.differences - b.differences)
  return (sameBody ?? sameText ?? sameStatus[0])?.outcome
}

/** Whether a body identifies its outcome; a single flag, or a refusal with any text, would match by chance. */
const isTelling = ({ varies, example, status }: Outcome): boolean =>
  example.length > MOST_BY_CHANCE && (status < 300 || Object.values(varies).every((pattern) => pattern !== null))

const MOST_BY_CHANCE = '{"success":false}'.length

/** An answer with a status that no outcome has. */
function undocumented(answered: Answered): Met {
  const { face, received } = answered
  const statuses = [...new Set(face.outcomes.map(({ status }) => status))].toSorted((a, b) => a - b)
  const found = breach(`the status is ${received.status}, which no outcome has`, {
    check: 'status',
    sources: documentsOf(answered),
    expected: `one of ${statuses.join(', ')}`,
    actual: received.status,
  })
  const leaks = judge(answered).breaches.filter(({ check }) => check === 'leak')
  return {
    outcome: null,
    answered,
    judgement: { breaches: [found, ...leaks], extra: [], answeredAs: null, endsCase: true },
  }
}

/** The documents list what the operation may answer; without any, whatever states its outcomes. */
function documentsOf({ face }: Answered): Breach['sources'] {
  const all = [...new Set(face.outcomes.flatMap(({ sources }) => sources))]
  const documents = all.filter((source) => source !== 'server' && source !== 'inferred')
  return documents.length > 0 ? documents : all
}

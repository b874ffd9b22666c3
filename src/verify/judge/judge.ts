import type { Outcome } from '../../contract/model/face.ts'
import { under, valueAt } from '../../contract/model/pointer.ts'
import { isContainer, sameJson } from '../../json.ts'
import { checkAck, isUnanswered } from './checks/ack.ts'
import type { Answered, Check } from './checks/answered.ts'
import { checkBody } from './checks/body.ts'
import { breach, type Breach } from './checks/breach.ts'
import { checkConstantHeaders } from './checks/constant-headers.ts'
import { checkEffects } from './checks/effects.ts'
import { checkHeard } from './checks/heard.ts'
import { checkInstants } from './checks/instants.ts'
import { checkLeak } from './checks/leak.ts'
import { checkLimitHeaders } from './checks/limit-headers.ts'
import { checkMediaType } from './checks/media-type.ts'
import { checkMembersOnce } from './checks/members-once.ts'
import { checkSchema } from './checks/schema.ts'
import { checkStatus, isOtherEnd } from './checks/status.ts'
import { sourcesOf } from './checks/statement.ts'

/** The verdict on one answer. */
export interface Judgement {
  readonly breaches: readonly Breach[]
  /** Pointers to undocumented members, for a note; not breaches. */
  readonly extra: readonly string[]
  /** The documented outcome that the answer matches instead of the expected one, or null. */
  readonly answeredAs: string | null
  /** Whether later calls make no sense: this one got no answer, or wrongly succeeded or failed. */
  readonly endsCase: boolean
}

const CHECKS: readonly Check[] = [checkMediaType, checkConstantHeaders, checkLimitHeaders, checkMembersOnce, checkBody]

/** Judges an answer by the expectations of its case, never by what the target says about itself. */
export function judge(answered: Answered): Judgement {
  if (isUnanswered(answered)) return { breaches: checkAck(answered), extra: [], answeredAs: null, endsCase: true }
  const [wrongStatus, leaks] = [checkStatus(answered), checkLeak(answered)]
  const isOther = wrongStatus.length > 0 && !areBothSuccesses(answered)
  const form = [...wrongStatus, ...(isOther ? otherBody(answered) : CHECKS.flatMap((check) => check(answered)))]
  const body = form.some(({ check }) => check === 'body') || isOther
  const breaches = [
    ...form,
    ...(body ? [] : checkSchema(answered)),
    ...(isOther ? [] : unsaid([...checkInstants(answered), ...checkEffects(answered)], form)),
    ...checkAck(answered),
    // If a call wrongly succeeded or failed, others hear other events: that is not a separate breach.
    ...(isOtherEnd(answered) ? [] : checkHeard(answered)),
    ...leaks,
  ]
  return {
    breaches,
    extra: breaches.length === 0 ? extraMembers(JSON.parse(answered.outcome.example), answered.json, '', answered) : [],
    answeredAs: isAnother(breaches) ? (lookalike(answered)?.name ?? null) : null,
    endsCase: isOtherEnd(answered),
  }
}

/** A success with a wrong status must still have the content of a success. */
const areBothSuccesses = (answered: Answered): boolean => answered.outcome.status < 300 && !isOtherEnd(answered)

/** Breaches that others don't already cover, by their message or as the same part. */
const unsaid = (breaches: readonly Breach[], others: readonly Breach[]): Breach[] =>
  breaches.filter(
    ({ message, pointer }) =>
      !others.some((other) => other.message === message || (pointer !== null && other.pointer === pointer)),
  )

/**
 * For an entirely different answer, status and body are enough: for a refusal, each difference; for a success instead of a
 * refusal or the reverse, the mere fact, which violates the condition.
 */
function otherBody(answered: Answered): readonly Breach[] {
  const differences = checkBody(answered)
  if (differences.length === 0 || !isOtherEnd(answered)) return differences
  const sources = sourcesOf(answered, 'condition')
  const expected: unknown = JSON.parse(answered.outcome.example)
  const whole = {
    check: 'body',
    pointer: '',
    sources,
    expected,
    actual: answered.json ?? answered.received.body,
  } as const
  return [breach('the body is wrong', whole)]
}

/** Whether the answer itself is wrong, rather than a detail of it. */
const isAnother = (breaches: readonly Breach[]): boolean =>
  breaches.some(({ check }) => check === 'status' || check === 'body')

/** The other documented outcome that the answer matches most literally: with fewer varying parts, a match says more. */
const lookalike = (answered: Answered): Outcome | undefined =>
  saysAsExpected(answered) ? undefined : anotherOf(answered)

/** Whether the answer has the text of the expected outcome: then a match with an outcome of arbitrary text says nothing. */
export const saysAsExpected = ({ outcome, json }: Pick<Answered, 'outcome' | 'json'>): boolean => {
  const example: unknown = JSON.parse(outcome.example)
  return ['/message', '/error'].some((pointer) => {
    const words = valueAt(example, pointer)
    return words !== undefined && sameJson(words, valueAt(json, pointer))
  })
}

const anotherOf = (answered: Answered): Outcome | undefined =>
  matchingOutcomes(answered).find(({ name }) => name !== answered.outcome.name)

/** The documented outcomes that have the status and body of an answer, the most literal first. */
export const matchingOutcomes = (answered: Answered): Outcome[] =>
  answered.face.outcomes
    .filter(
      (outcome) =>
        outcome.status === answered.received.status &&
        checkBody({ ...answered, outcome, call: { ...answered.call, values: {} } }).length === 0,
    )
    .toSorted((a, b) => looseness(a) - looseness(b))

/** How much of an outcome's body may be anything: a part that varies as a whole weighs more than one with literal text. */
const looseness = ({ varies }: Outcome): number =>
  Object.values(varies).reduce((sum, pattern) => sum + (pattern === null ? 2 : 1), 0)

function extraMembers(expected: unknown, actual: unknown, pointer: string, answered: Answered): string[] {
  if (Object.hasOwn(answered.outcome.varies, pointer) || !isContainer(expected) || !isContainer(actual)) return []
  return Object.keys(actual).flatMap((key) =>
    Object.hasOwn(expected, key)
      ? extraMembers(Reflect.get(expected, key), Reflect.get(actual, key), under(pointer, key), answered)
      : [under(pointer, key)],
  )
}

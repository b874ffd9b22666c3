import type { Outcome } from '../../contract/model/face.ts'
import { under, valueAt } from '../../contract/model/pointer.ts'
import { isContainer, sameJson } from '../../json.ts'
import { checkAck, isUnanswered } from './checks/ack.ts'
import type { Answered, Check } from './checks/answered.ts'
import { checkBody } from './checks/body.ts'
import { breach, type Breach } from './checks/breach.ts'
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
  /** Pointers to undocumented members: worth a note, no breach. */
  readonly extra: readonly string[]
  /** The documented outcome that it is instead of the expected one; null: none. */
  readonly answeredAs: string | null
  /** Whether the calls after this one make no sense: it got no answer, or was let in or refused by mistake. */
  readonly endsCase: boolean
}

const CHECKS: readonly Check[] = [checkMediaType, checkLimitHeaders, checkMembersOnce, checkBody]

/** Judges an answer by what its case expects, never by what the target says of itself. */
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
    // If somebody was let in or kept out by mistake, others hear other events: that is no breach of its own.
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

/** A success under another status than the documented one still holds what a success should. */
const areBothSuccesses = (answered: Answered): boolean => answered.outcome.status < 300 && !isOtherEnd(answered)

/** Breaches that none of the others says already, by its sentence or of the same part. */
const unsaid = (breaches: readonly Breach[], others: readonly Breach[]): Breach[] =>
  breaches.filter(
    ({ message, pointer }) =>
      !others.some((other) => other.message === message || (pointer !== null && other.pointer === pointer)),
  )

/**
 * Of another answer altogether, status and body say enough: of a refusal each difference, of an answer of the other end that it
 * came at all, which breaks the condition.
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
  return [breach('the body is another one', whole)]
}

/** Whether the answer itself is wrong, and not just something about it. */
const isAnother = (breaches: readonly Breach[]): boolean =>
  breaches.some(({ check }) => check === 'status' || check === 'body')

/** The other documented outcome that the answer is most literally: one of fewer varying parts says more of it. */
const lookalike = (answered: Answered): Outcome | undefined =>
  saysAsExpected(answered) ? undefined : anotherOf(answered)

/** The words are those of the expected outcome: another one with a body of any words says nothing. */
const saysAsExpected = ({ outcome, json }: Answered): boolean => {
  const example: unknown = JSON.parse(outcome.example)
  return ['/message', '/error'].some((pointer) => {
    const words = valueAt(example, pointer)
    return words !== undefined && sameJson(words, valueAt(json, pointer))
  })
}

const anotherOf = (answered: Answered): Outcome | undefined =>
  answered.face.outcomes
    .filter(
      (outcome) =>
        outcome.name !== answered.outcome.name &&
        outcome.status === answered.received.status &&
        checkBody({ ...answered, outcome, call: { ...answered.call, values: {} } }).length === 0,
    )
    .toSorted((a, b) => looseness(a) - looseness(b))[0]

/** How much of an outcome's body may be anything: a part that varies as a whole weighs more than one in which words stand. */
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

import type { Outcome } from '../../contract/model/face.ts'
import { under } from '../../contract/model/pointer.ts'
import { isContainer } from '../../json.ts'
import { checkAck, isUnanswered } from './checks/ack.ts'
import type { Answered, Check } from './checks/answered.ts'
import { checkBody } from './checks/body.ts'
import { withSources, type Breach } from './checks/breach.ts'
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
    ...(body ? [] : [...checkSchema(answered), ...checkInstants(answered), ...checkEffects(answered)]),
    ...checkAck(answered),
    // If somebody was let in or kept out by mistake, others hear other events: that is no breach of its own.
    ...(isOther ? [] : checkHeard(answered)),
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

/** Of another answer altogether, status and body say enough; that it came at all breaks the condition. */
function otherBody(answered: Answered): readonly Breach[] {
  const [first] = checkBody(answered)
  if (!first || !isOtherEnd(answered)) return first ? [first] : []
  return [withSources(first, sourcesOf(answered, 'condition'))]
}

/** Whether the answer itself is wrong, and not just something about it. */
const isAnother = (breaches: readonly Breach[]): boolean =>
  breaches.some(({ check }) => check === 'status' || check === 'body')

/** Another documented outcome with the status and body of the answer. */
const lookalike = (answered: Answered): Outcome | undefined =>
  answered.face.outcomes.find(
    (outcome) =>
      outcome.name !== answered.outcome.name &&
      outcome.status === answered.received.status &&
      checkBody({ ...answered, outcome, call: { ...answered.call, values: {} } }).length === 0,
  )

function extraMembers(expected: unknown, actual: unknown, pointer: string, answered: Answered): string[] {
  if (Object.hasOwn(answered.outcome.varies, pointer) || !isContainer(expected) || !isContainer(actual)) return []
  return Object.keys(actual).flatMap((key) =>
    Object.hasOwn(expected, key)
      ? extraMembers(Reflect.get(expected, key), Reflect.get(actual, key), under(pointer, key), answered)
      : [under(pointer, key)],
  )
}

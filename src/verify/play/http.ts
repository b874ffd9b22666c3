import { toWireRequest, type WireRequest } from '../../contract/model/case-request.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { AnyFace } from '../../contract/model/face.ts'
import { unfilled, valuesFor } from '../arrange/arranged-values.ts'
import type { Answered } from '../judge/checks/answered.ts'
import { isTrouble, type Received, type Trouble } from '../model/exchange.ts'
import { judge } from '../judge/judge.ts'
import { isAboutLimit, usesUp } from '../plan/limit-needs.ts'
import { parsedBody } from '../model/parsed-body.ts'
import { callsOf, faceOf, outcomeFor, type HttpPlanned, type Planned } from '../plan/plan.ts'
import type { Refused } from '../model/result.ts'
import { scoped } from '../plan/scope.ts'
import { secretsOf } from './with-arrangement.ts'
import type { Lease } from '../model/limit.ts'
import type { Attempt, Played } from './played.ts'
import type { PlayParts } from './play-parts.ts'
import type { Arrangement } from '../model/arrangement.ts'

/** Sends the calls of a case over HTTP, in order, and judges each answer. */
export async function playOnHttp(
  arrangement: Arrangement,
  planned: HttpPlanned,
  lease: Lease,
  parts: PlayParts,
): Promise<Attempt> {
  const { testCase } = planned
  const calls: Played[] = []
  const ready = callsOf(testCase).map((call) => ({ call, ...prepared(call, arrangement, parts) }))
  // All are looked at before the first is sent: a case that can't be played to its end is not begun.
  const refused = ready.find((each) => 'reason' in each)
  if (refused && 'reason' in refused) return blocked(refused)
  if (usesUp(testCase) && !parts.arranger.isolated) {
    const spent = await useUp(arrangement, planned, lease, parts)
    if (spent) return spent
  }
  for (const each of ready) {
    if ('reason' in each) continue
    const { call, request, values } = each
    if (call.set !== null) await arrangement.set?.(call.set)
    if (call.waitMs > 0) await arrangement.pass(waitOf(call, parts))
    const received = await sent(request, call, arrangement, lease, planned, parts)
    if (isTrouble(received))
      return {
        kind: 'trouble',
        trouble: received,
        calls: [...calls, { call, request, answered: null, judgement: null, packets: [] }],
      }
    const answered = toAnswered(call, values, received, { planned, arrangement, calls, parts, sockets: null })
    calls.push({ call, request, answered, judgement: judge(answered), packets: [] })
  }
  return { kind: 'judged', calls }
}

/** A case that was not begun. */
export const blocked = ({ kind, reason }: Refused): Attempt => ({ kind: 'blocked', why: kind, reason, calls: [] })

/** How long to wait before a call: what the case says of the contract's window, said of the target's own. */
export function waitOf({ operation, waitMs }: CaseCall, { faces, limits }: PlayParts): number {
  const contract = faceOf(faces, operation)?.rateLimit?.windowMs
  const own = limits.get(operation)?.windowMs
  return contract === undefined || own === undefined ? waitMs : Math.ceil((waitMs * own) / contract)
}

/** Why the facts that a call is to find cannot be brought about before it; null: they can, or there are none. */
export const unchangeable = ({ set }: CaseCall, arrangement: Arrangement): Refused | null =>
  set !== null && arrangement.set === null
    ? { kind: 'situation', reason: 'nothing changes a situation of the target while a case is played' }
    : null

/** A call ready to be sent, or what keeps it. */
export function prepared(
  call: CaseCall,
  arrangement: Arrangement,
  { target, faces, arranger }: PlayParts,
): { request: WireRequest; values: Readonly<Record<string, string>> } | Refused {
  const credentials = arrangement.identities[call.as]
  if (!credentials)
    return { kind: 'identity', reason: target.missing[call.as] ?? `the target has no identity ${call.as}` }
  const values = valuesFor(call, arrangement)
  const lacking = unfilled(call, values)
  if (lacking !== undefined) return { kind: 'situation', reason: `nothing on the target yields $${lacking}` }
  const still = unchangeable(call, arrangement)
  if (still) return still
  const face = faceOf(faces, call.operation)
  if (!face) return { kind: 'transport', reason: `the edition has no ${call.operation}` }
  const within = arranger.isolated ? call : scoped(call, face, target.scope)
  if ('reason' in within) return within
  const { headers, ...request } = toWireRequest(within, face, values, credentials)
  return { request: { ...request, headers: { ...arrangement.headers, ...headers } }, values }
}

/** Sends a call; a 429 that it did not ask for is trouble, unless nobody else's calls are counted with it. */
export async function sent(
  request: WireRequest,
  call: CaseCall,
  arrangement: Arrangement,
  lease: Lease,
  { testCase }: Pick<Planned, 'testCase'>,
  { send, timeoutMs, signal, arranger, limits, isLast }: PlayParts,
): Promise<Received | Trouble> {
  const result = await send(request, { baseUrl: arrangement.baseUrl, timeoutMs, signal })
  const received = isLast && isTrouble(result) && isJson(result.answer) ? result.answer : result
  if (isTrouble(received)) return received
  lease.answered(call.operation, received)
  if (received.status !== 429 || arranger.isolated || isAboutLimit(testCase, limits)) return received
  return { kind: 'limited', message: `${call.operation} was answered 429, though the calls stayed under its limit` }
}

/** An answer with all that its checks look at. */
export function toAnswered(
  call: CaseCall,
  values: Readonly<Record<string, string>>,
  received: Received,
  context: {
    planned: Planned
    arrangement: Arrangement
    calls: readonly Played[]
    parts: PlayParts
    sockets: Answered['sockets']
  },
): Answered {
  const { planned, arrangement, calls, parts, sockets } = context
  const faces: readonly AnyFace[] = sockets === null || sockets.callerId === null ? parts.faces : parts.socketFaces
  const face = call === planned.testCase ? planned.face : (faceOf(faces, call.operation) ?? planned.face)
  return {
    call,
    face,
    outcome: outcomeFor(call, face, faces) ?? planned.outcome,
    source: planned.source,
    values,
    received,
    sockets,
    json: parsedBody(received.body),
    earlier: calls.flatMap(({ answered }) => (answered ? [answered] : [])),
    isFresh: parts.arranger.isolated || isAboutLimit(planned.testCase, parts.limits),
    isStill: parts.arranger.isolated,
    secretForms: parts.encode(secretsOf(arrangement)),
  }
}

const isJson = (answer: Received | undefined): answer is Received =>
  answer !== undefined && parsedBody(answer.body) !== undefined

/** Sends as many calls as a window takes, each the smallest success of the operation; what they are answered does not matter. */
async function useUp(
  arrangement: Arrangement,
  planned: Planned,
  lease: Lease,
  parts: PlayParts,
): Promise<Attempt | null> {
  const { testCase } = planned
  const success = parts.plan.find((each) => each.testCase.operation === testCase.operation && each.outcome.status < 300)
  if (!success) return null
  const { requests = 0 } = parts.limits.get(testCase.operation) ?? {}
  for (let count = 0; count < requests; count++) {
    const ready = prepared(success.testCase, arrangement, parts)
    if ('reason' in ready) return blocked(ready)
    const received = await sent(ready.request, success.testCase, arrangement, lease, planned, parts)
    if (isTrouble(received)) return { kind: 'trouble', trouble: received, calls: [] }
  }
  return null
}

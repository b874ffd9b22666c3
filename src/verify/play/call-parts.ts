import { toPacket, type Packet } from '../../contract/model/case-packet.ts'
import { toWireRequest, type WireRequest } from '../../contract/model/case-request.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { AnyFace } from '../../contract/model/face.ts'
import { unfilled, valuesFor } from '../arrange/arranged-values.ts'
import type { Answered } from '../judge/checks/answered.ts'
import type { Arrangement } from '../model/arrangement.ts'
import { isTrouble, type Received, type Trouble } from '../model/exchange.ts'
import type { Lease } from '../model/limit.ts'
import { parsedBody } from '../model/parsed-body.ts'
import type { Refused } from '../model/result.ts'
import { isAboutLimit } from '../plan/limit-needs.ts'
import { faceOf, outcomeFor, type Planned } from '../plan/plan.ts'
import { scoped } from '../plan/scope.ts'
import { whyLacking } from './lacking.ts'
import { isToldByPayload, userIdsOf } from './payloads.ts'
import type { PlayParts } from './play-parts.ts'
import { retryAfter } from './retry-after.ts'
import type { Played } from './played.ts'
import { secretsOf } from './with-arrangement.ts'

/** A case being played. */
export interface CaseInPlay<On extends Planned = Planned> {
  readonly planned: On
  readonly arrangement: Arrangement
  readonly lease: Lease
  readonly parts: PlayParts
}

/** Who makes a call, and with which values. */
interface Caller {
  readonly credentials: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, string>>
}

/** A call over HTTP, ready to be made. */
export interface ReadyRequest {
  readonly call: CaseCall
  readonly values: Caller['values']
  readonly request: WireRequest
}

/** A call on a socket, ready to be made. */
export interface ReadyPacket {
  readonly call: CaseCall
  readonly values: Caller['values']
  readonly packet: Packet
}

/** A call over HTTP with its values, or the reason why it can't be made. Off greenroom, lists stay within the target's scope. */
export function prepareRequest(call: CaseCall, arrangement: Arrangement, parts: PlayParts): ReadyRequest | Refused {
  const caller = callerOf(call, arrangement, parts)
  if ('reason' in caller) return caller
  if (isToldByPayload(call.as, { ...parts.target, identities: arrangement.identities }))
    return {
      kind: 'identity',
      reason: `${call.as} is identified only by payloads of events, which calls over HTTP don't have`,
    }
  const face = faceOf(parts.faces, call.operation)
  if (!face) return noFace(call.operation, parts)
  const within = parts.arranger.isolated ? call : scoped(call, face, parts.target.scope)
  if ('reason' in within) return within
  const { values, credentials } = caller
  const { headers, ...request } = toWireRequest(within, face, values, credentials)
  return { call, values, request: { ...request, headers: { ...arrangement.headers, ...headers } } }
}

/** A call on a socket with its values, or the reason why it can't be made. */
export function preparePacket(call: CaseCall, arrangement: Arrangement, parts: PlayParts): ReadyPacket | Refused {
  const caller = callerOf(call, arrangement, parts)
  if ('reason' in caller) return caller
  const face = faceOf(parts.socketFaces, call.operation)
  if (!face) return noFace(`${call.operation} on sockets`, parts)
  const { values, credentials } = caller
  return { call, values, packet: toPacket(call, face, values, credentials) }
}

const noFace = (operation: string, { target }: PlayParts): Refused => ({
  kind: 'transport',
  reason:
    target.operations === null
      ? `the edition has no ${operation}`
      : `${operation} is not among the target's operations`,
})

function callerOf(call: CaseCall, arrangement: Arrangement, { target }: PlayParts): Caller | Refused {
  const credentials = arrangement.identities[call.as]
  if (!credentials)
    return { kind: 'identity', reason: target.missing[call.as] ?? `the target has no identity ${call.as}` }
  const values = valuesFor(call, arrangement, userIdsOf(target))
  const lacking = unfilled(call, values)
  if (lacking !== undefined) return whyLacking(lacking, call, values)
  if (call.set !== null && arrangement.set === null)
    return { kind: 'situation', reason: 'the situation of the target cannot be changed during a case' }
  return { credentials, values }
}

/** All of the calls, or the first reason against one: a case that can't be completed is not started. */
export function allReady<Ready extends object>(calls: readonly (Ready | Refused)[]): readonly Ready[] | Refused {
  const refused = calls.find((each): each is Refused => 'reason' in each)
  return refused ?? calls.filter((each): each is Ready => !('reason' in each))
}

/** How long to wait before a call: what the case says of the contract's window, scaled to the target's own. */
export function waitOf({ operation, waitMs }: CaseCall, { faces, limits }: PlayParts): number {
  const contract = faceOf(faces, operation)?.rateLimit?.windowMs
  const own = limits.get(operation)?.windowMs
  return contract === undefined || own === undefined ? waitMs : Math.ceil((waitMs * own) / contract)
}

/** Sends a call. An unexpected 429 is trouble, unless no other calls share its window. */
export async function sendCall(
  { call, request }: Pick<ReadyRequest, 'call' | 'request'>,
  { planned, arrangement, lease, parts }: CaseInPlay,
): Promise<Received | Trouble> {
  const { send, timeoutMs, signal, arranger, limits, isLast } = parts
  const result = await send(request, { baseUrl: arrangement.baseUrl, timeoutMs, signal })
  const received = isLast && isTrouble(result) && isJson(result.answer) ? result.answer : result
  if (isTrouble(received)) return received
  lease.answered(call.operation, received)
  if (received.status !== 429 || arranger.isolated || isAboutLimit(planned.testCase, limits)) return received
  // If the limit is documented, a target that is stricter in window after window violates it.
  const isDocumented = (limits.get(call.operation)?.outcome ?? null) !== null
  if (isLast && isDocumented) return received
  if (!isDocumented) parts.remarks.limited(call.operation)
  return {
    kind: 'limited',
    message: `${call.operation} was answered 429, though the calls stayed under its limit`,
    retryAfterMs: retryAfter(received.headers, parts.wallClock()),
  }
}

const isJson = (answer: Received | undefined): answer is Received =>
  answer !== undefined && parsedBody(answer.body) !== undefined

/** An answer with everything its checks need. `earlier`: the previous calls of the case. */
export function toAnswered(
  { call, values, received, sockets }: Pick<Answered, 'call' | 'values' | 'received' | 'sockets'>,
  earlier: readonly Played[],
  { planned, arrangement, parts }: CaseInPlay,
): Answered {
  const faces: readonly AnyFace[] = sockets === null || sockets.callerId === null ? parts.faces : parts.socketFaces
  const face = call === planned.testCase ? planned.face : (faceOf(faces, call.operation) ?? planned.face)
  return {
    call,
    face,
    outcome: outcomeFor(call, face, faces) ?? planned.outcome,
    caseSources: planned.testCase.sources,
    values,
    received,
    sockets,
    json: parsedBody(received.body),
    at: parts.arranger.isolated ? null : parts.wallClock(),
    earlier: earlier.flatMap(({ answered }) => (answered ? [answered] : [])),
    isFresh: parts.arranger.isolated || isAboutLimit(planned.testCase, parts.limits),
    isStill: parts.arranger.isolated,
    absent: sockets === null || sockets.callerId === null ? [] : parts.target.socket.absent,
    absentInEvents: sockets === null ? [] : parts.target.socket.absent,
    repeatsSecret: parts.repeats(secretsOf(arrangement)),
  }
}

import type { Packet } from '../../contract/model/case-packet.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { SocketFace } from '../../contract/model/face.ts'
import type { Arrangement } from '../model/arrangement.ts'
import { fromTheirs, heardIn, theirEvent, toTheirs } from '../../dialect/dialect.ts'
import { answerIn, answeringEvent, type DialectAnswer } from '../model/dialect-answer.ts'
import type { Trouble } from '../model/exchange.ts'
import { isDismissed, type Heard } from '../model/socket-client.ts'
import { faceOf, outcomeFor } from '../plan/plan.ts'
import type { Arrivals } from './arrivals.ts'
import type { Connections } from './connections.ts'
import type { Listener } from './roster.ts'
import { withCaller } from '../model/caller-payload.ts'
import type { PlayParts } from './play-parts.ts'
import { saidStatus, statusOf, toSocketAnswer, type SocketAnswer } from './socket-answer.ts'

/** A call to make, and the connections to use. */
export interface Calling {
  readonly call: CaseCall
  readonly packet: Packet
  readonly arrangement: Arrangement
  readonly connections: Connections
  readonly arrivals: Arrivals
  readonly parts: PlayParts
}

type Result = SocketAnswer | { readonly trouble: Trouble }

/** Makes a call on its connection, which is opened if necessary, and waits for the answer. */
export async function callOn(calling: Calling): Promise<Result> {
  const { call, packet, arrangement, connections, parts } = calling
  const begin = performance.now()
  const { on } = call.socket
  const caller = (on === null ? undefined : connections.named(on)) ?? (await connections.admit(on, packet, arrangement))
  if ('refused' in caller) {
    const { data, message } = caller.refused
    const value = fromTheirs(parts.target.socket, data)
    return toSocketAnswer({ by: 'refusal', value, status: saidStatus(data, 400), refusedBy: message }, null, begin)
  }
  if (!('who' in caller)) return { trouble: caller }
  const pending: Pending = { caller, calling, begin, heardBefore: caller.connection.heard.length }
  return packet.event === null ? connected(pending) : answered(pending)
}

/** A call waiting for its answer. */
interface Pending {
  readonly caller: Listener
  readonly calling: Calling
  readonly begin: number
  /** How many events the caller had heard before the call. */
  readonly heardBefore: number
}

/** The call was to connect. Some servers refuse by ending the connection after accepting it. */
async function connected(pending: Pending): Promise<Result> {
  const { caller, calling, begin } = pending
  const { connection } = caller
  const { call, arrivals, parts } = calling
  if (isRefusalExpected(call, parts)) {
    await connection.caughtUp(parts.timeoutMs)
    await arrivals.until(() => connection.ended() !== null, Math.min(DISMISSED_MS, parts.waits.forExpected()))
  }
  // Everything received on a new connection came after the call.
  if (isDismissed(connection)) return dismissed({ ...pending, heardBefore: 0 })
  return toSocketAnswer({ by: 'connection', value: { sid: connection.id }, status: 200 }, caller, begin)
}

/** A server that accepts a connection and then refuses it does so within this time. */
const DISMISSED_MS = 1000

const isRefusalExpected = (call: CaseCall, { socketFaces }: PlayParts): boolean => {
  const face = faceOf(socketFaces, call.operation)
  return face !== undefined && (outcomeFor(call, face, socketFaces)?.status ?? 0) >= 400
}

/** Emits the event, and waits for its ack, or for the event that answers; a server may also answer by ending the connection. */
async function answered(pending: Pending): Promise<Result> {
  const { caller, calling, begin } = pending
  const { call, arrivals, parts } = calling
  const { connection } = caller
  const acksBefore = connection.acks.length
  const acks = (): number => connection.acks.length - acksBefore
  const emitted = performance.now()
  emit(pending)
  const needsAck = call.socket.ack && !mayBeEvent(pending)
  const hasCome = (): boolean => (call.socket.ack && acks() > 0) || eventFor(pending) !== undefined
  await arrivals.until(() => hasCome() || connection.ended() !== null, parts.waits.forExpected())
  if (hasCome()) parts.waits.came(performance.now() - emitted)
  // Some servers report by an event what they ack right after.
  if (needsAck && acks() === 0 && hasCome()) await lateAck(pending, acks)
  if (call.socket.ack && acks() > 0) return acked(pending, connection.acks[acksBefore] ?? [], acks)
  const event = eventFor(pending)
  if (event) return byEvent(pending, event)
  if (isDismissed(connection)) return dismissed(pending)
  const trouble = await silence(caller, parts)
  if (trouble) return { trouble }
  parts.waits.missed()
  const none = { by: 'nothing', value: undefined, status: 0 } as const
  return toSocketAnswer(needsAck ? { ...none, acks } : none, caller, begin)
}

async function lateAck({ caller, calling: { arrivals, parts } }: Pending, acks: () => number): Promise<void> {
  const { connection } = caller
  // Over polling, the ack may need another poll: what is asked now is answered after it.
  await connection.isAlive(parts.timeoutMs)
  await arrivals.until(() => acks() > 0 || connection.ended() !== null, parts.waits.forUnexpected())
}

const emit = ({ caller, calling: { call, packet, parts } }: Pending): void =>
  caller.connection.emit(
    theirEvent(parts.target.socket, packet.event ?? ''),
    packet.args.map((each) =>
      withCaller(toTheirs(parts.target.socket, packet.event ?? '', each), call.as, parts.target),
    ),
    call.socket.ack,
  )

const faceFor = ({ calling: { call, parts } }: Pending): SocketFace | undefined =>
  faceOf(parts.socketFaces, call.operation)

/** Whether an event of the target may replace the ack of such a call. */
const mayBeEvent = ({ calling: { packet, parts } }: Pending): boolean =>
  parts.target.socket.answers[packet.event ?? '']?.inPlaceOfAck === true

/** The first event since the call that answers it. */
function eventFor(pending: Pending): ReturnType<typeof answeringEvent> {
  const { caller, calling, heardBefore } = pending
  const face = faceFor(pending)
  return face && answeringEvent(calling.parts.target.socket, face, caller.connection.heard.slice(heardBefore))
}

/** Events since the call, in the contract's names. */
const heardSinceCall = ({ caller, calling: { parts }, heardBefore }: Pending): Heard[] =>
  caller.connection.heard.slice(heardBefore).map((heard) => heardIn(parts.target.socket, heard))

function acked(pending: Pending, args: readonly unknown[], acks: () => number): SocketAnswer {
  const { packet, parts } = pending.calling
  const answer = answerIn(parts.target.socket, packet.event ?? '', args[0])
  const status = statusOf(answer, faceFor(pending))
  const { value } = answer
  return toSocketAnswer({ by: 'ack', value, status, acks, ackArguments: args.length }, pending.caller, pending.begin)
}

function byEvent(pending: Pending, answer: DialectAnswer & { readonly event: string }): SocketAnswer {
  const { event, value } = answer
  const status = statusOf(answer, faceFor(pending))
  const isLacking = pending.calling.call.socket.ack && !mayBeEvent(pending)
  return toSocketAnswer(
    { by: 'event', value, status, event, ...(isLacking ? { acks: () => 0 } : {}) },
    pending.caller,
    pending.begin,
  )
}

/** A connection ended by the server: the last thing it sent is its answer. */
function dismissed(pending: Pending): SocketAnswer {
  const last = heardSinceCall(pending).at(-1)
  const value = last?.args[0]
  const said = last ? { event: last.event } : {}
  return toSocketAnswer(
    { by: 'disconnect', value, status: saidStatus(value, 0), ...said },
    pending.caller,
    pending.begin,
  )
}

/** Reason for silence, if it is not deliberate: the connection is closed or dead. */
export async function silence(
  { who, connection }: Listener,
  { timeoutMs }: Pick<PlayParts, 'timeoutMs'>,
): Promise<Trouble | null> {
  if (isDismissed(connection)) return null
  const isAlive = await connection.isAlive(timeoutMs)
  const reason = connection.ended()
  if (reason !== null)
    return {
      kind: 'reset',
      message: `The Socket.IO connection of ${who} ended too early (${reason}); check the target's log.`,
    }
  return isAlive
    ? null
    : {
        kind: 'timeout',
        message: `No answer on the Socket.IO connection of ${who} within ${timeoutMs} ms; check whether the target hangs, or allow more time.`,
      }
}

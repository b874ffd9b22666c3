import type { Packet } from '../../contract/model/case-packet.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { SocketFace } from '../../contract/model/face.ts'
import { valueAt } from '../../contract/model/pointer.ts'
import type { Sockets } from '../judge/checks/answered.ts'
import type { Arrangement } from '../model/arrangement.ts'
import { answerIn, fromTheirs, heardIn, theirEvent, toTheirs } from '../model/dialect.ts'
import type { Received, Trouble } from '../model/exchange.ts'
import type { Heard } from '../model/socket-client.ts'
import { faceOf } from '../plan/plan.ts'
import type { Arrivals } from './arrivals.ts'
import type { Connections } from './connections.ts'
import type { Listener } from './roster.ts'
import type { PlayParts } from './play-parts.ts'

/** The answer to a call, in the form of an HTTP answer; status 0: there was none. */
export interface SocketAnswer {
  readonly received: Received
  /** The caller; null: its connection was refused, or it called over HTTP. */
  readonly listener: Listener | null
  /** How many acks have arrived by now; null: none was requested. */
  readonly acks: () => number | null
  readonly about: Pick<Sockets, 'callerId' | 'ackArguments' | 'refusedBy'>
}

/** A call to make, and the connections to make it on. */
export interface Calling {
  readonly call: CaseCall
  readonly packet: Packet
  readonly arrangement: Arrangement
  readonly connections: Connections
  readonly arrivals: Arrivals
  readonly parts: PlayParts
}

/** Makes a call on its connection, which is opened if need be, and waits for the answer. */
export async function callOn(calling: Calling): Promise<SocketAnswer | { trouble: Trouble }> {
  const { call, packet, arrangement, connections, parts } = calling
  const begin = performance.now()
  const { on } = call.socket
  const caller = (on === null ? undefined : connections.named(on)) ?? (await connections.admit(on, packet, arrangement))
  if ('refused' in caller) {
    const { data, message } = caller.refused
    const received = receivedAs(refusedStatus(data), fromTheirs(parts.target.socket, data), begin)
    return { received, listener: null, acks: NO_ACK, about: { callerId: '', ackArguments: 0, refusedBy: message } }
  }
  if (!('who' in caller)) return { trouble: caller }
  if (packet.event === null) return answerOf({ sid: caller.connection.id }, begin, caller, calling)
  return call.socket.ack ? acked(caller, calling, begin) : toldByEvent(caller, calling, begin)
}

async function acked(caller: Listener, calling: Calling, begin: number): Promise<SocketAnswer | { trouble: Trouble }> {
  const { packet, arrivals, parts } = calling
  const { connection } = caller
  const before = connection.acks.length
  emit(caller, packet, parts, true)
  await arrivals.until(() => connection.acks.length > before || connection.ended() !== null, parts.timeoutMs)
  if (connection.acks.length === before) {
    const trouble = await silence(caller, parts)
    if (trouble) return { trouble }
  }
  const [ack] = connection.acks.slice(before)
  const acks = (): number => connection.acks.length - before
  const answer = ack ? answerIn(parts.target.socket, ack[0]) : undefined
  return { ...answerOf(answer, begin, caller, calling, ack?.length ?? 0), acks }
}

/** Waits for the event that answers a caller who requests no ack. */
async function toldByEvent(
  caller: Listener,
  calling: Calling,
  begin: number,
): Promise<SocketAnswer | { trouble: Trouble }> {
  const { call, packet, arrivals, parts } = calling
  const { connection } = caller
  const before = connection.heard.length
  const { success, refusal } = faceOf(parts.socketFaces, call.operation)?.withoutAck ?? { success: null, refusal: null }
  const told = (): Heard | undefined =>
    connection.heard
      .slice(before)
      .map((heard) => heardIn(parts.target.socket, heard))
      .find(({ event }) => event === success || event === refusal)
  emit(caller, packet, parts, false)
  await arrivals.until(() => told() !== undefined || connection.ended() !== null, parts.timeoutMs)
  const trouble = told() ? null : await silence(caller, parts)
  if (trouble) return { trouble }
  return answerOf(told()?.args[0], begin, caller, calling)
}

const emit = ({ connection }: Listener, { event, args }: Packet, { target }: PlayParts, wantsAck: boolean): void =>
  connection.emit(
    theirEvent(target.socket, event ?? ''),
    args.map((each) => toTheirs(target.socket, each)),
    wantsAck,
  )

/** Why nothing arrived, if the target's silence is not deliberate: the connection is gone, or dead. */
export async function silence({ who, connection }: Listener, { timeoutMs }: PlayParts): Promise<Trouble | null> {
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
        message: `Nothing is answered on the Socket.IO connection of ${who} within ${timeoutMs} ms; check whether the target hangs, or allow more time.`,
      }
}

const NO_ACK = (): null => null

const answerOf = (
  answer: unknown,
  begin: number,
  listener: Listener,
  { call, parts }: Calling,
  ackArguments = 0,
): SocketAnswer => ({
  received: receivedAs(statusOf(answer, faceOf(parts.socketFaces, call.operation)), answer, begin),
  listener,
  acks: NO_ACK,
  about: { ackArguments, callerId: listener.connection.id, refusedBy: null },
})

const receivedAs = (status: number, answer: unknown, begin: number): Received => ({
  status,
  headers: [],
  body: JSON.stringify(answer) ?? '',
  ms: performance.now() - begin,
})

/** A refusal names its status; an answer without one is a success. */
function statusOf(answer: unknown, face: SocketFace | undefined): number {
  const said = valueAt(answer, '/statusCode')
  if (answer === undefined) return UNANSWERED
  return typeof said === 'number' ? said : (face?.outcomes.find(({ status }) => status < 300)?.status ?? 200)
}

const UNANSWERED = 0

/** The status in a refusal's data; 400 where there is none. */
const refusedStatus = (data: unknown): number => {
  const said = valueAt(data, '/statusCode')
  return typeof said === 'number' ? said : 400
}

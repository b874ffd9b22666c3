import type { SocketFace } from '../../contract/model/face.ts'
import { fromTheirs, type SocketDialect } from '../../dialect/dialect.ts'
import { answerIn } from '../../verify/model/dialect-answer.ts'
import { saidStatus, statusOf } from '../../verify/play/socket-answer.ts'
import type { Sighting } from '../model/sighting.ts'
import { logPacket, remember, type PendingCall, type SocketClientState } from './namespaces.ts'
import { argsOfAck, refusalSaid, type SocketPacket } from './packet-decoder.ts'
import type { SeatBreach, Seats } from './seats.ts'
import type { SocketMoment } from './sessions.ts'
import { ackedAgain, judgeReply, wrongCall, type SocketJudgeParts, type SocketReply } from './socket-calls.ts'

/** The contract on sockets, the target's names, and who has a seat where. */
export interface FollowParts extends SocketJudgeParts {
  readonly socketFaces: readonly SocketFace[]
  readonly dialect: SocketDialect
  readonly seats: Seats
}

/** What an answer that is no ack has of one. */
export const NO_ACK = { event: null, acks: null, ackArguments: 0, refusedBy: null } as const

/** Entering a namespace, as a call of the operation that connecting is. */
const entering = (client: SocketClientState, face: SocketFace, { at, place }: SocketMoment): PendingCall => ({
  face,
  payload: client.auth,
  sent: { event: '', args: [] },
  wantsAck: false,
  at,
  place,
})

/** A client has entered its namespace. */
export function connected(
  client: SocketClientState,
  { data }: SocketPacket,
  moment: SocketMoment,
  parts: FollowParts,
): Sighting[] {
  const face = parts.socketFaces.find(({ event }) => event === null)
  const value: unknown = data
  client.id =
    typeof data === 'object' && data !== null && 'sid' in data && typeof data.sid === 'string' ? data.sid : null
  logPacket(client, { way: 'received', name: 'connect', args: [] })
  if (!face) return []
  const reply = { value, status: 200, about: { ...NO_ACK, answeredBy: 'connection' as const }, ...timed(moment) }
  return [judgeReply(client, entering(client, face, moment), reply, parts)]
}

/** A client was not let in. */
export function refused(
  client: SocketClientState,
  packet: SocketPacket,
  moment: SocketMoment,
  parts: FollowParts,
): Sighting[] {
  const face = parts.socketFaces.find(({ event }) => event === null)
  if (!face) return []
  const { message, data } = refusalSaid(packet)
  const about = { ...NO_ACK, answeredBy: 'refusal' as const, refusedBy: message }
  const reply = { value: fromTheirs(parts.dialect, data), status: saidStatus(data, 400), about, ...timed(moment) }
  return [judgeReply(client, entering(client, face, moment), reply, parts)]
}

/** When and where an answer came. */
export const timed = ({ at, place }: SocketMoment): Pick<SocketReply, 'at' | 'place'> => ({ at, place })

/** A call was acked. */
export function acked(
  client: SocketClientState,
  packet: SocketPacket,
  moment: SocketMoment,
  parts: FollowParts,
): Sighting[] {
  const args = argsOfAck(packet)
  const id = packet.id ?? -1
  const call = client.waiting.get(id)
  logPacket(client, { way: 'received', name: 'ack', args })
  if (!call) {
    const again = client.acked.get(id)
    client.acked.delete(id)
    return again ? [wrongCall(client, again, [ackedAgain(again)], moment.place)] : []
  }
  client.waiting.delete(id)
  remember(client.acked, id, call)
  withdraw(client, call)
  const answer = answerIn(parts.dialect, call.face.event ?? '', args[0])
  const about = { ...NO_ACK, answeredBy: 'ack' as const, acks: 1, ackArguments: args.length }
  const status = statusOf(answer, call.face)
  return replied(client, call, { value: answer.value, status, about, ...timed(moment) }, parts)
}

/** The call waits no more for an event that answers it. */
export const withdraw = ({ unacked }: SocketClientState, call: PendingCall): void => {
  const at = unacked.indexOf(call)
  if (at >= 0) unacked.splice(at, 1)
}

/** Judges an answer; success may give or end a seat. */
export function replied(
  client: SocketClientState,
  call: PendingCall,
  reply: SocketReply,
  parts: FollowParts,
): Sighting[] {
  const sighting = judgeReply(client, call, reply, parts)
  const { answered } = sighting.played
  if (!answered || reply.status < 200 || reply.status >= 300) return [sighting]
  const { at, place } = reply
  const by = { client, call }
  const found = parts.seats.succeeded({ answered, payload: call.payload, state: client.place, by, at, place })
  return [withFound(sighting, found)]
}

/** A sighting without notes, with what else is wrong. */
export const withFound = (sighting: Sighting, found: readonly SeatBreach[]): Sighting =>
  found.length === 0
    ? sighting
    : {
        ...sighting,
        breaches: [...sighting.breaches, ...found.map((each) => each.breach)],
        notes: found.map(({ note }) => note),
      }

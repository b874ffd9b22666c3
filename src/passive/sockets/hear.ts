import type { SocketFace } from '../../contract/model/face.ts'
import { heardIn } from '../../dialect/dialect.ts'
import { answeringEvent } from '../../verify/model/dialect-answer.ts'
import { statusOf } from '../../verify/play/socket-answer.ts'
import type { Sighting } from '../model/sighting.ts'
import { logPacket, type SocketClientState } from './namespaces.ts'
import { eventOf, type SocketPacket } from './packet-decoder.ts'
import { NO_ACK, replied, timed, withdraw, type FollowParts } from './replies.ts'
import type { SocketMoment } from './sessions.ts'
import { formOf, successOf, wrongCall } from './socket-calls.ts'

/** A client hears an event: the answer to a call, or what others have done. */
export function heard(
  client: SocketClientState,
  packet: SocketPacket,
  moment: SocketMoment,
  parts: FollowParts,
): Sighting[] {
  const theirs = eventOf(packet)
  if (theirs === null) return []
  logPacket(client, { way: 'received', name: theirs.event, args: theirs.args })
  const said = heardIn(parts.dialect, theirs)
  const answers = answeredBy(client, theirs, moment, parts)
  const face = announcerOf(said.event, parts.socketFaces)
  if (!face || parts.dialect.absent.length > 0) return answers
  const [payload] = said.args
  const isJoining = [...client.waiting.values(), ...client.unacked].some((call) => call.face.seat?.does === 'takes')
  const stated = successOf(face)
  const found = parts.seats.heard(client, { event: said.event, payload, isJoining, place: moment.place, stated })
  const wrong = [...formOf(said.event, said.args, face), ...found.map((each) => each.breach)]
  if (wrong.length === 0) return answers
  const call = { face, payload, sent: { event: said.event, args: said.args }, wantsAck: false, ...timed(moment) }
  const notes = found.map(({ note }) => note)
  return [...answers, { ...wrongCall(client, call, wrong, moment.place), notes }]
}

/** The operation that an event is about: of those that send it, the one that sends the least else. */
const announcerOf = (event: string, faces: readonly SocketFace[]): SocketFace | undefined =>
  faces
    .filter(({ announces }) => announces.some((each) => each.event === event))
    .toSorted((a, b) => a.announces.length - b.announces.length)[0]

/** The oldest call that an event answers. */
function answeredBy(
  client: SocketClientState,
  theirs: { readonly event: string; readonly args: readonly unknown[] },
  moment: SocketMoment,
  parts: FollowParts,
): Sighting[] {
  for (const call of client.unacked) {
    const answer = answeringEvent(parts.dialect, call.face, [theirs])
    if (!answer) continue
    withdraw(client, call)
    for (const [id, each] of client.waiting) if (each === call) client.waiting.delete(id)
    const about = { ...NO_ACK, answeredBy: 'event' as const, event: answer.event }
    return replied(
      client,
      call,
      { value: answer.value, status: statusOf(answer, call.face), about, ...timed(moment) },
      parts,
    )
  }
  return []
}

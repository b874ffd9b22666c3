import { fromTheirNames } from '../../dialect/names.ts'
import { namesIn } from '../../dialect/dialect.ts'
import type { Sighting } from '../model/sighting.ts'
import { shortened } from '../model/shortened.ts'
import { heard } from './hear.ts'
import {
  isMeantNamespace,
  logPacket,
  MOST_KEPT,
  remember,
  toClientState,
  type PendingCall,
  type SocketClientState,
} from './namespaces.ts'
import { eventOf, type SocketPacket } from './packet-decoder.ts'
import { acked, connected, refused, type FollowParts } from './replies.ts'
import type { SocketMoment } from './sessions.ts'
import { withoutAck, wrongCall } from './socket-calls.ts'

/** Follows connections: which calls were made, what answered them, and what was heard. */
export type FollowSockets = (moment: SocketMoment) => Sighting[]

/** Longer than anything that waits for an ack. */
const ACK_MS = 10_000

// A client that enters more is none of those that the contract is for.
const MOST_NAMESPACES = 100

/** Starts without connections. */
export function followSockets(parts: FollowParts): FollowSockets {
  const clients = new Map<string, Map<string, SocketClientState>>()
  return (moment) => {
    const { session, packet, way } = moment
    const own = clients.get(session.key) ?? new Map<string, SocketClientState>()
    if (packet === null) {
      for (const client of own.values()) parts.seats.gone(client)
      clients.delete(session.key)
      return []
    }
    if (packet.type === 'alive') return [...own.values()].flatMap((client) => overdue(client, moment.at, parts))
    if (!isMeantNamespace(packet.namespace, parts.dialect)) return []
    if (own.size >= MOST_NAMESPACES && !own.has(packet.namespace)) return []
    clients.set(session.key, own)
    const entering = way === 'sent' && packet.type === 'connect'
    const known = entering ? undefined : own.get(packet.namespace)
    // It has left: what still arrives was under way.
    if (!known && !entering && session.isWhole) return []
    const client = known ?? toClientState({ session, namespace: packet.namespace, data: packet.data }, parts.dialect)
    own.set(packet.namespace, client)
    if (packet.type === 'disconnect') own.delete(packet.namespace)
    return way === 'sent' ? sent(client, packet, moment, parts) : received(client, packet, moment, parts)
  }
}

function sent(
  client: SocketClientState,
  packet: SocketPacket,
  { at, place }: SocketMoment,
  parts: FollowParts,
): Sighting[] {
  if (packet.type === 'disconnect') parts.seats.gone(client)
  const said = packet.type === 'event' ? eventOf(packet) : null
  if (said === null) return []
  logPacket(client, { way: 'sent', name: said.event, args: said.args })
  const event = Object.entries(parts.dialect.events).find(([, theirs]) => theirs === said.event)?.[0] ?? said.event
  const face = parts.socketFaces.find((each) => each.event === event)
  if (!face) return []
  const [theirs] = shortened(said.args.slice(0, 1), MOST_KEPT)
  const payload = fromTheirNames(theirs, namesIn(parts.dialect, event, 'sent'))
  const args = said.args.length === 0 ? [] : [theirs]
  const call: PendingCall = {
    face,
    payload,
    sent: { event: said.event, args },
    wantsAck: packet.id !== null,
    at,
    place,
  }
  if (packet.id === null || parts.dialect.answers[event]?.inPlaceOfAck === true) client.unacked.push(call)
  if (packet.id !== null) remember(client.waiting, packet.id, call)
  if (client.unacked.length > MOST_UNACKED) client.unacked.shift()
  return []
}

const MOST_UNACKED = 100

function received(
  client: SocketClientState,
  packet: SocketPacket,
  moment: SocketMoment,
  parts: FollowParts,
): Sighting[] {
  const late = overdue(client, moment.at, parts)
  if (packet.type === 'connect') return [...late, ...connected(client, packet, moment, parts)]
  if (packet.type === 'refusal') return [...late, ...refused(client, packet, moment, parts)]
  if (packet.type === 'ack') return [...late, ...acked(client, packet, moment, parts)]
  if (packet.type === 'disconnect') parts.seats.gone(client)
  return packet.type === 'event' ? [...late, ...heard(client, packet, moment, parts)] : late
}

/** What should have come by now, since the connection lives. */
function overdue(client: SocketClientState, at: number, parts: FollowParts): Sighting[] {
  const missed = [...client.waiting].filter(([, call]) => at - call.at > ACK_MS)
  for (const [id] of missed) client.waiting.delete(id)
  return [
    ...missed.map(([, call]) => wrongCall(client, call, [withoutAck(call, ACK_MS)], call.place)),
    ...parts.seats.overdue(client, at).map(({ call: { by, place }, late }) => ({
      ...wrongCall(by.client, by.call, [late.breach], place),
      notes: [late.note],
    })),
  ]
}

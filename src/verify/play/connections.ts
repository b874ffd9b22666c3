import type { Packet } from '../../contract/model/case-packet.ts'
import { valueAt } from '../../contract/model/pointer.ts'
import type { Arrangement } from '../model/arrangement.ts'
import { theirEvent, toTheirAuth, toTheirs } from '../../dialect/dialect.ts'
import { answerIn, answeringEvent } from '../model/dialect-answer.ts'
import type { Trouble } from '../model/exchange.ts'
import {
  isNoConnection,
  isRefused,
  type SocketClient,
  type RefusedConnection,
  type SocketConnection,
  type SocketDestination,
} from '../model/socket-client.ts'
import type { Target } from '../model/target.ts'
import { isSocketTransport, type SocketTransport, type Transport } from '../model/transport.ts'
import { seatPacket, type SeatFace } from '../plan/seats.ts'
import type { Arrivals } from './arrivals.ts'
import { createRoster, type Listener, type Roster } from './roster.ts'

/** The connections of one play: observers come first. */
export interface Connections extends Pick<Roster, 'named' | 'cut' | 'log' | 'listeners' | 'close'> {
  /** Connects the observers: two in the room of the case, one in another. Null: all succeeded. */
  readonly admitObservers: (arrangement: Arrangement) => Promise<Trouble | null>
  /** Connects a caller over the transport of the case; `named` finds an existing one by name. */
  readonly admit: (
    name: string | null,
    packet: Packet,
    arrangement: Arrangement,
  ) => Promise<Listener | RefusedConnection | Trouble>
}

/** Where and how to make the connections of one play. */
export interface ConnectionsParts {
  readonly target: Target
  /** How observers can hear events in the situation; undefined if they can't. */
  readonly seat: SeatFace | undefined
  /** Of the callers. */
  readonly transport: SocketTransport
  readonly socketClient: SocketClient
  readonly arrivals: Arrivals
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** No connections yet. */
export function createConnections(parts: ConnectionsParts): Connections {
  const { target, transport } = parts
  const roster = createRoster()
  const open = opener(parts)
  let callers = 0

  const observe = async (
    who: string,
    room: Arrangement['elsewhere'],
    arrangement: Arrangement,
  ): Promise<Trouble | null> => {
    const packet = parts.seat && seatPacket(parts.seat, who, room ?? {})
    if (!packet || packet.event === null) return null
    const to = { ...entranceOf(arrangement, target), headers: {} }
    const first = await open({ ...to, transport: quickest(target.transports) })
    // A transport listed in a target file may be unavailable; the callers' own is not.
    const opened = isNoConnection(first) ? await open({ ...to, transport }) : first
    if (isRefused(opened)) {
      roster.refuse(who, opened)
      return null
    }
    if (isNoConnection(opened)) return opened
    const listener = roster.enter(who, opened)
    const { value, isRefusal } = await seated(opened, { ...packet, event: packet.event }, parts)
    listener.isSeated = room === arrangement.values && isParticipant(value)
    // After an undocumented answer, it is unknown whether it has a seat, and so what it should hear.
    listener.isJudged = isParticipant(value) || isRefusal
    return null
  }

  return {
    ...roster,
    async admitObservers(arrangement) {
      const went = await Promise.all([
        observe('observer 1', arrangement.values, arrangement),
        observe('observer 2', arrangement.values, arrangement),
        observe('elsewhere', arrangement.elsewhere, arrangement),
      ])
      return went.find((trouble) => trouble !== null) ?? null
    },
    async admit(name, packet, arrangement) {
      const auth = { ...arrangement.auth, ...toTheirAuth(target.socket, packet.auth) }
      const { namespace } = target.socket
      const opened = await open({ transport, namespace, auth, headers: packet.headers })
      const who = name ?? `caller ${++callers}`
      if (isRefused(opened)) roster.refuse(who, opened)
      if (isRefused(opened) || isNoConnection(opened)) return opened
      const listener = roster.enter(who, opened)
      if (name !== null) roster.name(name, listener)
      return listener
    },
  }
}

/** Where observers enter. In a namespace of their own they can be no one else's, so they need no new connection each. */
const entranceOf = (
  { ownNamespace, auth }: Arrangement,
  { socket: { namespace } }: Target,
): Pick<SocketDestination, 'namespace' | 'auth' | 'shares'> =>
  ownNamespace === null ? { namespace, auth } : { namespace: ownNamespace, auth: {}, shares: true }

/** Takes a seat, and returns the answer, an ack or an event. */
async function seated(
  opened: SocketConnection,
  { event, args }: Packet & { readonly event: string },
  { target, seat, arrivals, timeoutMs }: ConnectionsParts,
): Promise<ReturnType<typeof answerIn>> {
  const theirs = args.map((each) => toTheirs(target.socket, event, each))
  opened.emit(theirEvent(target.socket, event), theirs, true)
  const byEvent = (): ReturnType<typeof answeringEvent> =>
    seat && target.socket.answers[event] && answeringEvent(target.socket, seat, opened.heard)
  const isAnswered = (): boolean => opened.acks.length > 0 || byEvent() !== undefined
  await arrivals.until(() => isAnswered() || opened.ended() !== null, Math.min(timeoutMs, SEATING_MS))
  const [ack] = opened.acks
  return (ack ? undefined : byEvent()) ?? answerIn(target.socket, event, ack?.[0])
}

/** Connects to the target; each packet wakes the waiters. */
const opener =
  ({ target, socketClient, arrivals, timeoutMs, signal }: ConnectionsParts) =>
  (
    to: Pick<SocketDestination, 'transport' | 'namespace' | 'auth' | 'headers' | 'shares'>,
  ): ReturnType<SocketClient['connect']> =>
    socketClient.connect({ ...to, baseUrl: target.url, path: target.socket.path, timeoutMs, signal }, arrivals.wake)

/** An observer that gets no seat in this time listens without one. */
const SEATING_MS = 2000

/** Observers may use any transport; this one needs the fewest packets. */
const quickest = (transports: readonly Transport[]): SocketTransport =>
  transports.find((each) => each === 'websocket') ?? transports.find(isSocketTransport) ?? 'websocket'

const isParticipant = (answer: unknown): boolean => typeof valueAt(answer, '/roomId') === 'string'

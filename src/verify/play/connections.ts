import type { Packet } from '../../contract/model/case-packet.ts'
import { valueAt } from '../../contract/model/pointer.ts'
import type { Arrangement } from '../model/arrangement.ts'
import { answerIn, theirEvent, toTheirAuth, toTheirs } from '../model/dialect.ts'
import type { Trouble } from '../model/exchange.ts'
import { packetLog, type ConnectionLog, type PacketLog } from '../model/packet-log.ts'
import {
  isNoConnection,
  isRefused,
  type SocketConnection,
  type SocketClient,
  type RefusedConnection,
  type SocketDestination,
} from '../model/socket-client.ts'
import type { Target } from '../model/target.ts'
import { isSocketTransport, type SocketTransport, type Transport } from '../model/transport.ts'
import { seatPacket, type SeatFace } from '../plan/seats.ts'
import type { Arrivals } from './arrivals.ts'

/** A client that is connected while a case is played. */
export interface Listener {
  /** As reports call it: `observer 1`, or the connection's name. */
  readonly who: string
  readonly connection: SocketConnection
  /** Whether it has a seat in the room that the case is about. */
  isSeated: boolean
  /** Whether it is certain what it should hear. */
  isJudged: boolean
}

/** The connections of one play. */
export interface Connections {
  /** Connects the observers: two in the room of the case, one in another. Null: all went well. */
  readonly admitObservers: (arrangement: Arrangement) => Promise<Trouble | null>
  /** Connects a caller by the transport of the case; `named` finds one that has a name. */
  readonly admit: (
    name: string | null,
    packet: Packet,
    arrangement: Arrangement,
  ) => Promise<Listener | RefusedConnection | Trouble>
  readonly named: (name: string) => Listener | undefined
  /** Drops a connection, as if its machine had crashed. */
  readonly cut: (name: string) => Promise<void>
  /** Every packet so far, including those of refused and ended connections. */
  readonly log: () => PacketLog
  /** Everybody who is still connected, observers first. */
  readonly listeners: () => readonly Listener[]
  readonly close: () => Promise<void>
}

/** Where and how the connections of one play are made. */
export interface ConnectionsParts {
  readonly target: Target
  /** How observers get to hear what happens in the situation; undefined: nobody else can. */
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
  const { target, socketClient, arrivals, transport } = parts
  const all: Listener[] = []
  const gone = new Set<Listener>()
  const names = new Map<string, Listener>()
  const logs: ConnectionLog[] = []
  let callers = 0

  const open = (to: Pick<SocketDestination, 'transport' | 'namespace' | 'auth' | 'headers'>) =>
    socketClient.connect(
      {
        ...to,
        baseUrl: target.url,
        path: target.socket.path,
        timeoutMs: parts.timeoutMs,
        signal: parts.signal,
      },
      arrivals.wake,
    )

  const enter = (who: string, connection: SocketConnection): Listener => {
    const listener = { who, connection, isSeated: false, isJudged: true }
    all.push(listener)
    logs.push({ who, log: connection.log })
    return listener
  }

  const observe = async (
    who: string,
    room: Arrangement['elsewhere'],
    arrangement: Arrangement,
  ): Promise<Trouble | null> => {
    const packet = parts.seat && seatPacket(parts.seat, who, room ?? {})
    if (!packet || packet.event === null) return null
    const to = { namespace: target.socket.namespace, auth: arrangement.auth, headers: {} }
    const first = await open({ ...to, transport: quickest(target.transports) })
    // A transport named in a target file may be unavailable; the callers' own is not.
    const opened = isNoConnection(first) ? await open({ ...to, transport }) : first
    if (isRefused(opened)) {
      logs.push({ who, log: opened.log })
      return null
    }
    if (isNoConnection(opened)) return opened
    const listener = enter(who, opened)
    const args = packet.args.map((each) => toTheirs(target.socket, each))
    opened.emit(theirEvent(target.socket, packet.event), args, true)
    await arrivals.until(() => opened.acks.length > 0 || opened.ended() !== null, Math.min(parts.timeoutMs, SEATING_MS))
    const [ack] = opened.acks
    const answer = answerIn(target.socket, ack?.[0])
    listener.isSeated = room === arrangement.values && isParticipant(answer)
    // After an undocumented answer nobody knows whether it has a seat, and so what it should hear.
    listener.isJudged = isParticipant(answer) || isRefusal(answer)
    return null
  }

  return {
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
      if (isRefused(opened)) logs.push({ who, log: opened.log })
      if (isRefused(opened) || isNoConnection(opened)) return opened
      const listener = enter(who, opened)
      if (name !== null) names.set(name, listener)
      return listener
    },
    named: (name) => names.get(name),
    async cut(name) {
      const listener = names.get(name)
      if (!listener) return
      gone.add(listener)
      names.delete(name)
      await listener.connection.lose()
    },
    log: () => packetLog(logs),
    listeners: () => all.filter((listener) => !gone.has(listener)),
    close: async () => void (await Promise.all(all.map(({ connection }) => connection.close()))),
  }
}

/** An observer that gets no seat in this time listens without one. */
const SEATING_MS = 2000

/** Observers may use any transport; this one needs the fewest packets. */
const quickest = (transports: readonly Transport[]): SocketTransport =>
  transports.find((each) => each === 'websocket') ?? transports.find(isSocketTransport) ?? 'websocket'

const isRefusal = (answer: unknown): boolean => typeof valueAt(answer, '/statusCode') === 'number'

const isParticipant = (answer: unknown): boolean => typeof valueAt(answer, '/roomId') === 'string'

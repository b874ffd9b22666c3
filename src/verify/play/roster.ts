import { packetLog, type ConnectionLog, type PacketLog } from '../model/packet-log.ts'
import type { RefusedConnection, SocketConnection } from '../model/socket-client.ts'

/** A connected client during a play. */
export interface Listener {
  /** Its name in reports: `observer 1`, or the connection's name. */
  readonly who: string
  readonly connection: SocketConnection
  /** Whether it has a seat in the room of the case. */
  isSeated: boolean
  /** Whether it is known what it should hear. */
  isJudged: boolean
}

/** The connected clients of one play, and everything sent and received. */
export interface Roster {
  readonly enter: (who: string, connection: SocketConnection) => Listener
  /** Keeps the packets of a connection that was refused. */
  readonly refuse: (who: string, refused: RefusedConnection) => void
  /** Gives a listener the name by which calls refer to it. */
  readonly name: (name: string, listener: Listener) => void
  readonly named: (name: string) => Listener | undefined
  /** Drops a connection, as if its machine had crashed. */
  readonly cut: (name: string) => Promise<void>
  /** Every packet so far, including those of refused and ended connections. */
  readonly log: () => PacketLog
  /** All clients still connected, in the order of connecting. */
  readonly listeners: () => readonly Listener[]
  readonly close: () => Promise<void>
}

/** Starts without clients. */
export function createRoster(): Roster {
  const all: Listener[] = []
  const gone = new Set<Listener>()
  const names = new Map<string, Listener>()
  const logs: ConnectionLog[] = []
  return {
    enter(who, connection) {
      const listener = { who, connection, isSeated: false, isJudged: true }
      all.push(listener)
      logs.push({ who, log: connection.log })
      return listener
    },
    refuse: (who, { log }) => void logs.push({ who, log }),
    name: (name, listener) => void names.set(name, listener),
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

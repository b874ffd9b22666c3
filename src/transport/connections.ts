import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { ClientConnection } from './connection.ts'

/** The connections of one plane, on all of its addresses. */
export interface ClientConnections {
  /** Tracks the connections of a server from now on. */
  readonly watch: (server: Server) => void
  readonly of: (socket: Duplex) => ClientConnection
  /** Closes all remaining ones at once. */
  readonly cut: () => void
}

/** `most` connections at once: a further one replaces an idle one, or is closed if none is idle. */
export function createClientConnections(most: number): ClientConnections {
  const kept = new Map<Duplex, ClientConnection>()
  const add = (socket: Duplex): ClientConnection => {
    const connection = new ClientConnection(socket)
    kept.set(socket, connection)
    // After Node has handed a socket over, a reset would be an uncaught error.
    socket.on('error', ignored)
    socket.once('close', () => kept.delete(socket))
    if (kept.size > most) leastMissed(kept, connection).cut()
    return connection
  }
  return {
    watch: (server) => void server.on('connection', (socket: Duplex) => kept.get(socket) ?? add(socket)),
    // A closed one is not added again.
    of: (socket) => kept.get(socket) ?? new ClientConnection(socket),
    cut() {
      for (const connection of kept.values()) connection.cut()
    },
  }
}

const ignored = (): void => {}

/** The oldest idle one without a request since the last search; each search moves those with one to the end of the list. */
function leastMissed(kept: Map<Duplex, ClientConnection>, newest: ClientConnection): ClientConnection {
  for (const [socket, connection] of kept) {
    if (connection === newest || !connection.isIdle) continue
    kept.delete(socket)
    if (!connection.isUsed) return connection
    connection.isUsed = false
    kept.set(socket, connection)
  }
  return newest
}

import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { ClientConnection } from './connection.ts'

/** The connections of one plane, whichever of its addresses they came to. */
export interface ClientConnections {
  /** Counts a server's connections from now on. */
  readonly watch: (server: Server) => void
  readonly of: (socket: Duplex) => ClientConnection
  /** Ends all that are left, at once. */
  readonly cut: () => void
}

/** None yet, and `most` at once: one more takes the place of one that nobody misses, and is refused where there is none. */
export function createClientConnections(most: number): ClientConnections {
  const kept = new Map<Duplex, ClientConnection>()
  const add = (socket: Duplex): ClientConnection => {
    const connection = new ClientConnection(socket)
    kept.set(socket, connection)
    // Once a socket has been handed on by Node, a reset of it would be an error that nobody catches.
    socket.on('error', ignored)
    socket.once('close', () => kept.delete(socket))
    if (kept.size > most) leastMissed(kept, connection).cut()
    return connection
  }
  return {
    watch: (server) => void server.on('connection', (socket: Duplex) => kept.get(socket) ?? add(socket)),
    // One that has gone is not kept again.
    of: (socket) => kept.get(socket) ?? new ClientConnection(socket),
    cut() {
      for (const connection of kept.values()) connection.cut()
    },
  }
}

const ignored = (): void => {}

/** The oldest idle one without a request since the last look; each look lets those with one go to the end of the line. */
function leastMissed(kept: Map<Duplex, ClientConnection>, newest: ClientConnection): ClientConnection {
  for (const [socket, connection] of kept) {
    if (connection === newest || !connection.isIdle) continue
    if (!connection.isUsed) {
      kept.delete(socket)
      return connection
    }
    connection.isUsed = false
    kept.delete(socket)
    kept.set(socket, connection)
  }
  return newest
}

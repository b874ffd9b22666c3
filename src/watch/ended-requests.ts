import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** One that has left looks the same, and the target must learn that soon. */
const WAIT_MS = 500

/**
 * Lets clients that end their side with a request have its answer, if it comes soon. What passes through the sockets in the set
 * has ends of its own.
 */
export function awaitAnswers(server: Server): WeakSet<Duplex> {
  const tunnels = new WeakSet<Duplex>()
  // Node has it, but its types don't: otherwise it ends the connection at once.
  Object.assign(server, { httpAllowHalfOpen: true })
  server.on('connection', (socket: Duplex) =>
    socket.once('end', () => {
      if (tunnels.has(socket)) return
      const leaving = setTimeout(() => socket.destroy(), WAIT_MS)
      socket.once('close', () => clearTimeout(leaving))
    }),
  )
  return tunnels
}

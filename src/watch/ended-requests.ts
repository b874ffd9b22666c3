import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/**
 * A client that has left looks like one that waits, until something was written to it and is written again; and the target must learn
 * that soon.
 */
const ASK_MS = 500
/** So long may an answer pause if its client cannot be asked. */
const PAUSE_MS = 30_000

/**
 * Lets clients that end their side with their requests have all answers. Asks them by an interim answer (102) whether they are still
 * there, until the answer in turn begins. What passes through the sockets in the set has ends of its own.
 */
export function awaitAnswers(server: Server): WeakSet<Duplex> {
  const tunnels = new WeakSet<Duplex>()
  const underWay = new WeakMap<Duplex, Set<ServerResponse>>()
  // Node has it, but its types don't: otherwise it ends the connection at once.
  Object.assign(server, { httpAllowHalfOpen: true })
  server.on('connection', (socket: Socket) => {
    // One whose upgrade was declined comes again.
    if (underWay.has(socket)) return
    const answers = new Set<ServerResponse>()
    underWay.set(socket, answers)
    socket.once('end', () => (tunnels.has(socket) ? undefined : awaitAll(socket, answers)))
  })
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const answers = underWay.get(socket)
    answers?.add(response)
    response.once('close', () => answers?.delete(response))
  })
  return tunnels
}

/** The first of the answers is in turn. */
function awaitAll(socket: Socket, answers: ReadonlySet<ServerResponse>): void {
  let [written, quietMs] = [socket.bytesWritten, 0]
  const asking = setInterval(() => {
    quietMs = socket.bytesWritten === written ? quietMs + ASK_MS : 0
    written = socket.bytesWritten
    const [inTurn] = answers
    if (inTurn === undefined || quietMs >= PAUSE_MS) socket.destroy()
    else if (!inTurn.headersSent && inTurn.req.httpVersion === '1.1') inTurn.writeProcessing()
  }, ASK_MS)
  socket.once('close', () => clearInterval(asking))
}

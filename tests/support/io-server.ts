import { once } from 'node:events'
import { createServer } from 'node:http'
import { Server, type ServerOptions } from 'socket.io'

/** A Socket.IO server on a free loopback port that knows nothing of greenroom. */
export interface IoServer extends AsyncDisposable {
  readonly io: Server
  readonly url: string
}

/** Starts one, which serves no client. */
export async function startIo(options: Partial<ServerOptions> = {}): Promise<IoServer> {
  const http = createServer((_, response) => void response.writeHead(404).end())
  const io = new Server(http, { serveClient: false, ...options })
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { io, url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => io.close() }
}

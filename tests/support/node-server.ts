import { once } from 'node:events'
import type { Server, Socket } from 'node:net'

/** A server of Node's, over HTTP or plain TCP, that listens on loopback until it is disposed of. */
export interface ListeningServer extends AsyncDisposable {
  readonly port: number
  readonly url: string
}

/** Lets a server listen on any port. */
export async function listening(server: Server): Promise<ListeningServer> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

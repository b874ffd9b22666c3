import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A line to a server that can be cut in the middle of whatever runs over it. */
export interface Line extends AsyncDisposable {
  readonly url: string
  /** Cuts all connections at both ends. */
  readonly cut: () => void
  /** Cuts all connections at the client's end: the server is told nothing, as when a machine goes to sleep. */
  readonly vanish: () => void
}

/** Lays a line to a port of this machine. */
export async function layLine(port: number): Promise<Line> {
  const near = new Set<Socket>()
  const far = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    near.add(client)
    far.add(upstream)
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy())
    client.pipe(upstream, { end: false }).pipe(client)
    upstream.on('close', () => client.destroy())
    client.on('end', () => upstream.end())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const vanish = (): void => {
    for (const socket of near) socket.destroy()
    near.clear()
  }
  const cut = (): void => {
    for (const socket of far) socket.destroy()
    far.clear()
    vanish()
  }
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    cut,
    vanish,
    async [Symbol.asyncDispose]() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

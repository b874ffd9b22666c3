import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A line to a server that can be cut in the middle of whatever runs over it. */
export interface Line extends AsyncDisposable {
  readonly url: string
  /** Cuts all connections at both ends. */
  readonly cut: () => void
  /** Cuts all connections at the client's end: the server is told nothing, as when a machine goes to sleep. */
  readonly vanish: () => void
  /** Ends at the server what has vanished: it is told at last. */
  readonly giveUp: () => void
}

/** Lays a line to a port of this machine. */
export async function layLine(port: number): Promise<Line> {
  /** The client's end of each connection, and the server's. */
  const ends = new Map<Socket, Socket>()
  const lost = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    ends.set(client, upstream)
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy())
    client.pipe(upstream, { end: false }).pipe(client)
    upstream.on('close', () => client.destroy())
    client.on('end', () => upstream.end())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const vanish = (): void => {
    for (const [near, far] of ends) {
      near.destroy()
      lost.add(far)
    }
    ends.clear()
  }
  const giveUp = (): void => {
    for (const far of lost) far.destroy()
    lost.clear()
  }
  const cut = (): void => {
    vanish()
    giveUp()
  }
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    cut,
    vanish,
    giveUp,
    async [Symbol.asyncDispose]() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

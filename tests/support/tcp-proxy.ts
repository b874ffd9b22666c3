import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A network between a client and a server, as bad as a test wants it. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number
  /** Breaks all connections, and those that come until `mend`. */
  readonly breakOff: () => void
  /** Lets nothing through, and says nothing, until `mend`. */
  readonly swallow: () => void
  readonly mend: () => void
}

/** What it does to what passes. */
export interface TcpProxyOptions {
  /** The file of the server's socket. */
  readonly file: string
  /** Milliseconds that a piece takes; none by default. */
  readonly delayMs?: () => number
  /** Whether the connection breaks before a piece; never by default. */
  readonly cuts?: () => boolean
}

/** Listens on a free port. */
export async function startTcpProxy({ file, delayMs = zero, cuts = never }: TcpProxyOptions): Promise<TcpProxy> {
  const open = new Set<Socket>()
  let state: 'open' | 'broken' | 'swallowing' = 'open'
  const pass = (from: Socket, to: Socket): void => {
    let last = Promise.resolve()
    from.on('data', (piece) => {
      if (state === 'swallowing') return
      if (cuts()) from.destroy()
      const ms = delayMs()
      last = last.then(() => passing(ms)).then(() => void to.write(piece))
    })
    from.on('close', () => to.destroy())
    from.on('error', () => to.destroy())
  }
  const server = createServer((client) => {
    if (state === 'broken') client.destroy()
    const upstream = connect(file)
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.setNoDelay()
      socket.on('close', () => open.delete(socket))
    }
    pass(client, upstream)
    pass(upstream, client)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const cutAll = (): void => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    breakOff() {
      state = 'broken'
      cutAll()
    },
    swallow() {
      state = 'swallowing'
    },
    mend() {
      // What was swallowed is missing, so that no connection can go on.
      if (state === 'swallowing') cutAll()
      state = 'open'
    },
    async [Symbol.asyncDispose]() {
      cutAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const passing = (ms: number): Promise<void> | undefined =>
  ms > 0 ? new Promise((resolve) => void setTimeout(resolve, ms)) : undefined

const never = (): boolean => false
const zero = (): number => 0

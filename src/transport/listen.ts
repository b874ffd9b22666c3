import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listening servers, managed as one. */
export interface Listening {
  readonly port: number
  /** Stops accepting connections. */
  readonly stop: () => void
  /** Lets answers under way finish for `graceMs`, then cuts the remaining connections. */
  readonly close: () => Promise<void>
}

/** How connections of servers are closed. */
export interface Ending {
  /** Closes all remaining ones. */
  readonly cut: () => void
  /** Milliseconds that answers under way may take. */
  readonly graceMs: number
}

/** Both loopback addresses. */
export const LOOPBACK: readonly string[] = ['127.0.0.1', '::1']

const TRIES = 20

/**
 * Listens on every host at one port; 0 chooses one that is free on all. A host whose address family the machine lacks is
 * omitted, unless it is the only one. Otherwise rejects with Node's own error (`EADDRINUSE`, …).
 */
export async function listen(
  make: () => Server,
  hosts: readonly string[],
  port: number,
  ending: Ending,
): Promise<Listening> {
  for (let tried = 1; ; tried++) {
    const servers: Server[] = []
    try {
      for (const host of hosts) {
        const server = make()
        const isBound = await bind(server, host, servers[0] ? portOf(servers[0]) : port).catch((error: unknown) =>
          lacking(error, servers),
        )
        if (isBound) servers.push(server)
      }
      const [first] = servers
      if (first) return { port: portOf(first), ...endOf(servers, ending) }
    } catch (error) {
      await endOf(servers, ending).close()
      if (port !== 0 || tried >= TRIES || codeOf(error) !== 'EADDRINUSE') throw error
    }
  }
}

const bind = (server: Server, host: string, port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject)
      resolve(true)
    })
  })

const lacking = (error: unknown, bound: readonly Server[]): false => {
  if (bound.length > 0 && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error))) return false
  throw error
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const portOf = (server: Server): number => {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const LOOK_MS = 20

function endOf(servers: readonly Server[], { cut, graceMs }: Ending): Pick<Listening, 'stop' | 'close'> {
  let isOver: Promise<unknown> | undefined
  const stop = (): void => void (isOver ??= Promise.all(servers.map(stopOne)))
  return {
    stop,
    async close() {
      stop()
      const cutting = setTimeout(cut, graceMs)
      // Repeated, since a connection with a late answer becomes idle only then, and would delay the end.
      const look = setInterval(() => {
        for (const server of servers) server.closeIdleConnections()
      }, LOOK_MS)
      await isOver
      clearTimeout(cutting)
      clearInterval(look)
      await seenByClients()
    },
  }
}

/** A client of this process reads the end of its connections in the next poll; until then it would send the next call on one. */
const seenByClients = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

const stopOne = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Servers that listen, as one. */
export interface Listening {
  readonly port: number
  /** Stops accepting, lets answers under way finish for up to three seconds, then cuts what is left. */
  readonly close: () => Promise<void>
}

const TRIES = 20

/**
 * Listens on every host at one port; port 0 = any that is free on all. A host whose address family the machine lacks is left
 * out, unless it is the only one. Rejects with Node's own error (`EADDRINUSE`, …) otherwise.
 */
export async function listen(make: () => Server, hosts: readonly string[], port: number): Promise<Listening> {
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
      if (first) return { port: portOf(first), close: () => closeAll(servers) }
    } catch (error) {
      await closeAll(servers)
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

const GRACE_MS = 3_000

const closeAll = async (servers: readonly Server[]): Promise<void> => void (await Promise.all(servers.map(closeOne)))

const LOOK_MS = 20

const closeOne = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS)
    // Again and again: a connection that is answered late is idle only then, and would hold the end up.
    const look = setInterval(() => server.closeIdleConnections(), LOOK_MS)
    server.close(() => {
      clearTimeout(cut)
      clearInterval(look)
      resolve()
    })
    server.closeIdleConnections()
  })

import type { LifeCycle } from '../life-cycle.ts'
import { listen } from './listen.ts'
import { createHttpServer, type HttpParts } from './node-http.ts'

/** How long answers under way may take when the server closes. */
const GRACE_MS = 1_500

/** Socket.IO disconnects its clients, and cuts those that don't react within a second. */
const SOCKETS_MS = 1_200

/** Listens until the life cycle is closed, and returns the port. */
export async function openData(
  cycle: LifeCycle,
  parts: HttpParts,
  hosts: readonly string[],
  port: number,
): Promise<number> {
  const { sockets, connections } = parts
  const ending = { cut: connections.cut, graceMs: GRACE_MS }
  const listening = await cycle.open({
    name: 'the port of the mock',
    open: () => listen(() => createHttpServer(parts), hosts, port, ending),
    stop: ({ stop }) => stop(),
    close: ({ close }) => close(),
    withinMs: GRACE_MS + 300,
  })
  // Closed before the port, which its connections use.
  if (sockets)
    await cycle.open({
      name: 'Socket.IO',
      open: () => sockets,
      close: ({ close }) => close(),
      withinMs: SOCKETS_MS,
    })
  return listening.port
}

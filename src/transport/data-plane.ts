import type { LifeCycle } from '../life-cycle.ts'
import { listen } from './listen.ts'
import { createHttpServer, type HttpParts } from './node-http.ts'

/** Answers under way have so long when the end comes. */
const GRACE_MS = 1_500

/** Socket.IO tells its clients, and cuts those that do not listen after a second. */
const SOCKETS_MS = 1_200

/** Lets the mock listen until the life cycle ends, and answers at which port. */
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
  // Closed before the port, on which its connections live.
  if (sockets)
    await cycle.open({
      name: 'Socket.IO',
      open: () => sockets,
      close: ({ close }) => close(),
      withinMs: SOCKETS_MS,
    })
  return listening.port
}

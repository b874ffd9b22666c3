import type { SocketClientParts } from '../verify/send/wire.ts'
import type { SocketClient } from '../verify/model/socket-client.ts'

/** A link as `createSocketClient` makes it; the client of sockets is loaded when it is used first. */
export function linkLater(parts: SocketClientParts): SocketClient {
  let made: Promise<SocketClient> | null = null
  const link = (): Promise<SocketClient> =>
    (made ??= import('../verify/send/socket-io-client.ts').then(({ createSocketClient }) => createSocketClient(parts)))
  return {
    connect: async (to, onPacket) => (await link()).connect(to, onPacket),
    reach: async (to) => (await link()).reach(to),
  }
}

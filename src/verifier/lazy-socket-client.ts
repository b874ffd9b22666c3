import type { SocketClient } from '../verify/model/socket-client.ts'
import type { SocketClientParts } from '../verify/send/wire.ts'

/** Like `createSocketClient`, but loaded on first use. */
export function lazySocketClient(parts: SocketClientParts): SocketClient {
  let made: Promise<SocketClient> | null = null
  const client = (): Promise<SocketClient> =>
    (made ??= import('../verify/send/socket-io-client.ts').then(({ createSocketClient }) => createSocketClient(parts)))
  return {
    connect: async (to, onPacket) => (await client()).connect(to, onPacket),
    reach: async (to) => (await client()).reach(to),
  }
}

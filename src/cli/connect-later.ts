import type { ConnectParts } from '../verify/send-sockets.ts'
import type { Connect } from '../verify/sockets/link.ts'

/** Connects as `createConnect` does; the client of sockets is loaded when the first connection is made. */
export const connectLater =
  (parts: ConnectParts): Connect =>
  async (to, onPacket) => {
    const { createConnect } = await import('../verify/send-sockets.ts')
    return createConnect(parts)(to, onPacket)
  }

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { UpgradeGate } from '../transport/upgrade.ts'
import type { DdpParts } from './ddp-parts.ts'
import type { DdpServer } from './ddp-server.ts'

/** Takes upgrades of `/websocket`, also below the prefix of a world. What answers them is loaded for the first. */
export interface DdpGate extends UpgradeGate {
  /** Ends every connection. */
  readonly close: () => Promise<void>
}

/** A gate that has loaded nothing yet. */
export function createDdpGate(parts: DdpParts): DdpGate {
  let loading: Promise<DdpServer | undefined> | undefined
  const load = async (): Promise<DdpServer> => {
    const [{ createDdpServer }, logins] = await Promise.all([import('./ddp-server.ts'), parts.logins()])
    return createDdpServer(parts, logins)
  }
  const passOn = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    socket.on('error', ignored)
    loading ??= load().catch((fault: unknown) => {
      parts.onFault(fault)
      loading = undefined
      return undefined
    })
    const server = await loading
    socket.off('error', ignored)
    if (server) server.upgrade(request, socket, head)
    else socket.destroy()
  }
  return {
    takes: (target) => PATH.test(target),
    upgrade: (request, socket, head) => void passOn(request, socket, head),
    close: async () => (await loading)?.close(),
  }
}

const PATH = /^(?:\/(?:~|%7[eE])[^/?]*)?\/websocket(?:\?|$)/

/** A client that leaves while the server is being loaded is not an error. */
const ignored = (): void => {}

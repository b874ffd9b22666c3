import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { boundPieces } from './bound-pieces.ts'
import type { ServeEvents, SocketServer } from './socket-io.ts'
import type { SocketServerParts } from './socket-context.ts'
import { isForSocketIo, splitWorld, withPathWorld } from './target.ts'

/** The entrance to Socket.IO: requests for its path, and upgrades. */
export interface SocketGate {
  /** Whether a request is for Socket.IO, by its path. */
  readonly takes: (target: string) => boolean
  readonly request: (request: IncomingMessage, response: ServerResponse) => void
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Tells every client, and ends. */
  readonly close: () => Promise<void>
}

/** A gate that loads Socket.IO on first use, so that most starts need not wait for it. */
export function createSocketGate(parts: SocketServerParts, serveEvents?: ServeEvents): SocketGate {
  let loading: Promise<SocketServer | undefined> | undefined
  let server: SocketServer | undefined
  const load = async (): Promise<SocketServer | undefined> => {
    const { createSocketServer } = await import('./socket-io.ts')
    server = createSocketServer(parts, serveEvents)
    return server
  }
  const withServer = (socket: Duplex, then: (loaded: SocketServer) => void): void => {
    if (server) return then(server)
    loading ??= load().catch((fault: unknown) => {
      parts.onFault(fault)
      loading = undefined
      return undefined
    })
    void loading.then((loaded) => {
      if (loaded) then(loaded)
      else socket.destroy()
    })
  }
  return {
    takes: isForSocketIo,
    request(request, response) {
      namesItsWorld(request)
      withServer(request.socket, (loaded) => {
        boundPieces(request, () => request.socket.destroy())
        loaded.request(request, response)
      })
    },
    upgrade(request, socket, head) {
      namesItsWorld(request)
      withServer(socket, (loaded) => loaded.upgrade(request, socket, head))
    },
    close: async () => (await loading)?.close(),
  }
}

/** Moves a world's path prefix to its header. */
function namesItsWorld(request: IncomingMessage): void {
  const { target, world } = splitWorld(request.url ?? '/')
  const { headers } = request
  request.url = target
  if (world !== null) headers['x-greenroom-world'] = withPathWorld(headers['x-greenroom-world'], world)
}

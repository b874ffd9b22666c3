import * as nodeTls from 'node:tls'
import { Manager, NodeWebSocket, type Socket } from 'socket.io-client'
import { isContainer } from '../../json.ts'
import type { Send, Trouble } from '../model/exchange.ts'
import type { SocketPlace } from '../model/socket-client.ts'
import { pollingBy } from './polling.ts'

/** How Socket.IO connections are made. */
export interface SocketClientParts {
  /** Sends the requests of polling. */
  readonly send: Send
  /** A certificate authority to trust in addition to the known ones, as PEM. */
  readonly ca?: string
}

/** A connection of Engine.IO. */
export interface Wire {
  readonly manager: Manager
  /** Numbers of echoes that are not asked for again: they are awaited, were given up, or the server let us in for them. */
  readonly asking: Set<number>
  /** Trouble below, in more detail than the client reports. */
  readonly troubles: Trouble[]
  /** Resolves once the requests that are pending now are answered. */
  readonly answered: () => Promise<void>
  /** Aborts pending requests. */
  readonly abort: () => void
}

/** A connection that is not open yet. If it is kept, it stays open after its last namespace has been left. */
export function createWire(to: SocketPlace, { send, ca }: SocketClientParts, isKept = false): Wire {
  const troubles: Trouble[] = []
  const closing = new AbortController()
  const pending = new Set<Promise<unknown>>()
  const polling = pollingBy({
    send,
    signal: closing.signal,
    onExchange(exchange) {
      pending.add(exchange)
      void exchange.finally(() => pending.delete(exchange))
    },
    onTrouble: (trouble) => void troubles.push(trouble),
  })
  const { origin, pathname } = new URL(to.baseUrl)
  const manager = new (isKept ? KeptManager : Manager)(origin, {
    path: pathname.replace(/\/$/, '') + to.path,
    transports: { polling: [polling], websocket: [PlainWebSocket], upgraded: [polling, PlainWebSocket] }[to.transport],
    upgrade: to.transport === 'upgraded',
    extraHeaders: { 'user-agent': 'greenroom-verify', ...to.headers },
    reconnection: false,
    autoConnect: false,
    timeout: to.timeoutMs,
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca: [...nodeTls.getCACertificates('default'), ca] }),
  })
  return {
    manager,
    asking: new Set(),
    troubles,
    answered: async () => void (await Promise.all(pending)),
    abort: () => closing.abort(ENDED),
  }
}

class KeptManager extends Manager {
  /**
   * A client has left, and is forgotten: the next one in its namespace is another. One that is still connecting is given up, with
   * its timer.
   */
  override _destroy(socket: Socket): void {
    if (this._readyState !== 'open') return super._destroy(socket)
    const clients: unknown = Reflect.get(this, 'nsps')
    if (!isContainer(clients)) return
    for (const [namespace, each] of Object.entries(clients))
      if (each === socket) Reflect.deleteProperty(clients, namespace)
  }
}

/** The reason for aborting; not an Error, which would cost a stack trace each time. */
const ENDED = 'the connection is over'

const MOST_BYTES = 10 * 1024 * 1024

/** WebSockets with limited message sizes and no compression: a small message could decompress to a large one. */
class PlainWebSocket extends NodeWebSocket {
  override createSocket(
    uri: string,
    protocols: string | string[] | undefined,
    options: Record<string, unknown>,
  ): unknown {
    return super.createSocket(uri, protocols, { ...options, perMessageDeflate: false, maxPayload: MOST_BYTES })
  }
}

/** Whether a connection has reached its final transport. */
export const isUpgraded = ({ transport }: SocketPlace, { engine }: Manager): boolean =>
  transport !== 'upgraded' || engine.transport.name === 'websocket'

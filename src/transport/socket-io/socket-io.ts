import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server, type Socket } from 'socket.io'
import { admit } from './admission.ts'
import { tellSockets } from './changes.ts'
import { watch } from './connection.ts'
import { boundEntering, boundUnread, hastenUpgrade, joinWrites, type EngineConnection } from './engine.ts'
import { receive } from './events.ts'
import { createSocketContext, timesOf, type SocketContext, type SocketServerParts } from './socket-context.ts'
import { encodingTexts } from './texts.ts'
import { WORLD_NAMESPACES } from './world.ts'
import { http } from '../http-module.ts'

/** A Socket.IO server without a port of its own. */
export interface SocketServer {
  readonly request: (request: IncomingMessage, response: ServerResponse) => void
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Closes every connection and tells the clients; cuts those that don't react. */
  readonly close: () => Promise<void>
}

/** What answers events on a server with the product's settings and limits. Returns what ends it. */
export type ServeEvents = (io: Server, context: SocketContext) => readonly (() => void)[]

/** Serves the contract's events over Socket.IO, by polling and WebSocket; or others, as tests of the protocol need them. */
export function createSocketServer(parts: SocketServerParts, serveEvents: ServeEvents = serveContract): SocketServer {
  const { mock } = parts
  const times = timesOf(parts.options)
  const io = new Server({
    path: '/socket.io/',
    // Like every Socket.IO server: pages load the client from it.
    serveClient: true,
    transports: ['polling', 'websocket'],
    maxHttpBufferSize: mock.limits.packet,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: times.pingIntervalMs,
    pingTimeout: times.pingTimeoutMs,
    connectTimeout: NEVER_MS,
    cleanupEmptyChildNamespaces: true,
    // JSONP would answer a page's `<script>`, which no origin guard can see.
    allowRequest: ({ url = '' }, decide) =>
      decide(null, !new URLSearchParams(url.slice(url.indexOf('?') + 1)).has('j')),
  })
  // The mock's listeners pass on what is for Socket.IO, after their guard, so it gets a server that never listens.
  const bridge = http.createServer()
  io.attach(bridge)
  boundFragments(io)
  // Each connection takes its encoder from here. Socket.IO's own option is a parser, the other half of which is not exported.
  Object.assign(io, { encoder: encodingTexts(io.encoder) })
  const context = createSocketContext(parts)
  io.engine.on('connection', (connection: EngineConnection) => {
    context.watched.set(connection, watch(connection, mock.limits))
    boundUnread(connection, mock.limits.unread)
    hastenUpgrade(connection)
    joinWrites(connection)
    boundEntering(connection, times.connectTimeoutMs)
  })
  const ends = serveEvents(io, context)
  const upgraded = new Set<Duplex>()
  const looking = setInterval(() => cutUnread(upgraded, mock.limits.unread), UNREAD_LOOK_MS).unref()
  return {
    request: (request, response) => void bridge.emit('request', request, response),
    upgrade(request, socket, head) {
      upgraded.add(socket.once('close', () => upgraded.delete(socket)))
      bridge.emit('upgrade', request, socket, head)
    },
    async close() {
      await io.close()
      await gone(upgraded)
      clearInterval(looking)
      for (const end of ends) end()
    },
  }
}

// The longest timer. Ours is `boundEntering`.
const NEVER_MS = 2 ** 31 - 1

const serveContract: ServeEvents = (io, context) => {
  for (const namespace of [io.of('/'), io.of(WORLD_NAMESPACES)]) {
    namespace.use((socket, next) => void admit(context, socket, next))
    namespace.on('connection', (socket: Socket) => receive(context, socket))
  }
  return tellSockets(context)
}

/**
 * Limits for fragmented messages: a quarter of a megabyte (`--limit packet`) in frames of a kilobyte is 256 of them, and a
 * one-byte piece takes a hundred bytes of memory. Engine.IO uses the defaults of its library, and offers no option.
 */
const FRAGMENTS = { maxFragments: 256, maxBufferedChunks: 1_024, closeTimeout: 1_000 }

function boundFragments({ engine }: Server): void {
  const webSockets: unknown = Reflect.get(engine, 'ws')
  const options: unknown = typeof webSockets === 'object' && webSockets !== null && Reflect.get(webSockets, 'options')
  if (typeof options !== 'object' || options === null) throw new Error('Engine.IO has no WebSocket server to limit')
  Object.assign(options, FRAGMENTS)
}

const CLOSE_MS = 1_000
const LOOK_MS = 20

/** Waits for connections to end; cuts those that have not after a second. */
const gone = (sockets: ReadonlySet<Duplex>): Promise<void> =>
  new Promise((resolve) => {
    const until = performance.now() + CLOSE_MS
    const look = setInterval(() => {
      if (performance.now() > until) for (const socket of sockets) socket.destroy()
      if (sockets.size > 0) return
      clearInterval(look)
      resolve()
    }, LOOK_MS)
  })

const UNREAD_LOOK_MS = 100

/**
 * The WebSocket library answers pings below Engine.IO, which doesn't count them: this counts what waits for a client that does
 * not read.
 */
function cutUnread(sockets: ReadonlySet<Duplex>, most: number): void {
  for (const socket of sockets) if (socket.writableLength > most) socket.destroy()
}

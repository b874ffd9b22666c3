import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server, type Socket } from 'socket.io'
import { admit } from './admission.ts'
import { disconnect, watch, type Connection, type Watched } from './connection.ts'
import { receive } from './events.ts'
import { createSocketRooms } from './rooms.ts'
import type { SocketContext, SocketServerParts, Visitor } from './socket-context.ts'
import { sendJsonTexts } from './texts.ts'

/** A Socket.IO server without a port of its own. */
export interface SocketServer {
  readonly request: (request: IncomingMessage, response: ServerResponse) => void
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Closes every connection and tells the clients; cuts those that don't react. */
  readonly close: () => Promise<void>
}

/** Serves the contract's events over Socket.IO, by polling and WebSocket. */
export function createSocketServer(parts: SocketServerParts): SocketServer {
  const { mock, options } = parts
  const io = new Server({
    path: '/socket.io/',
    // Like every Socket.IO server: pages load the client from it.
    serveClient: true,
    transports: ['polling', 'websocket'],
    maxHttpBufferSize: mock.limits.packet,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: options.pingIntervalMs ?? 25_000,
    pingTimeout: options.pingTimeoutMs ?? 20_000,
    connectTimeout: options.connectTimeoutMs ?? 5_000,
    cleanupEmptyChildNamespaces: true,
    // JSONP would answer a page's `<script>`, which no origin guard can see.
    allowRequest: ({ url = '' }, decide) =>
      decide(null, !new URLSearchParams(url.slice(url.indexOf('?') + 1)).has('j')),
  })
  // The mock's listeners pass on what is for Socket.IO, after their guard, so it gets a server that never listens.
  const bridge = createServer()
  io.attach(bridge)
  boundFragments(io)
  sendJsonTexts(io)
  const context: SocketContext = {
    ...parts,
    calls: mock.sockets(),
    rooms: createSocketRooms(),
    watched: new WeakMap<Connection, Watched>(),
    visitors: new WeakMap<Socket, Visitor>(),
  }
  io.engine.on('connection', (connection: Connection) => {
    context.watched.set(connection, watch(connection, mock.limits))
  })
  for (const namespace of [io.of('/'), io.of(/^\/(?:~|%7e)[^/]+\/?$/i)]) {
    namespace.use((socket, next) => void admit(context, socket, next))
    namespace.on('connection', (socket: Socket) => receive(context, socket))
  }
  const ends = [mock.announced(context.rooms.tell), mock.worlds.subscribe((event) => renew(context, event))]
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

type WorldEvent = Parameters<Parameters<SocketContext['mock']['worlds']['subscribe']>[0]>[0]

/** A reset world knows nothing of its sockets: they are cut, as if the server restarted, and reconnect. */
function renew({ rooms, watched }: SocketContext, { kind, world }: WorldEvent): void {
  if (kind === 'changed') return
  const members = rooms.in(world)
  // First, so that a socket cut a little later can't give up the seat of someone who now has the same id.
  rooms.forget(world)
  for (const { socket } of members) {
    // A connection may also carry sockets of other worlds, which must not be affected.
    const carried = watched.get(socket.conn)?.sockets ?? new Set()
    const isShared = [...carried].some(({ nsp }) => nsp !== socket.nsp)
    // Nor sockets still being admitted: a client without any ends its connection itself.
    if (isShared || kind === 'dropped') socket.disconnect()
    else disconnect(socket.conn)
  }
}

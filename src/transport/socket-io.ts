import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server, type Socket } from 'socket.io'
import type { Answer } from '../mock/answer.ts'
import type { Core } from '../mock/core.ts'
import { problem } from '../mock/problem.ts'
import type { SocketCall, SocketCalls, SocketFace } from '../mock/socket-calls.ts'
import type { Exchange } from './exchange.ts'
import { cut, terminate, watch, type Connection, type Watched } from './socket-connection.ts'
import { createSocketRooms, type Member, type SocketRooms } from './socket-rooms.ts'
import { worldOfSocket } from './socket-world.ts'

/** How sockets are served; everything has a default. */
export interface SocketOptions {
  /** Milliseconds between two pings; 25000 by default. */
  readonly pingIntervalMs?: number
  /** Milliseconds that a ping may stay unanswered; 20000 by default. */
  readonly pingTimeoutMs?: number
  /** Milliseconds in which a connection must enter a namespace; 5000 by default. */
  readonly connectTimeoutMs?: number
}

/** What a Socket.IO server is made of. */
export interface SocketServerParts {
  readonly mock: Pick<Core, 'sockets' | 'announced' | 'worlds' | 'limits'>
  readonly options: SocketOptions
  readonly onExchange?: (exchange: Exchange) => void
  readonly onFault: (fault: unknown) => void
}

/** A Socket.IO server without a port of its own. */
export interface SocketServer {
  readonly request: (request: IncomingMessage, response: ServerResponse) => void
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Closes every connection, which tells the clients; those that do not hear are cut. */
  readonly close: () => Promise<void>
}

/** Everything that the functions below share. */
interface Served extends SocketServerParts {
  readonly calls: SocketCalls
  readonly rooms: SocketRooms
  readonly watched: WeakMap<Connection, Watched>
  /** Sockets that are let in, until they are members. */
  readonly visitors: WeakMap<Socket, Visitor>
}

/** Serves the events of the contract by Socket.IO, over polling and WebSocket. */
export function createSocketServer(parts: SocketServerParts): SocketServer {
  const { mock, options } = parts
  const io = new Server({
    path: '/socket.io/',
    serveClient: false,
    transports: ['polling', 'websocket'],
    maxHttpBufferSize: mock.limits.packet,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: options.pingIntervalMs ?? 25_000,
    pingTimeout: options.pingTimeoutMs ?? 20_000,
    connectTimeout: options.connectTimeoutMs ?? 5_000,
    cleanupEmptyChildNamespaces: true,
  })
  // The mock's listeners hand over what is Socket.IO's, after their guard: so it gets a server that never listens.
  const bridge = createServer()
  io.attach(bridge)
  const served: Served = {
    ...parts,
    calls: mock.sockets(),
    rooms: createSocketRooms(),
    watched: new WeakMap<Connection, Watched>(),
    visitors: new WeakMap<Socket, Visitor>(),
  }
  io.engine.on('connection', (connection: Connection) => {
    served.watched.set(connection, watch(connection, mock.limits))
  })
  for (const namespace of [io.of('/'), io.of(/^\/(?:~|%7e)[^/]+$/i)]) {
    namespace.use((socket, next) => void admit(served, socket, next))
    namespace.on('connection', (socket: Socket) => receive(served, socket))
  }
  const ends = [mock.announced(served.rooms.tell), mock.worlds.subscribe((event) => renew(served, event))]
  const upgraded = new Set<Duplex>()
  return {
    request: (request, response) => void bridge.emit('request', request, response),
    upgrade(request, socket, head) {
      upgraded.add(socket.once('close', () => upgraded.delete(socket)))
      bridge.emit('upgrade', request, socket, head)
    },
    async close() {
      await io.close()
      await gone(upgraded)
      for (const end of ends) end()
    },
  }
}

const CLOSE_MS = 1_000
const LOOK_MS = 20

/** Waits for connections to end; those that have not in a second are cut. */
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

/** What is known of a socket before it is a member: who speaks, from where, to which world. */
type Visitor = Omit<Member, 'seat'> & Pick<SocketCall, 'headers' | 'address' | 'namespace'>

const MOST_NAMESPACES = 20

/** Lets a socket in, or tells it why not. */
async function admit(served: Served, socket: Socket, next: (error?: Error) => void): Promise<void> {
  try {
    const refusal = await admitted(served, socket)
    if (refusal === null) return next()
    served.watched.get(socket.conn)?.sockets.delete(socket)
    if (refusal.breaks) terminate(socket.conn)
    else next(toError(refusal))
  } catch (fault) {
    served.watched.get(socket.conn)?.sockets.delete(socket)
    served.onFault(fault)
    next(toError(OURS))
  }
}

const OURS = problem({ status: 500, title: 'Internal server error', detail: 'Internal server error' })

/** Null: it is let in; else what refuses it. */
async function admitted(served: Served, socket: Socket): Promise<Answer | null> {
  const { calls, watched } = served
  const { nsp, handshake, conn } = socket
  const auth: unknown = handshake.auth
  const headers = withToken(plain(handshake.headers), auth)
  const choice = worldOfSocket({ auth, query: handshake.query, headers, namespace: nsp.name })
  if ('problem' in choice) return problem(choice.problem)
  const sockets = watched.get(conn)?.sockets
  if (sockets === undefined || sockets.size >= MOST_NAMESPACES) return TOO_MANY
  sockets.add(socket)
  const world = calls.enter(choice.world)
  if ('told' in world) return world
  const caller = await calls.identify(world, headers)
  const visitor = { socket, world, caller, headers, address: handshake.address, namespace: nsp.name }
  const answer = await calls.connect(toCall({ ...visitor, seat: null }, undefined))
  tellOf(served, { method: 'CONNECT', target: nsp.name, visitor }, answer)
  if (answer.delayMs !== undefined) await passed(answer.delayMs)
  if (answer.breaks || answer.status >= 300) return answer
  served.visitors.set(socket, visitor)
  return null
}

const TOO_MANY = problem({
  status: 429,
  title: 'Too many namespaces',
  detail: `A connection has ${MOST_NAMESPACES} namespaces at most.`,
})

const passed = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref())

/** A token goes where a request would have it. One that is no text is no good, not none. */
function withToken(
  headers: Readonly<Record<string, string | undefined>>,
  auth: unknown,
): Readonly<Record<string, string | undefined>> {
  const token: unknown = typeof auth === 'object' && auth !== null ? Reflect.get(auth, 'token') : undefined
  if (token === undefined || token === null || token === '') return headers
  return { ...headers, authorization: `Bearer ${typeof token === 'string' ? token : JSON.stringify(token)}` }
}

const plain = (headers: IncomingMessage['headers']): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )

/** A refusal as `connect_error`: its message, and as `data` what an ack would say. */
function toError({ status, body, told }: Answer): Error {
  const parsed: unknown = JSON.parse(body)
  const message = textAt(parsed, 'message') ?? textAt(parsed, 'detail') ?? told.cause
  const isOfContract = textAt(parsed, 'message') !== undefined
  return Object.assign(new Error(message), { data: isOfContract ? parsed : { statusCode: status, message } })
}

const textAt = (value: unknown, name: string): string | undefined => {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof found === 'string' ? found : undefined
}

/** Takes the events of a socket for as long as it is connected. */
function receive(served: Served, socket: Socket): void {
  const visitor = served.visitors.get(socket)
  if (!visitor) return void socket.disconnect(true)
  const member: Visitor & Member = { ...visitor, seat: null }
  const release = served.mock.worlds.hold(member.world.name)
  served.rooms.enter(member)
  // The name of an event may be a number; the last of its arguments may be the callback of its ack.
  socket.use((packet: readonly unknown[]) => {
    const [event, ...args] = packet
    // What came with the last packets of a socket that is gone: there may be no world to ask any more.
    if (socket.connected)
      void answerEvent(served, member, typeof event === 'string' ? event : JSON.stringify(event), args)
  })
  // A malformed packet is told here, and thrown where nobody listens. Its connection is closed already.
  socket.on('error', () => {})
  socket.on('disconnect', (reason) => {
    served.watched.get(socket.conn)?.sockets.delete(socket)
    void attempt(served, () => left(served, member, reason))
    served.rooms.leave(member)
    release()
  })
}

async function left(served: Served, member: Visitor & Member, reason: string): Promise<void> {
  const made = served.calls.disconnect(toCall(member, undefined), reason)
  const answer = made instanceof Promise ? await made : made
  if (answer) tellOf(served, { method: 'DISCONNECT', target: member.namespace, visitor: member }, answer)
}

const toCall = (member: Visitor & Pick<Member, 'seat'>, payload: unknown): SocketCall => ({
  world: member.world,
  socket: { id: member.socket.id, caller: member.caller, seat: member.seat },
  payload,
  headers: member.headers,
  address: member.address,
  namespace: member.namespace,
})

function answerEvent(served: Served, member: Visitor & Member, event: string, args: readonly unknown[]): Promise<void> {
  const [payload] = args.filter((argument) => typeof argument !== 'function')
  const last = args.at(-1)
  const ack = typeof last === 'function' ? (answer: unknown): unknown => Reflect.apply(last, undefined, [answer]) : null
  const face = served.calls.faces.get(event)
  const send = (answer: Answer): void => reply(member, face, answer, ack)
  return attempt(
    served,
    async () => {
      const made = served.calls.event(event, toCall(member, payload))
      // At once where it can be: what comes next on this socket finds the seat taken.
      const answer = made instanceof Promise ? await made : made
      tellOf(served, { method: 'EVENT', target: event, visitor: member }, answer)
      if (answer.delayMs === undefined) send(answer)
      else setTimeout(() => send(answer), answer.delayMs).unref()
    },
    () => send(FAILED),
  )
}

const FAILED: Answer = { ...OURS, body: JSON.stringify({ statusCode: 500, message: 'Internal server error' }) }

/** Sends an answer: as the ack, else as the event that stands for it. Only an event that there is not is left unanswered. */
function reply(
  { socket }: Member,
  face: SocketFace | undefined,
  answer: Answer,
  ack: ((body: unknown) => void) | null,
): void {
  if (answer.isNowhere || !face || !socket.connected) return
  if (answer.breaks) return terminate(socket.conn)
  const body: unknown = JSON.parse(answer.body)
  if (ack) return ack(body)
  const event = answer.status < 300 ? face.withoutAck.success : face.withoutAck.refusal
  if (event !== null) socket.emit(event, body)
}

/** What fails is ours: it is told, and ends nothing. */
async function attempt({ onFault }: Served, work: () => Promise<void>, otherwise?: () => void): Promise<void> {
  try {
    await work()
  } catch (fault) {
    onFault(fault)
    otherwise?.()
  }
}

interface Told {
  readonly method: string
  readonly target: string
  readonly visitor: Pick<Visitor, 'headers' | 'address'>
}

const tellOf = ({ onExchange }: Served, { method, target, visitor }: Told, answer: Answer): void =>
  onExchange?.({ request: { method, target, headers: visitor.headers, address: visitor.address }, answer })

type WorldEvent = Parameters<Parameters<Core['worlds']['subscribe']>[0]>[0]

/** A world that begins anew knows nothing of its sockets: they are cut, as by a server that starts again, and come back. */
function renew({ rooms }: Served, { kind, world }: WorldEvent): void {
  if (kind === 'changed') return
  for (const { socket } of rooms.in(world)) {
    if (kind === 'dropped') socket.disconnect(true)
    else cut(socket.conn)
  }
  if (kind === 'dropped') rooms.forget(world)
}

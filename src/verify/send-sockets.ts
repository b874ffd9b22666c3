import { setTimeout } from 'node:timers/promises'
import { getCACertificates } from 'node:tls'
import { Manager, NodeWebSocket, type Socket } from 'socket.io-client'
import { valueAt } from './checks/json-pointer.ts'
import type { Send, Trouble } from './exchange.ts'
import { pollingBy } from './send-polling.ts'
import { toTrouble } from './send-trouble.ts'
import type { Connect, Connection, Heard, LoggedPacket, RefusedConnection, SocketDestination } from './sockets/link.ts'

/** What connections stand on. */
export interface ConnectParts {
  /** Sends what goes over HTTP. */
  readonly send: Send
  /** A certificate authority to trust beside the known ones, as PEM. */
  readonly ca?: string
}

/** Connects by the official client, each time anew, and never again by itself. */
export const createConnect =
  (parts: ConnectParts): Connect =>
  async (to, onPacket) => {
    to.signal.throwIfAborted()
    const opened = open(to, parts, onPacket)
    try {
      return await settled(opened, to)
    } finally {
      to.signal.removeEventListener('abort', opened.end)
    }
  }

interface Opened {
  readonly manager: Manager
  readonly socket: Socket
  readonly heard: Heard[]
  readonly acks: (readonly unknown[])[]
  readonly log: LoggedPacket[]
  /** What came on the way, more than the client tells. */
  readonly troubles: Trouble[]
  readonly end: () => void
}

function open(to: SocketDestination, { send, ca }: ConnectParts, onPacket: () => void): Opened {
  const [heard, acks, log, troubles]: [Heard[], (readonly unknown[])[], LoggedPacket[], Trouble[]] = [[], [], [], []]
  const closing = new AbortController()
  const polling = pollingBy({ send, signal: closing.signal, onTrouble: (trouble) => void troubles.push(trouble) })
  const { origin, pathname } = new URL(to.baseUrl)
  const manager = new Manager(origin, {
    path: pathname.replace(/\/$/, '') + to.path,
    transports: { polling: [polling], websocket: [NodeWebSocket], upgraded: [polling, NodeWebSocket] }[to.transport],
    upgrade: to.transport === 'upgraded',
    extraHeaders: { 'user-agent': 'greenroom-verify', ...to.headers },
    reconnection: false,
    autoConnect: false,
    timeout: to.timeoutMs,
    perMessageDeflate: { threshold: Infinity },
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }),
  })
  const socket = manager.socket(to.namespace, { auth: { ...to.auth } })
  manager.on('packet', (packet) => {
    const args: readonly unknown[] = Array.isArray(packet.data) ? packet.data : [packet.data]
    if (packet.type === ACK) acks.push(args)
    log.push(logged(packet.type, args))
  })
  socket.onAny((event: string, ...args: unknown[]) => void heard.push({ event, args }))
  socket.onAnyOutgoing(
    (event: string, ...args: unknown[]) => void log.push({ way: 'sent', name: event, args: withoutAck(args) }),
  )
  const end = (): void => {
    socket.disconnect()
    manager.engine?.close()
    closing.abort()
  }
  to.signal.addEventListener('abort', end)
  // After those above, so that whoever looks finds what came.
  manager.on('packet', () => queueMicrotask(onPacket))
  socket.on('disconnect', onPacket)
  return { manager, socket, heard, acks, log, troubles, end }
}

const ACK = 3
const CONNECT_ERROR = 4
const NAMES = ['connect', 'disconnect', 'event', 'ack', 'connect_error', 'event', 'ack']

function logged(type: number, args: readonly unknown[]): LoggedPacket {
  const name = NAMES[type] ?? `packet ${type}`
  const [event, ...rest] = args
  return name === 'event' ? { way: 'received', name: String(event), args: rest } : { way: 'received', name, args }
}

const withoutAck = (args: readonly unknown[]): readonly unknown[] => args.filter((each) => typeof each !== 'function')

/** Waits until it is known how connecting went. */
function settled(opened: Opened, to: SocketDestination): Promise<Connection | RefusedConnection | Trouble> {
  const { manager, socket, log, troubles, end } = opened
  return new Promise((resolve, reject) => {
    const timer = globalThis.setTimeout(() => fail(troubles[0] ?? late(to)), to.timeoutMs)
    const done = (result: Connection | RefusedConnection | Trouble): void => {
      clearTimeout(timer)
      manager.off('close', closed)
      resolve(result)
    }
    const fail = (trouble: Trouble): void => {
      if (to.signal.aborted) reject(to.signal.reason)
      done(trouble)
      end()
    }
    const closed = (reason: string): void => fail(troubles[0] ?? lost(to, reason))
    const connected = (): void => {
      const engine = manager.engine
      if (to.transport !== 'upgraded' || engine.transport.name === 'websocket') return done(toConnection(opened))
      engine.once('upgrade', () => done(toConnection(opened)))
    }
    log.push({ way: 'sent', name: 'connect', args: [to.auth] })
    socket.once('connect', connected)
    // The client closes its connection before it tells of a refusal.
    manager.on('packet', ({ type, data }) => {
      if (type !== CONNECT_ERROR) return
      done({ refused: { message: String(valueAt(data, '/message')), data: valueAt(data, '/data') }, log })
      end()
    })
    socket.once('connect_error', (error) => {
      fail(troubles[0] ?? toTrouble(causeOf(error), new URL(to.baseUrl).host, to.timeoutMs))
    })
    manager.on('close', closed)
    socket.connect()
  })
}

/** What the transport said of it; the client itself says only which transport it was. */
function causeOf(error: Error): unknown {
  const description: unknown = Reflect.get(error, 'description')
  const inner: unknown =
    typeof description === 'object' && description !== null ? Reflect.get(description, 'error') : null
  return inner ?? error
}

const late = ({ baseUrl, path, transport, timeoutMs }: SocketDestination): Trouble => ({
  kind: 'timeout',
  message: `No Socket.IO connection to ${new URL(baseUrl).host}${path} by ${transport} within ${timeoutMs} ms; check that it is served there.`,
})

const lost = ({ baseUrl }: SocketDestination, reason: string): Trouble => ({
  kind: 'reset',
  message: `The Socket.IO connection to ${new URL(baseUrl).host} ended (${reason}); check the target's log and what stands in front of it.`,
})

function toConnection({ manager, socket, heard, acks, log, end }: Opened): Connection {
  let ended: string | null = null
  socket.on('disconnect', (reason) => void (ended ??= reason))
  return {
    id: socket.id ?? '',
    heard,
    acks,
    log,
    ended: () => ended,
    emit: (event, args, wantsAck) => void socket.emit(event, ...args, ...(wantsAck ? [nothing] : [])),
    async close() {
      const { engine } = manager
      const closed = new Promise((resolve) => engine.once('close', resolve))
      socket.disconnect()
      // What says so is on its way; over polling that takes a request.
      if (engine.readyState !== 'closed') await Promise.race([closed, setTimeout(LAST_WORD_MS, null, { ref: false })])
      end()
    },
  }
}

/** A server that does not listen any more keeps nobody waiting. */
const LAST_WORD_MS = 500

const nothing = (): void => {}

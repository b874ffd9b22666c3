import { getCACertificates } from 'node:tls'
import { Manager, NodeWebSocket, type Socket } from 'socket.io-client'
import { valueAt } from './checks/json-pointer.ts'
import type { Send, Trouble } from './exchange.ts'
import { pollingBy } from './send-polling.ts'
import { toTrouble } from './send-trouble.ts'
import { bounded } from './sockets/bounded.ts'
import type {
  Connect,
  Connection,
  Heard,
  Link,
  LoggedPacket,
  RefusedConnection,
  SocketDestination,
  SocketPlace,
} from './sockets/link.ts'

/** What connections stand on. */
export interface LinkParts {
  /** Sends what goes over HTTP. */
  readonly send: Send
  /** A certificate authority to trust beside the known ones, as PEM. */
  readonly ca?: string
}

/** A way by the official client, each time by a connection of its own, which is never made again by itself. */
export function createLink(parts: LinkParts): Link {
  return {
    async connect(to, onPacket) {
      to.signal.throwIfAborted()
      const opened = open(to, createWire(to, parts), onPacket)
      try {
        return await settled(opened, to)
      } finally {
        to.signal.removeEventListener('abort', opened.end)
      }
    },
    async reach(to) {
      const wire = createWire(to, parts)
      try {
        return await reached(wire, to)
      } finally {
        wire.manager.engine.close()
        wire.abort()
      }
    },
  }
}

/** Opens a connection as far as its transport goes. */
function reached({ manager, troubles }: Wire, to: SocketPlace): Promise<Trouble | null> {
  const { promise, resolve } = Promise.withResolvers<Trouble | null>()
  const timer = setTimeout(() => resolve(troubles[0] ?? late(to)), to.timeoutMs)
  to.signal.addEventListener('abort', () => resolve(late(to)), { once: true })
  manager.open((error) => {
    if (error) resolve(troubles[0] ?? toTrouble(causeOf(error), new URL(to.baseUrl).host, to.timeoutMs))
    else if (isUpgraded(to, manager)) resolve(null)
    else manager.engine.once('upgrade', () => resolve(null))
  })
  return promise.finally(() => clearTimeout(timer))
}

const isUpgraded = ({ transport }: SocketPlace, { engine }: Manager): boolean =>
  transport !== 'upgraded' || engine.transport.name === 'websocket'

/** A connection of Engine.IO. */
interface Wire {
  readonly manager: Manager
  /** Numbers of the questions that have no answer yet. */
  readonly asking: Set<number>
  /** What came on the way, more than the client tells. */
  readonly troubles: Trouble[]
  /** Ends what goes over HTTP. */
  readonly abort: () => void
}

function createWire(to: SocketPlace, { send, ca }: LinkParts): Wire {
  const troubles: Trouble[] = []
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
    // Nothing that comes is unpacked: what is small on its way could be large here.
    perMessageDeflate: { threshold: Infinity },
    rejectUnauthorized: true,
    ...BOUNDS,
    ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }),
  })
  return { manager, asking: new Set(), troubles, abort: () => closing.abort(ENDED) }
}

/** What `ws` takes beside what the client says that it takes. */
const BOUNDS = { maxPayload: 10 * 1024 * 1024 }

/** A target that sends more than this is not listened to any longer. */
const MOST_PACKETS = 5000

/** Why its requests end; no error, which would take a stack trace each time. */
const ENDED = 'the connection is over'

interface Opened {
  readonly wire: Wire
  readonly socket: Socket
  readonly heard: Heard[]
  readonly acks: (readonly unknown[])[]
  readonly log: LoggedPacket[]
  readonly end: () => void
}

type Decoded = { readonly type: number; readonly nsp: string; readonly data?: unknown }

function open(to: SocketDestination, wire: Wire, onPacket: () => void): Opened {
  const { manager } = wire
  const [heard, acks, log]: [Heard[], (readonly unknown[])[], LoggedPacket[]] = [[], [], []]
  const socket = manager.socket(to.namespace, { auth: { ...to.auth } })
  const note = ({ type, nsp, data }: Decoded): void => {
    if (nsp !== to.namespace) return
    const args: readonly unknown[] = (Array.isArray(data) ? data : [data]).map(bounded)
    if (type === ACK) acks.push(args)
    log.push(logged(type, args))
    if (log.length > MOST_PACKETS) end()
    // Whoever looks finds what came: the client has its turn before.
    queueMicrotask(onPacket)
  }
  manager.on('packet', note)
  socket.onAny((event: string, ...args: unknown[]) => void heard.push({ event, args: args.map(bounded) }))
  socket.onAnyOutgoing((event: string, ...args: unknown[]) => {
    log.push({ way: 'sent', name: event, args: args.filter((each) => typeof each !== 'function') })
  })
  socket.on('disconnect', onPacket)
  const end = (): void => {
    socket.disconnect()
    manager.engine?.close()
    wire.abort()
  }
  to.signal.addEventListener('abort', end)
  return { wire, socket, heard, acks, log, end }
}

const ACK = 3
const CONNECT_ERROR = 4
const NAMES = ['connect', 'disconnect', 'event', 'ack', 'connect_error', 'event', 'ack']

function logged(type: number, args: readonly unknown[]): LoggedPacket {
  const name = NAMES[type] ?? `packet ${type}`
  const [event, ...rest] = args
  return name === 'event' ? { way: 'received', name: String(event), args: rest } : { way: 'received', name, args }
}

/** Waits until it is known how connecting went. */
function settled({ wire, socket, log, end, ...more }: Opened, to: SocketDestination): ReturnType<Connect> {
  const { manager, troubles } = wire
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(troubles[0] ?? late(to)), to.timeoutMs)
    const done = (result: Connection | RefusedConnection | Trouble): void => {
      clearTimeout(timer)
      manager.off('close', closed)
      manager.off('packet', refused)
      socket.off('connect_error', failed)
      resolve(result)
    }
    const fail = (trouble: Trouble): void => {
      if (to.signal.aborted) reject(to.signal.reason)
      done(trouble)
      end()
    }
    const failed = (error: Error): void =>
      fail(troubles[0] ?? toTrouble(causeOf(error), new URL(to.baseUrl).host, to.timeoutMs))
    const closed = (reason: string): void => fail(troubles[0] ?? lost(to, reason))
    // The client closes its connection before it tells of a refusal.
    const refused = ({ type, nsp, data }: Decoded): void => {
      if (type !== CONNECT_ERROR || nsp !== to.namespace) return
      done({ refused: { message: String(valueAt(data, '/message')), data: bounded(valueAt(data, '/data')) }, log })
      // Once it polls again, so that the server notices.
      setImmediate(end)
    }
    const connection = (): void => done(toConnection({ wire, socket, log, end, ...more }))
    log.push({ way: 'sent', name: 'connect', args: [to.auth] })
    socket.once('connect', () => {
      if (isUpgraded(to, manager)) connection()
      else manager.engine.once('upgrade', connection)
    })
    manager.on('packet', refused)
    manager.on('close', closed)
    socket.on('connect_error', failed)
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

const late = ({ baseUrl, path, transport, timeoutMs }: SocketPlace): Trouble => ({
  kind: 'timeout',
  message: `No Socket.IO connection to ${new URL(baseUrl).host}${path} by ${transport} within ${timeoutMs} ms; check that it is served there.`,
})

const lost = ({ baseUrl }: SocketDestination, reason: string): Trouble => ({
  kind: 'reset',
  message: `The Socket.IO connection to ${new URL(baseUrl).host} ended (${reason}); check the target's log and what stands in front of it.`,
})

function toConnection({ wire, socket, heard, acks, log, end }: Opened): Connection {
  const { manager } = wire
  let ended: string | null = null
  socket.on('disconnect', (reason) => void (ended ??= reason))
  return {
    id: socket.id ?? '',
    heard,
    acks,
    log,
    ended: () => ended,
    emit: (event, args, wantsAck) => void socket.emit(event, ...args, ...(wantsAck ? [nothing] : [])),
    isAlive: async (ms) => ended === null && (await echoed(wire, ms)),
    async caughtUp(ms) {
      if (ended !== null) return
      // A poll that waits is answered at once; to ask over polling takes two requests.
      if (manager.engine.transport.name === 'websocket') await echoed(wire, ms)
      else await within(POLLED_MS, NEVER)
    },
    async close() {
      const { engine } = manager
      const closed = new Promise((resolve) => engine.once('close', resolve))
      socket.disconnect()
      // What says so is on its way; over polling that takes a request.
      if (engine.readyState !== 'closed') await within(LAST_WORD_MS, closed)
      end()
    },
  }
}

/** Waits for something, but no longer than so many milliseconds. */
function within(ms: number, something: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void something.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

const NEVER = new Promise<never>(() => {})
const POLLED_MS = 10

/** A server that does not listen any more keeps nobody waiting. */
const LAST_WORD_MS = 500

/** A namespace that no server has: to ask for it has no consequences but a refusal. */
const NOWHERE = '/greenroom-verify-asks-for-nothing'

/** Waits for a refusal, which comes after everything that was on its way when it was asked for. */
async function echoed({ manager, asking }: Wire, ms: number): Promise<boolean> {
  // Each question has an answer of its own: that to an earlier one says nothing.
  const nth = Array.from({ length: asking.size + 1 }, (_, each) => each).find((each) => !asking.has(each)) ?? 0
  asking.add(nth)
  const probe = manager.socket(`${NOWHERE}-${nth}`)
  const answer = new Promise<void>((resolve) => {
    probe.once('connect_error', () => resolve())
    probe.once('connect', () => resolve())
  })
  probe.connect()
  let hasAnswered = false
  await within(
    ms,
    answer.then(() => (hasAnswered = true)),
  )
  probe.removeAllListeners()
  probe.disconnect()
  asking.delete(nth)
  return hasAnswered
}

const nothing = (): void => {}

import type { Socket } from 'socket.io'
import { deeperThan } from '../../mock/body.ts'
import { raiseLimit, type Limits } from '../../mock/limits.ts'

/** An Engine.IO connection, which may carry sockets of several namespaces. */
export type Connection = Socket['conn']

/** A monitored connection. */
export interface Watched {
  /** Its sockets. */
  readonly sockets: Set<Socket>
}

/** Monitors a connection, and cuts it if it sends forbidden packets or too many, or does not read. */
export function watch(connection: Connection, limits: Limits): Watched {
  const sockets = new Set<Socket>()
  const isFlooding = createBucket(limits.events)
  // Otherwise Engine.IO would wait half a minute for a client that no longer polls, and keep its seat until then.
  Reflect.set(connection.transport, 'closeTimeout', CUT_MS)
  connection.on('packet', ({ type, data }: { readonly type: string; readonly data?: unknown }) => {
    const fault =
      (type === 'message' ? faultOf(data, limits) : null) ?? (isFlooding(costOf(data)) ? flood(limits) : null)
    if (fault === null) return
    for (const socket of sockets) socket.emit('exception', fault)
    disconnect(connection)
  })
  boundUnread(connection, limits.unread)
  return { sockets }
}

/** Why a connection is cut, as the body of a refusal. */
interface Fault {
  readonly statusCode: number
  readonly message: string
}

function faultOf(data: unknown, limits: Limits): Fault | null {
  // Bytes are legal; the operation rejects them, since none accepts any.
  if (typeof data !== 'string' || !deeperThan(data, limits.depth)) return null
  return { statusCode: 400, message: `The payload nests too deep. ${raiseLimit('depth', limits)}` }
}

const flood = (limits: Limits): Fault => ({
  statusCode: 429,
  message: `Too many events at once. ${raiseLimit('events', limits)}`,
})

/** A packet counts once, and again for every `LONG` characters, since a long one takes as much time as many short ones. */
const costOf = (data: unknown): number =>
  1 + Math.floor((typeof data === 'string' || data instanceof Uint8Array ? data.length : 0) / LONG)
const LONG = 4096

/** Tells whether one more is too many: `perSecond` are refilled, twice as many may come at once. A single one never is. */
function createBucket(perSecond: number): (cost: number) => boolean {
  const most = 2 * perSecond
  const bucket = { left: most, at: performance.now() }
  return (cost) => {
    const now = performance.now()
    bucket.left = Math.min(most, bucket.left + ((now - bucket.at) * perSecond) / 1000) - Math.min(most, cost)
    bucket.at = now
    return bucket.left < 0
  }
}

/** Engine.IO itself buffers without limit for a client that does not read. */
function boundUnread(connection: Connection, most: number): void {
  let [waiting, sent] = [0, 0]
  let isCut = false
  connection.on('packetCreate', ({ data }: { readonly data?: unknown }) => {
    waiting += FRAME + (typeof data === 'string' ? data.length : 0)
    if (isCut || waiting + (connection.transport.writable ? 0 : sent) <= most) return
    isCut = true
    // Deferred: the code writing to this one may be about to write to others.
    setImmediate(() => terminate(connection))
  })
  connection.on('flush', () => {
    sent = waiting
    waiting = 0
  })
}

/** The memory of a packet besides its text. */
const FRAME = 100

const CUT_MS = 1_000

/** Ends a connection as soon as the client has read what was sent, or after a second. */
export function disconnect(connection: Connection): void {
  connection.close()
  setTimeout(() => terminate(connection), CUT_MS).unref()
}

/** Ends a connection at once, without telling the client. */
export function terminate(connection: Connection): void {
  // Engine.IO has no method for this: its own `close` waits up to half a minute for the other side.
  const socket: unknown = Reflect.get(connection.transport, 'socket')
  if (isTerminable(socket)) socket.terminate()
  else connection.close(true)
}

const isTerminable = (socket: unknown): socket is { terminate(): void } =>
  typeof socket === 'object' && socket !== null && 'terminate' in socket && typeof socket.terminate === 'function'

import type { Socket } from 'socket.io'
import { deeperThan } from '../../mock/body.ts'
import { raiseLimit, type Limits } from '../../mock/limits.ts'

/** A connection of Engine.IO, on which sockets of several namespaces may live. */
export type Connection = Socket['conn']

/** A connection under watch. */
export interface Watched {
  /** The sockets that live on it. */
  readonly sockets: Set<Socket>
}

/** Watches a connection, and cuts it when it sends what is refused, sends too much, or does not read. */
export function watch(connection: Connection, limits: Limits): Watched {
  const sockets = new Set<Socket>()
  const isFlooding = createBucket(limits.events)
  // Else Engine.IO waits half a minute for one that does not poll to come for the news that it is closed, and its seat with it.
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

/** Why a connection is cut, in the form of a refusal. */
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

/** A packet counts once, and again for every so many characters: to read a long one takes as long as many short ones. */
const costOf = (data: unknown): number =>
  1 + Math.floor((typeof data === 'string' || data instanceof Uint8Array ? data.length : 0) / LONG)
const LONG = 4096

/** Tells whether one more is too many: `perSecond` flow in, twice as many may come at once. One alone never is. */
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

/** Engine.IO itself waits without bound for a client that does not read. */
function boundUnread(connection: Connection, most: number): void {
  let [waiting, sent] = [0, 0]
  let isCut = false
  connection.on('packetCreate', ({ data }: { readonly data?: unknown }) => {
    waiting += FRAME + (typeof data === 'string' ? data.length : 0)
    if (isCut || waiting + (connection.transport.writable ? 0 : sent) <= most) return
    isCut = true
    // Later: whoever is writing to this one is about to write to others.
    setImmediate(() => terminate(connection))
  })
  connection.on('flush', () => {
    sent = waiting
    waiting = 0
  })
}

/** What a packet costs beside its text. */
const FRAME = 100

const CUT_MS = 1_000

/** Ends a connection as soon as it has read what it was told; one that does not read, soon. */
export function disconnect(connection: Connection): void {
  connection.close()
  setTimeout(() => terminate(connection), CUT_MS).unref()
}

/** Ends a connection at once, without a word. */
export function terminate(connection: Connection): void {
  // Engine.IO has no word for it: its own `close` waits for the other side, half a minute long.
  const socket: unknown = Reflect.get(connection.transport, 'socket')
  if (isTerminable(socket)) socket.terminate()
  else connection.close(true)
}

const isTerminable = (socket: unknown): socket is { terminate(): void } =>
  typeof socket === 'object' && socket !== null && 'terminate' in socket && typeof socket.terminate === 'function'

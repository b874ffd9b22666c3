import { deeperThan } from '../../mock/body.ts'
import { raiseLimit, type Limits } from '../../mock/limits.ts'
import { later } from './later.ts'
import type { Connection, ServedSocket } from './served.ts'

/** A monitored connection. */
export interface Watched {
  /** Its sockets. */
  readonly sockets: Set<ServedSocket>
}

/** Monitors a connection, and cuts it if it sends forbidden packets or too many. */
export function watch(connection: Connection, limits: Limits): Watched {
  const sockets = new Set<ServedSocket>()
  const isFlooding = createPacketBucket(limits.events)
  // Otherwise Engine.IO would wait half a minute for a client that no longer polls, and keep its seat until then.
  Reflect.set(connection.transport, 'closeTimeout', CUT_MS)
  connection.on('packet', ({ type, data }) => {
    // Engine.IO itself ignores this on a WebSocket, and would keep the seat until a ping is not answered.
    if (type === 'close') return disconnect(connection)
    const fault =
      (type === 'message' ? faultOf(data, limits) : null) ?? (isFlooding(packetCost(data)) ? flood(limits) : null)
    if (fault === null) return
    for (const socket of sockets) socket.emit('exception', fault)
    disconnect(connection)
  })
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
export const packetCost = (data: unknown): number =>
  1 + Math.floor((typeof data === 'string' || data instanceof Uint8Array ? data.length : 0) / LONG)
const LONG = 4096

/** Tells whether one more is too many: `perSecond` are refilled, twice as many may come at once. A single one never is. */
export function createPacketBucket(perSecond: number): (cost: number) => boolean {
  const most = 2 * perSecond
  const bucket = { left: most, at: performance.now() }
  return (cost) => {
    const now = performance.now()
    bucket.left = Math.min(most, bucket.left + ((now - bucket.at) * perSecond) / 1000) - Math.min(most, cost)
    bucket.at = now
    return bucket.left < 0
  }
}

/** How long a client may take to read what was sent before its connection is cut. */
export const CUT_MS = 1_000

/** Ends a connection as soon as the client has read what was sent, or after a second. */
export function disconnect(connection: Connection): void {
  connection.close()
  later(CUT_MS, () => terminate(connection))
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

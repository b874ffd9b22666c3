import type { Socket } from 'socket.io'
import { isObject } from '../../json.ts'
import { disconnect, terminate } from './connection.ts'

/** A connection of Engine.IO's server. */
export type EngineConnection = Socket['conn']

/** Cuts a connection whose client does not read: Engine.IO itself buffers for it without limit. */
export function boundUnread(connection: EngineConnection, most: number): void {
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

/**
 * Writes packets that waited for an earlier one together. Otherwise each is a write of its own, and that costs more than deciding an
 * answer.
 */
export function joinWrites(connection: EngineConnection): void {
  let corked: Corkable | null = null
  connection.on('flush', (packets: readonly unknown[]) => {
    if (packets.length < 2 || packets.length > MOST_TOGETHER) return
    corked = underlying(connection)
    corked?.cork()
  })
  connection.on('drain', () => {
    corked?.uncork()
    corked = null
  })
}

/**
 * Each packet is two pieces, its head and its text. The system takes 1,024 in one go: of more, the rest would wait for a later turn, and
 * all that is answered until then would count as unread.
 */
const MOST_TOGETHER = 500

/** A stream that can hold back what is written. */
interface Corkable {
  cork(): void
  uncork(): void
}

/** The stream below a WebSocket; null for polling, whose answers hold all packets anyway. */
function underlying({ transport }: EngineConnection): Corkable | null {
  const webSocket: unknown = Reflect.get(transport, 'socket')
  const stream: unknown = isObject(webSocket) ? Reflect.get(webSocket, '_socket') : null
  return isCorkable(stream) ? stream : null
}

const isCorkable = (stream: unknown): stream is Corkable =>
  isObject(stream) && typeof stream['cork'] === 'function' && typeof stream['uncork'] === 'function'

/**
 * A client completes an upgrade once its pending poll is answered. Engine.IO looks for such a poll ten times a second; this
 * answers it as soon as it is there, after the client has been told to expect that.
 */
export function hastenUpgrade(connection: EngineConnection): void {
  connection.on('upgrading', () =>
    setImmediate(() => {
      const { transport } = connection
      if (transport.name !== 'polling') return
      const answer = (): void => {
        if (transport.writable) transport.send([{ type: 'noop' }])
      }
      answer()
      transport.once('ready', answer)
    }),
  )
}

/**
 * Ends a connection that enters no namespace in time. What it has sent by then counts, even if it is still unread because this
 * process was held up: Socket.IO's own timer would be asked first. Admission to a namespace is the packet that begins with 0.
 */
export function boundEntering(connection: EngineConnection, ms: number): void {
  let hasEntered = false
  const timer = setTimeout(() => {
    // Reads what has arrived between the two.
    setImmediate(() => setImmediate(() => hasEntered || disconnect(connection)))
  }, ms)
  const stop = (): void => clearTimeout(timer)
  const look = ({ data }: { readonly data?: unknown }): void => {
    if (typeof data !== 'string' || !data.startsWith('0')) return
    hasEntered = true
    // A second listener would cost every later packet a copy of the list of them.
    connection.off('packetCreate', look)
    stop()
  }
  connection.once('close', stop)
  connection.on('packetCreate', look)
}

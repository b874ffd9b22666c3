import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * A WebSocket with Socket.IO, reduced to what a load needs: events are frames created once and written repeatedly, and arriving data is
 * counted as bytes. The official client needs more CPU per ack than a server, and would dominate the measurement.
 */
export interface Link {
  /** Writes frames created by `toFrame`. */
  readonly write: (frames: Uint8Array) => void
  /** Called for each message: its text is `bytes` from `start` to `end`. */
  onMessage: (bytes: Buffer, start: number, end: number) => void
  /** Called after all messages that arrived together. */
  onPause: () => void
  /** Closes it like a client; resolves when the server has closed it, too. */
  readonly close: () => Promise<void>
}

/** Connects to the main namespace with the token. Rejects with the refusal. */
export function openLink(port: number, token: string | null): Promise<Link> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const link: Link = {
    write: (frames) => void socket.write(frames),
    onMessage: () => {},
    onPause: () => {},
    async close() {
      socket.write(CLOSE)
      await closed
    },
  }
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('the server closed a connection that it was to keep')))
    link.onMessage = (bytes, start, end) => {
      const text = bytes.toString('latin1', start, end)
      if (text.startsWith('0')) socket.write(toFrame(token === null ? '40' : `40${JSON.stringify({ token })}`))
      else if (text.startsWith('40')) resolve(link)
      else reject(new Error(`the server did not connect: ${text}`))
    }
    readFrames(socket, link)
    socket.write(upgrade(port))
  })
}

/** A text as a client frame. The mask is zero, which the protocol allows; servers unmask it nevertheless. */
export function toFrame(text: string): Buffer {
  const body = Buffer.from(text)
  const length = body.length < 126 ? [body.length] : [126, body.length >> 8, body.length & 0xff]
  const [first = 0, ...more] = length
  return Buffer.concat([Buffer.from([0x81, 0x80 | first, ...more, 0, 0, 0, 0]), body])
}

const CLOSE = Buffer.from([0x88, 0x80, 0, 0, 0, 0])
const PONG = toFrame('3')

const upgrade = (port: number): string =>
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    '',
    '',
  ].join('\r\n')

/** Reads the answer to the upgrade, then frames. Answers pings; a closing frame ends it. */
function readFrames(socket: Socket, link: Link): void {
  let rest: Buffer = Buffer.alloc(0)
  let isUpgraded = false
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    if (!isUpgraded) {
      const end = bytes.indexOf('\r\n\r\n')
      isUpgraded = end >= 0
      at = isUpgraded ? end + 4 : bytes.length + 1
    }
    for (let end = endOf(bytes, at); end <= bytes.length; end = endOf(bytes, at)) {
      const start = at + headOf(bytes, at)
      if (bytes[at] === 0x88) socket.end()
      else if (bytes[start] === 0x32) socket.write(PONG)
      else link.onMessage(bytes, start, end)
      at = end
    }
    rest = isUpgraded ? bytes.subarray(at) : bytes
    link.onPause()
  })
}

/** The length of a server frame's header: frames of 64 KB or more don't occur. */
const headOf = (bytes: Buffer, at: number): number => (bytes[at + 1] === 126 ? 4 : 2)

/** The end of the frame that starts here; Infinity if its length hasn't arrived yet. */
function endOf(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length && (at + 2 > bytes.length || bytes[at + 1] === 126)) return Infinity
  return at + headOf(bytes, at) + (bytes[at + 1] === 126 ? bytes.readUInt16BE(at + 2) : (bytes[at + 1] ?? 0))
}

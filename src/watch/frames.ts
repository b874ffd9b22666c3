/** Reads the messages of one direction of a WebSocket (RFC 6455, without extensions) while its bytes pass. */
export interface FrameReader {
  /** Reads on; the messages that this completes, in order. Null stands for one that was too long to keep. */
  readonly add: (bytes: Uint8Array) => (string | Uint8Array | null)[]
}

const [CONTINUATION, TEXT, CONTROL] = [0, 1, 8]

/** A message is kept in at most so many frames, and in so many pieces of them as they come: empty ones cost memory, too. */
const [MOST_FRAMES, MOST_PIECES] = [256, 1_024]

interface Frame {
  readonly isLast: boolean
  readonly opcode: number
  readonly mask: Uint8Array | null
  /** Bytes of payload that have not come yet. */
  left: number
  seen: number
}

interface Message {
  readonly isText: boolean
  /** Null: too long to keep. */
  pieces: Uint8Array[] | null
  /** Of the frames that have begun. */
  bytes: number
  frames: number
}

/** `most` bytes of a message are kept. Control frames are skipped. */
export function createFrameReader(most: number): FrameReader {
  // Less than the head of a frame.
  let rest = new Uint8Array()
  let frame: Frame | null = null
  let message: Message | null = null

  const begin = (read: Head): Frame => {
    if (read.opcode < CONTROL) {
      if (read.opcode !== CONTINUATION || message === null)
        message = { isText: read.opcode === TEXT, pieces: [], bytes: 0, frames: 0 }
      message.bytes += read.left
      message.frames += 1
      if (message.bytes > most || message.frames > MOST_FRAMES) message.pieces = null
    }
    return { ...read, seen: 0 }
  }

  const take = (now: Frame, part: Uint8Array): void => {
    if (now.opcode < CONTROL && message?.pieces && part.length > 0) {
      message.pieces.push(unmasked(part, now.mask, now.seen))
      if (message.pieces.length > MOST_PIECES) message.pieces = null
    }
    now.left -= part.length
    now.seen += part.length
  }

  const finish = (done: Frame): (string | Uint8Array | null)[] => {
    if (done.opcode >= CONTROL || message === null || !done.isLast) return []
    const { isText, pieces } = message
    message = null
    if (pieces === null) return [null]
    const whole = joined(pieces)
    return [isText ? new TextDecoder().decode(whole) : whole]
  }

  return {
    add(bytes) {
      const made: (string | Uint8Array | null)[] = []
      // A copy: `slice` of a Buffer would be the bytes that pass, which are not ours to unmask.
      const chunk = joined([rest, bytes])
      let at = 0
      for (;;) {
        if (frame === null) {
          const read = readHead(chunk.subarray(at))
          if (read === null) break
          at += read.bytes
          frame = begin(read)
        }
        const part = chunk.subarray(at, at + frame.left)
        at += part.length
        take(frame, part)
        if (frame.left > 0) break
        made.push(...finish(frame))
        frame = null
      }
      rest = chunk.slice(at)
      return made
    },
  }
}

type Head = Pick<Frame, 'isLast' | 'opcode' | 'mask' | 'left'> & { readonly bytes: number }

/** Null: more bytes are needed. */
function readHead(bytes: Uint8Array): Head | null {
  const [first, second] = bytes
  if (first === undefined || second === undefined) return null
  const short = second & 0x7f
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0
  const isMasked = (second & 0x80) !== 0
  const size = 2 + extended + (isMasked ? 4 : 0)
  if (bytes.length < size) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const left = extended === 2 ? view.getUint16(2) : extended === 8 ? Number(view.getBigUint64(2)) : short
  return {
    isLast: (first & 0x80) !== 0,
    opcode: first & 0x0f,
    mask: isMasked ? bytes.slice(2 + extended, size) : null,
    left,
    bytes: size,
  }
}

function unmasked(part: Uint8Array, mask: Uint8Array | null, from: number): Uint8Array {
  const plain = part.slice()
  if (mask) for (let at = 0; at < plain.length; at++) plain[at] = (plain[at] ?? 0) ^ (mask[(from + at) % 4] ?? 0)
  return plain
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

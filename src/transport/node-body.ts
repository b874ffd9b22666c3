import type { IncomingMessage } from 'node:http'

/** A body, up to the limit. */
export interface NodeBody {
  /** As received; decode it as UTF-8. */
  readonly raw: Buffer
  /** All bytes received, kept or not. */
  readonly bytes: number
  readonly isCut: boolean
}

/** The body of a request without one. */
export const NO_BODY: NodeBody = { raw: Buffer.alloc(0), bytes: 0, isCut: false }

/** Whether a request announces a body. */
export const hasBody = (headers: Readonly<Record<string, string | undefined>>): boolean =>
  headers['transfer-encoding'] !== undefined ||
  (headers['content-length'] !== undefined && headers['content-length'] !== '0')

/** How many bytes a request announces; 0 if it doesn't say. */
export const announcedBytes = (headers: Readonly<Record<string, string | undefined>>): number =>
  Number(headers['content-length'] ?? 0)

// Continues reading, so that the client receives the refusal instead of a reset; but not forever.
const DRAINED = 64 * 1024 * 1024

/**
 * Reads a body to its end, keeping at most `limit` bytes, and passes it on once; never if the client disconnected first. A body
 * too long to drain ends early. Not a promise, since one per request shows in the requests per second.
 */
export function readNodeBody(request: IncomingMessage, limit: number, then: (body: NodeBody) => void): void {
  const most = Math.max(DRAINED, limit)
  let kept: Buffer = NOTHING
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    kept = bytes + chunk.length > limit ? NOTHING : joined(kept, bytes, chunk, limit)
    bytes += chunk.length
    if (bytes > most) {
      request.pause()
      then({ raw: NOTHING, bytes, isCut: true })
    }
  })
  request.on('end', () => {
    // A body too long to drain has been passed on; Node discards the rest after the answer, and then ends the connection.
    if (bytes > most) return
    const isCut = bytes > limit
    then({ raw: isCut ? NOTHING : bytes === kept.length ? kept : kept.subarray(0, bytes), bytes, isCut })
  })
}

/**
 * Adds a piece to `length` bytes, by copying: one-byte pieces kept separately would take a hundred times their size. Nearly every
 * body is one piece, and needs no copy.
 */
function joined(kept: Buffer, length: number, piece: Buffer, most: number): Buffer {
  if (length === 0) return piece
  const all = length + piece.length
  const room = all > kept.length ? grown(kept, length, Math.min(2 * all, most)) : kept
  piece.copy(room, length)
  return room
}

const NOTHING = Buffer.alloc(0)

/** Twice as large as needed, up to the limit, so that each byte is copied only a few times. */
function grown(from: Buffer, used: number, size: number): Buffer {
  const larger = Buffer.allocUnsafe(size)
  from.copy(larger, 0, 0, used)
  return larger
}

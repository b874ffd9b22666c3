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
  const kept = createPieces(limit)
  const most = Math.max(DRAINED, limit)
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= limit) kept.add(chunk)
    else kept.clear()
    if (bytes > most) {
      request.pause()
      then({ raw: NOTHING, bytes, isCut: true })
    }
  })
  request.on('end', () => {
    // A body too long to drain has been passed on; Node discards the rest after the answer, and then ends the connection.
    if (bytes > most) return
    then(bytes <= limit ? { raw: kept.all(), bytes, isCut: false } : { raw: NOTHING, bytes, isCut: true })
  })
}

/** The pieces of a body as they arrive. */
interface Pieces {
  readonly add: (piece: Buffer) => void
  readonly all: () => Buffer
  readonly clear: () => void
}

/**
 * Joins pieces by copying: one-byte pieces kept separately would take a hundred times their size. Nearly every body is one
 * piece, and needs no copy.
 */
function createPieces(most: number): Pieces {
  let held: Buffer = NOTHING
  let length = 0
  return {
    add(piece) {
      if (length === 0) held = piece
      else {
        if (length + piece.length > held.length) held = grown(held, length, Math.min(2 * (length + piece.length), most))
        piece.copy(held, length)
      }
      length += piece.length
    },
    all: () => held.subarray(0, length),
    clear() {
      held = NOTHING
      length = 0
    },
  }
}

const NOTHING = Buffer.alloc(0)

/** Twice as large as needed, up to the limit, so that each byte is copied only a few times. */
function grown(from: Buffer, used: number, size: number): Buffer {
  const larger = Buffer.allocUnsafe(size)
  from.copy(larger, 0, 0, used)
  return larger
}

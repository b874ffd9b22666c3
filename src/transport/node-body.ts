import type { IncomingMessage } from 'node:http'

/** A body as far as it was kept. */
export interface NodeBody {
  readonly text: string
  /** All bytes that came, kept or not. */
  readonly bytes: number
  readonly isCut: boolean
}

/** What a request without a body has. */
export const NO_BODY: NodeBody = { text: '', bytes: 0, isCut: false }

/** Whether a request announces a body. */
export const hasBody = (headers: Readonly<Record<string, string | undefined>>): boolean =>
  headers['transfer-encoding'] !== undefined ||
  (headers['content-length'] !== undefined && headers['content-length'] !== '0')

// Reading on, so that the client hears the refusal instead of a reset connection; but not for ever.
const DRAINED = 64 * 1024 * 1024

/**
 * Reads a body to its end, keeping at most `limit` bytes, and hands it on once; never does if the client went away first. What is
 * longer than can be drained ends early. No promise, since one per request shows in the requests per second.
 */
export function readNodeBody(request: IncomingMessage, limit: number, then: (body: NodeBody) => void): void {
  const chunks: Buffer[] = []
  const most = Math.max(DRAINED, limit)
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= limit) chunks.push(chunk)
    if (bytes > most) {
      request.pause()
      then({ text: '', bytes, isCut: true })
    }
  })
  request.on('end', () => {
    // What was too long to drain has been handed on; Node reads its rest away after the answer, and then ends it.
    if (bytes > most) return
    then(bytes <= limit ? { text: textOf(chunks), bytes, isCut: false } : { text: '', bytes, isCut: true })
  })
}

/** Nearly every body comes in one piece, which needs no copy. */
const textOf = (chunks: readonly Buffer[]): string =>
  (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)).toString()

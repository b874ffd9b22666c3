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
 * Reads a body to its end, keeping at most `limit` bytes; null if the client went away first. What is longer than can be
 * drained ends early.
 */
export function readNodeBody(request: IncomingMessage, limit: number): Promise<NodeBody | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= limit) chunks.push(chunk)
      if (bytes > DRAINED) {
        request.pause()
        resolve({ text: '', bytes, isCut: true })
      }
    })
    request.on('end', () =>
      resolve(
        bytes <= limit
          ? { text: Buffer.concat(chunks).toString(), bytes, isCut: false }
          : { text: '', bytes, isCut: true },
      ),
    )
    request.on('close', () => resolve(null))
    request.on('error', () => resolve(null))
  })
}

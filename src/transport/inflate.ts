import type { MockRequest } from '../mock/answer.ts'

/** A decompressed body, as far as it was read. */
export type Inflated = NonNullable<MockRequest['inflated']>

/** The formats that can be decompressed, by their names in `Content-Encoding`. */
const FORMATS: Readonly<Record<string, string>> = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate', br: 'brotli' }

/** Whether the header names one of these. */
export const isCompressed = (encoding: string | undefined): encoding is string =>
  encoding !== undefined && Object.hasOwn(FORMATS, encoding.trim().toLowerCase())

/**
 * Decompresses a body, and stops beyond `limit` bytes: a kilobyte can become a gigabyte. Null if it does not match its header.
 */
export async function inflate(body: Uint8Array, encoding: string, limit: number): Promise<Inflated | null> {
  const format = FORMATS[encoding.trim().toLowerCase()]
  if (format === undefined || !isFormat(format)) return null
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let [text, bytes] = ['', 0]
  try {
    const stream = new Blob([Uint8Array.from(body)]).stream().pipeThrough(new DecompressionStream(format))
    for await (const piece of stream) {
      bytes += piece.length
      if (bytes > limit) return { body: '', bodyBytes: bytes, isCut: true }
      text += decoder.decode(piece, { stream: true })
    }
    return { body: text + decoder.decode(), bodyBytes: bytes, isCut: false }
  } catch {
    // Truncated, or in another format.
    return null
  }
}

/** Older versions of Node don't support Brotli: there, such a body can't be decompressed. */
const isFormat = (name: string): name is CompressionFormat => name !== ''

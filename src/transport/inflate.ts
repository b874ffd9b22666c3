import type { MockRequest } from '../mock/answer.ts'

/** A body as it was before it was compressed, as far as it was read. */
export type Inflated = NonNullable<MockRequest['inflated']>

/** The names that `Content-Encoding` has for what can be inflated. */
const FORMATS: Readonly<Record<string, string>> = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate', br: 'brotli' }

/** Whether the header names a compression that may be known. */
export const isCompressed = (encoding: string | undefined): encoding is string =>
  encoding !== undefined && Object.hasOwn(FORMATS, encoding.trim().toLowerCase())

/**
 * Inflates a body, and stops where it has more than `limit` bytes: a kilobyte can become a gigabyte. Null: it is not what its
 * header says.
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
    // Neither cut short nor of another format is it what the client says.
    return null
  }
}

/** Older systems know no Brotli, nor does the type: what they do not know is told as what cannot be inflated. */
const isFormat = (name: string): name is CompressionFormat => name !== ''

import { promisify } from 'node:util'
import * as zlib from 'node:zlib'

const BODY_BYTES = 10 * 1024 * 1024
const CODINGS = 5

type Decode = (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', promisify(zlib.gunzip)],
  ['x-gzip', promisify(zlib.gunzip)],
  // Some servers omit the wrapper that RFC 9110 requires.
  ['deflate', (body, options) => promisify(hasWrapper(body) ? zlib.inflate : zlib.inflateRaw)(body, options)],
  ['br', promisify(zlib.brotliDecompress)],
  ['zstd', promisify(zlib.zstdDecompress)],
])

/** The content codings of an answer, in the order in which they were applied. */
export const codingsOf = (headers: readonly (readonly [string, string])[]): string[] =>
  headers
    .filter(([name]) => name === 'content-encoding')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')

/**
 * The decoded text of a body; invalid UTF-8 becomes U+FFFD. Rejects with a RangeError as soon as it exceeds 10 MiB, raw or
 * while decoding, or if it has more than 5 codings.
 */
export async function decodeBody(chunks: AsyncIterable<Buffer>, codings: readonly string[]): Promise<string> {
  // Read first, regardless of its codings: an unread body would block its connection.
  let body = await bytesOf(chunks)
  // An empty body is not encoded, for example after a 304 with a coding.
  if (body.length === 0) return ''
  for (const decode of decodersOf(codings)) body = await decode(body, { maxOutputLength: BODY_BYTES })
  return body.toString('utf8')
}

async function bytesOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > BODY_BYTES) throw new RangeError(`over ${BODY_BYTES} bytes`)
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

function decodersOf(codings: readonly string[]): Decode[] {
  if (codings.length > CODINGS) throw new RangeError(`over ${CODINGS} content codings`)
  return codings.toReversed().map((coding) => {
    const decode = DECODERS.get(coding)
    if (!decode) throw new SyntaxError('its content-encoding is not gzip, deflate, br or zstd')
    return decode
  })
}

const hasWrapper = (body: Buffer): boolean => ((body[0] ?? 0) & 0x0f) === 8

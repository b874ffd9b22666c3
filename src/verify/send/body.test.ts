import { brotliCompressSync, gzipSync, deflateRawSync, deflateSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { codingsOf, decodeBody } from './body.ts'

async function* chunks(...parts: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part)
}

describe('a body', () => {
  it('has the codings of its headers in order, none twice in other letters', () => {
    expect(
      codingsOf([
        ['content-encoding', 'GZIP, identity ,br'],
        ['x', 'gzip'],
        ['content-encoding', ' zstd'],
      ]),
    ).toEqual(['gzip', 'br', 'zstd'])
    expect(codingsOf([['content-encoding', '']])).toEqual([])
  })

  it.each([
    ['gzip', gzipSync('text')],
    ['x-gzip', gzipSync('text')],
    ['deflate', deflateSync('text')],
    ['br', brotliCompressSync('text')],
    ['zstd', zstdCompressSync('text')],
  ])('is read by the coding %s', async (coding, body) => {
    expect(await decodeBody(chunks(body), [coding])).toBe('text')
  })

  it('is decoded backwards, also by deflate without its wrapper', async () => {
    expect(await decodeBody(chunks(gzipSync(deflateSync('text'))), ['deflate', 'gzip'])).toBe('text')
    expect(await decodeBody(chunks(deflateRawSync('text')), ['deflate'])).toBe('text')
    expect(await decodeBody(chunks('te', 'xt'), [])).toBe('text')
    expect(await decodeBody(chunks(), ['gzip', 'nothing'])).toBe('')
    expect(await decodeBody(chunks(Buffer.from([0xff])), [])).toBe('\ufffd')
  })

  it('is too much above 10 MiB or five codings, and none in a coding that is not known', async () => {
    const half = Buffer.alloc(5 * 1024 * 1024, 'x')
    expect(await decodeBody(chunks(half, half), [])).toHaveLength(10 * 1024 * 1024)
    await expect(decodeBody(chunks(half, half, 'x'), [])).rejects.toThrow(RangeError)
    await expect(decodeBody(chunks(gzipSync(Buffer.alloc(10 * 1024 * 1024 + 1))), ['gzip'])).rejects.toThrow(RangeError)
    const nested = (times: number): Buffer =>
      Array.from({ length: times }).reduce<Buffer>((inner) => gzipSync(inner), Buffer.from('x'))
    expect(await decodeBody(chunks(nested(5)), Array<string>(5).fill('gzip'))).toBe('x')
    await expect(decodeBody(chunks(nested(6)), Array<string>(6).fill('gzip'))).rejects.toThrow(RangeError)
    for (const coding of ['compress', 'x-deflate', 'GZIP'])
      await expect(decodeBody(chunks('x'), [coding])).rejects.toThrow(
        new SyntaxError('its content-encoding is not gzip, deflate, br or zstd'),
      )
  })
})

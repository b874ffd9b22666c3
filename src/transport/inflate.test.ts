import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inflate, isCompressed } from './inflate.ts'

const TEXT = 'Grüße 👋 '.repeat(100)
const BYTES = Buffer.byteLength(TEXT)

describe('a compressed body', () => {
  it.each([
    ['gzip', gzipSync(TEXT)],
    ['x-gzip', gzipSync(TEXT)],
    [' GZIP ', gzipSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
  ])('of %j is decompressed', async (encoding, body) => {
    expect(await inflate(body, encoding, BYTES)).toEqual({ body: TEXT, bodyBytes: BYTES, isCut: false })
  })

  it('of one byte more than the limit is cut', async () => {
    expect(await inflate(gzipSync(TEXT), 'gzip', BYTES - 1)).toMatchObject({ body: '', isCut: true })
    expect(await inflate(gzipSync('x'.repeat(1_000_000)), 'gzip', 1_000)).toEqual({
      body: '',
      bodyBytes: expect.any(Number),
      isCut: true,
    })
    expect((await inflate(gzipSync('x'.repeat(10_000_000)), 'gzip', 1_000))?.bodyBytes).toBeLessThan(1_000_000)
  })

  it.each([
    ['gzip', Buffer.from('not compressed')],
    ['gzip', gzipSync(TEXT).subarray(0, -1)],
    ['gzip', deflateSync(TEXT)],
    ['gzip', Buffer.alloc(0)],
    ['zstd', gzipSync(TEXT)],
    ['toString', gzipSync(TEXT)],
    ['gzip, br', gzipSync(TEXT)],
  ])('that is not what %j says is none', async (encoding, body) => {
    expect(await inflate(body, encoding, BYTES)).toBeNull()
  })

  it('keeps a byte order mark, and a character split between two pieces', async () => {
    expect(await inflate(gzipSync('\ufeff{}'), 'gzip', 100)).toMatchObject({ body: '\ufeff{}', bodyBytes: 5 })
    const long = 'é'.repeat(40_000)
    expect(await inflate(gzipSync(`a${long}`), 'gzip', 100_000)).toMatchObject({ body: `a${long}` })
  })

  it('that ends within a character has a sign for what is left of it', async () => {
    const body = gzipSync(Buffer.from([0x61, 0xc3]))
    expect(await inflate(body, 'gzip', 100)).toEqual({ body: 'a\ufffd', bodyBytes: 2, isCut: false })
  })

  it('is what was compressed, for any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        expect(await inflate(deflateSync(text), 'deflate', 1_000_000)).toMatchObject({ body: text, isCut: false })
      }),
      { numRuns: 20 },
    )
  })
})

it('a header names a compression or none', () => {
  const named = ['gzip', ' Br ', 'X-GZIP', 'deflate'].map(isCompressed)
  const none = [undefined, '', 'identity', 'zstd', 'gzip, br', 'toString', '__proto__'].map(isCompressed)
  expect([named, none]).toEqual([
    [true, true, true, true],
    [false, false, false, false, false, false, false],
  ])
})

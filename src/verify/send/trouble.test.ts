import { gzipSync, deflateRawSync, deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { TroubleKind } from '../model/exchange.ts'
import { tokensOf } from '../redact/json-tokens.ts'
import { codingsOf, decodeBody } from './body.ts'
import { withinTime } from './deadline.ts'
import { waitAtMost } from './echo.ts'
import { toTrouble } from './trouble.ts'

const failed = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code })
const trouble = (error: unknown) => toTrouble(error, 'host.example', 500)

describe('trouble', () => {
  it.each<[TroubleKind, readonly string[]]>([
    ['dns', ['ENOTFOUND', 'EAI_AGAIN']],
    ['refused', ['ECONNREFUSED', 'EHOSTUNREACH', 'EACCES']],
    ['timeout', ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']],
    ['reset', ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'HPE_INVALID_EOF_STATE', 'UND_ERR_ABORTED']],
    ['oversized', ['UND_ERR_HEADERS_OVERFLOW', 'ERR_BUFFER_TOO_LARGE']],
    [
      'tls',
      [
        'EPROTO',
        'ERR_TLS_CERT_ALTNAME_INVALID',
        'CERT_HAS_EXPIRED',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        'ERR_SSL_WRONG_VERSION_NUMBER',
      ],
    ],
    ['malformed', ['HPE_INVALID_CONSTANT', 'Z_DATA_ERROR', 'ENOTFOUNDS']],
  ])('of the kind %s is told by %j', (kind, codes) => {
    for (const code of codes) expect([code, trouble(failed(code)).kind]).toEqual([code, kind])
  })

  it('is told by the name of an error without a code, by its message alone, or not at all', () => {
    expect(trouble(new RangeError('x')).kind).toBe('oversized')
    expect(trouble(new DOMException('x', 'TimeoutError'))).toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('500 ms'),
    })
    expect(trouble(failed('ECONNRESET', 'Proxy response (407) !== 200 when HTTP Tunneling')).kind).toBe('gateway')
    expect(trouble(failed('ECONNRESET', 'bad upgrade')).kind).toBe('malformed')
    expect(trouble('a text').kind).toBe('malformed')
  })

  it('says what is wrong with a certificate, each in its own words', () => {
    const codes = [
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'HOSTNAME_MISMATCH',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
      'EPROTO_OTHER_CERT',
    ]
    const says = codes.map((code) => trouble(failed(code)).message.replace(code, ''))
    expect(new Set(says).size).toBe(codes.length)
  })
})

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
    await expect(decodeBody(chunks('x'), ['compress'])).rejects.toThrow(SyntaxError)
  })
})

describe('within its time', () => {
  const never = (): Promise<never> => new Promise(() => {})

  it('work is done, or ends by the time or by the signal, whatever it does itself', async () => {
    const { signal } = new AbortController()
    expect(await withinTime({ timeoutMs: 600_000, signal }, async () => 5)).toBe(5)
    await expect(withinTime({ timeoutMs: 1, signal }, never)).rejects.toMatchObject({ name: 'TimeoutError' })
    const stop = new AbortController()
    const ended: unknown[] = []
    const work = withinTime({ timeoutMs: 600_000, signal: stop.signal }, (own) => {
      own.addEventListener('abort', () => ended.push(own.reason))
      return never()
    })
    stop.abort('enough')
    await expect(work).rejects.toBe('enough')
    expect(ended).toEqual(['enough'])
    await expect(withinTime({ timeoutMs: 600_000, signal }, () => Promise.reject(new Error('own')))).rejects.toThrow(
      'own',
    )
  })

  it('waiting ends with what is waited for, or without it', async () => {
    await waitAtMost(600_000, Promise.resolve())
    await waitAtMost(1, never())
  })
})

it.each([
  ['{"a":[1,"b\\"}",true]}', ['{', '"a"', ':', '[', '"b\\"}"', ']', '}']],
  ['"\\\\"', ['"\\\\"']],
  ['"a:b{c"', ['"a:b{c"']],
  ['"open', []],
  ['', []],
])('the tokens of %s are %j', (json, tokens) => {
  expect([...tokensOf(json)]).toEqual(tokens)
})

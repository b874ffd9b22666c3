import { describe, expect, it } from 'vitest'
import type { TroubleKind } from '../model/exchange.ts'
import { tokensOf } from '../redact/json-tokens.ts'
import { toTrouble } from './trouble.ts'

const failed = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code })
const trouble = (error: unknown) => toTrouble(error, 'host.example', 500)

describe('trouble', () => {
  it.each<[TroubleKind, readonly string[]]>([
    ['dns', ['ENOTFOUND', 'ENODATA', 'EAI_AGAIN', 'EAI_FAIL']],
    [
      'refused',
      ['ECONNREFUSED', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'],
    ],
    ['timeout', ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']],
    [
      'reset',
      [
        'ECONNRESET',
        'ECONNABORTED',
        'EPIPE',
        'UND_ERR_SOCKET',
        'UND_ERR_DESTROYED',
        'UND_ERR_CLOSED',
        'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
        'UND_ERR_PRX_CONN',
        'UND_ERR_ABORTED',
        'HPE_INVALID_EOF_STATE',
      ],
    ],
    ['oversized', ['UND_ERR_HEADERS_OVERFLOW', 'ERR_BUFFER_TOO_LARGE']],
    [
      'tls',
      [
        'EPROTO',
        'ERR_TLS_CERT_ALTNAME_INVALID',
        'CERT_HAS_EXPIRED',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        'ERR_SSL_WRONG_VERSION_NUMBER',
        'ERR_OSSL_EVP_UNSUPPORTED',
        'UND_ERR_PRX_TLS',
        'DEPTH_ZERO_SELF_SIGNED_CERT',
        'SELF_SIGNED_CERT_IN_CHAIN',
        'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
        'INVALID_CA',
        'HOSTNAME_MISMATCH',
        'CRL_SIGNATURE_FAILURE',
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
    expect(trouble('a text')).toEqual({
      kind: 'malformed',
      message: 'The exchange with host.example is not valid HTTP (unknown): it failed for an unknown reason.',
    })
    expect(trouble(failed('HPE_OTHER', 'Bad line.')).message).toMatch(/\(HPE_OTHER\): Bad line\.$/)
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

  it.each([
    ['CERT_REVOKED', 'has been revoked'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'an authority unknown here'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'an authority unknown here'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'for another host name'],
    ['HOSTNAME_MISMATCH', 'for another host name'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'does not speak TLS'],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'does not speak TLS'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'does not support TLS 1.2'],
    ['ERR_SSL_OTHER', 'the handshake failed'],
  ])('%s is said as: %s', (code, words) => expect(trouble(failed(code)).message).toContain(words))
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

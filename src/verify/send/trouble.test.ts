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

  const UNKNOWN = 'its certificate comes from an authority unknown here; pass that authority (--ca)'
  const OTHER = 'its certificate is for another host name; check the host in the URL'
  const NO_TLS = 'it does not speak TLS; check whether the URL should begin with http:'

  it.each([
    ['CERT_HAS_EXPIRED', 'its certificate has expired; renew it'],
    ['CERT_NOT_YET_VALID', 'its certificate is not valid yet; check the clocks of both machines'],
    ['CERT_REVOKED', 'its certificate has been revoked; renew it'],
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'its certificate is self-signed; give it as the certificate authority to trust (--ca)',
    ],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNKNOWN],
    ['SELF_SIGNED_CERT_IN_CHAIN', UNKNOWN],
    ['ERR_TLS_CERT_ALTNAME_INVALID', OTHER],
    ['HOSTNAME_MISMATCH', OTHER],
    ['ERR_SSL_WRONG_VERSION_NUMBER', NO_TLS],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', NO_TLS],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'it does not support TLS 1.2 or later; update it'],
    ['ERR_SSL_OTHER', 'the handshake failed; check its certificate and TLS settings'],
  ])('%s is said as: %s', (code, words) =>
    expect(trouble(failed(code)).message).toBe(`No trusted connection to host.example: ${words} (${code}).`),
  )

  it.each<readonly [error: Error, message: string]>([
    [
      failed('ENOTFOUND'),
      'The host name in host.example cannot be resolved (ENOTFOUND); check the name, and the DNS or VPN of this machine.',
    ],
    [
      failed('ECONNREFUSED'),
      'Nothing accepts connections at host.example (ECONNREFUSED); check that the target runs, its port and the network.',
    ],
    [
      failed('ETIMEDOUT'),
      'No connection to host.example in time (ETIMEDOUT); check the network, the VPN and the port.',
    ],
    [
      new DOMException('x', 'TimeoutError'),
      'No complete answer from host.example within 500 ms; check whether the target hangs, or allow more time.',
    ],
    [
      failed('ECONNRESET'),
      "The connection to host.example ended before the answer was complete (ECONNRESET); check the target's log and what stands in front of it.",
    ],
    ...['Proxy response (407) !== 200', 'Proxy Authentication required'].map(
      (reason) =>
        [
          failed('UND_ERR_ABORTED', reason),
          'No connection to host.example: the proxy refused it; check the proxy and what it allows.',
        ] as const,
    ),
    [
      new RangeError('x'),
      'The answer of host.example exceeds 16 KiB of headers, 10 MiB of body or 5 content codings; check what it sends.',
    ],
    ...['bad response', 'bad upgrade'].map(
      (reason) =>
        [
          failed('ECONNRESET', reason),
          `The exchange with host.example is not valid HTTP (ECONNRESET): ${reason}.`,
        ] as const,
    ),
  ])('%s is told whole, with what to check', (error, message) => expect(trouble(error).message).toBe(message))
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

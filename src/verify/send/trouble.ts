import type { Trouble, TroubleKind } from '../model/exchange.ts'

/** What a failed request can be: too many requests is an answer. */
type Failure = Exclude<TroubleKind, 'limited'>

/** The meaning of error codes; the first match counts. Codes without a match come from parsing the answer. */
const KINDS: readonly (readonly [RegExp, Failure])[] = [
  [/^(?:ENOTFOUND|ENODATA|EAI_\w+)$/, 'dns'],
  [/^(?:ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/, 'refused'],
  [/^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|TimeoutError)$/, 'timeout'],
  [
    /^(?:ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_(?:SOCKET|DESTROYED|CLOSED|RES_CONTENT_LENGTH_MISMATCH|PRX_CONN|ABORTED)|HPE_INVALID_EOF_STATE)$/,
    'reset',
  ],
  [/^(?:UND_ERR_HEADERS_OVERFLOW|ERR_BUFFER_TOO_LARGE|RangeError)$/, 'oversized'],
  [
    /^(?:EPROTO|ERR_(?:TLS|SSL|OSSL)_\w+|UND_ERR_PRX_TLS|\w*CERT\w*|UNABLE_TO_\w+|\w+_CA|HOSTNAME_MISMATCH|\w+_SIGNATURE_FAILURE)$/,
    'tls',
  ],
]

/** Errors that undici identifies only by message. */
const REASONS: readonly (readonly [RegExp, Failure])[] = [
  [/^bad (?:response|upgrade)$/, 'malformed'],
  [/^Proxy (?:response|Authentication)/, 'gateway'],
]

/** Why a certificate or handshake was rejected, and what to do. */
const TLS_REASONS: readonly (readonly [RegExp, string])[] = [
  [/^CERT_HAS_EXPIRED$/, 'its certificate has expired; renew it'],
  [/^CERT_NOT_YET_VALID$/, 'its certificate is not valid yet; check the clocks of both machines'],
  [/^CERT_REVOKED$/, 'its certificate has been revoked; renew it'],
  [
    /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
    'its certificate is self-signed; give it as the certificate authority to trust (--ca)',
  ],
  [
    /^(?:SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/,
    'its certificate comes from an authority unknown here; pass that authority (--ca)',
  ],
  [
    /^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/,
    'its certificate is for another host name; check the host in the URL',
  ],
  [
    /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/,
    'it does not speak TLS; check whether the URL should begin with http:',
  ],
  [/PROTOCOL/, 'it does not support TLS 1.2 or later; update it'],
]

/** The message for each kind, given the destination, the code and message of the error, and the timeout. */
const SAYS: Readonly<Record<Failure, (where: string, code: string, reason: string, ms: number) => string>> = {
  dns: (where, code) =>
    `The host name in ${where} cannot be resolved (${code}); check the name, and the DNS or VPN of this machine.`,
  refused: (where, code) =>
    `Nothing accepts connections at ${where} (${code}); check that the target runs, its port and the network.`,
  tls: (where, code) => `No trusted connection to ${where}: ${tlsReason(code)} (${code}).`,
  timeout: (where, code, _reason, ms) =>
    code === 'TimeoutError'
      ? `No complete answer from ${where} within ${ms} ms; check whether the target hangs, or allow more time.`
      : `No connection to ${where} in time (${code}); check the network, the VPN and the port.`,
  reset: (where, code) =>
    `The connection to ${where} ended before the answer was complete (${code}); check the target's log and what stands in front of it.`,
  gateway: (where) => `No connection to ${where}: the proxy refused it; check the proxy and what it allows.`,
  oversized: (where) =>
    `The answer of ${where} exceeds 16 KiB of headers, 10 MiB of body or 5 content codings; check what it sends.`,
  malformed: (where, code, reason) => `The exchange with ${where} is not valid HTTP (${code}): ${reason}.`,
}

/** What a failed request means, without quoting the target. */
export function toTrouble(error: unknown, where: string, timeoutMs: number): Trouble {
  const { code, reason } = toldBy(error)
  const kind = REASONS.find(([pattern]) => pattern.test(reason))?.[1] ?? kindOf(code)
  return { kind, message: SAYS[kind](where, code, reason, timeoutMs) }
}

const kindOf = (code: string): Failure => KINDS.find(([pattern]) => pattern.test(code))?.[1] ?? 'malformed'

const tlsReason = (code: string): string =>
  TLS_REASONS.find(([pattern]) => pattern.test(code))?.[1] ??
  'the handshake failed; check its certificate and TLS settings'

function toldBy(error: unknown): { code: string; reason: string } {
  if (!(error instanceof Error)) return { code: 'unknown', reason: 'it failed for an unknown reason' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return { code, reason: error.message.replace(/\.$/, '') }
}

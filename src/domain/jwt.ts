import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Claims } from './state.ts'
import { isObject, parseJson } from '../json.ts'

// Pure JavaScript, because decisions are synchronous and the platform's crypto is not.
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** A JWT (RFC 7519) signed with HS256. `issued` and `expires` are in seconds since 1970. */
export function signToken(
  secret: string,
  claims: { readonly sub: string; readonly issued: number; readonly expires: number },
): string {
  const head = toBase64Url(encoder.encode('{"alg":"HS256","typ":"JWT"}'))
  const body = toBase64Url(encoder.encode(JSON.stringify({ sub: claims.sub, iat: claims.issued, exp: claims.expires })))
  return `${head}.${body}.${signatureOf(secret, `${head}.${body}`)}`
}

/** The claims of an HS256 token signed with the secret; null for anything else. Leaves expiry and `nbf` to the caller. */
export function verifyToken(secret: string, token: string): Claims | null {
  const [head = '', body = '', signature, ...more] = token.split('.')
  const header = readPart(head)
  // Only HS256, whatever the token says of itself: `none` and key confusion are the classic forgeries.
  if (signature === undefined || more.length > 0 || !isObject(header) || header['alg'] !== 'HS256') return null
  return sameText(signature, signatureOf(secret, `${head}.${body}`)) ? claimsOf(body) : null
}

/** The claims of a token, signature unchecked; null for anything but a JWT. For worlds that trust other systems. */
export function decodeToken(token: string): Claims | null {
  const [head = '', body = '', signature, ...more] = token.split('.')
  return signature !== undefined && more.length === 0 && isObject(readPart(head)) ? claimsOf(body) : null
}

function claimsOf(body: string): Claims | null {
  const payload = readPart(body)
  if (!isObject(payload) || typeof payload['sub'] !== 'string' || payload['sub'] === '') return null
  const [expires, notBefore] = [timeIn(payload['exp']), timeIn(payload['nbf'])]
  if (expires === undefined || notBefore === undefined) return null
  return { sub: payload['sub'], expires, notBefore }
}

/** A time in a token; null if absent, undefined if it is not a time. */
const timeIn = (value: unknown): number | null | undefined => {
  if (value === undefined) return null
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

const signatureOf = (secret: string, text: string): string =>
  toBase64Url(hmac(sha256, encoder.encode(secret), encoder.encode(text)))

const sameText = (a: string, b: string): boolean => {
  let difference = a.length ^ b.length
  for (let at = 0; at < b.length; at++) difference |= (a.charCodeAt(at) || 0) ^ b.charCodeAt(at)
  return difference === 0
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** A part of a token as JSON; undefined where it is neither base64url nor JSON. */
const readPart = (part: string): unknown => {
  if (!/^[\w-]+$/.test(part)) return undefined
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    )
    return parseJson(decoder.decode(bytes))
  } catch {
    // Invalid base64 or UTF-8: not one of our tokens, which is all that callers need to know.
    return undefined
  }
}

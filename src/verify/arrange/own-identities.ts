/** Fills an array with random bytes, like `crypto.getRandomValues`. */
export type Random = (bytes: number) => Uint8Array

type Headers = Readonly<Record<string, string>>

/**
 * The identities that need no secret: two without credentials, and two with invented ones, new each time so that no file
 * contains them and no server can have issued them. The wrong token is for the user with this id, if known.
 */
export const ownIdentities = (random: Random, userId?: string): Readonly<Record<string, Headers>> => ({
  nobody: {},
  guest: {},
  'wrong-token': {
    'X-User-Id': userId ?? randomText(random, UNMISTAKABLE, 17),
    'X-Auth-Token': randomText(random, ALPHABET, 43),
  },
  'expired-token': { Authorization: `Bearer ${expiredToken(random)}` },
})

// Meteor's alphabet, without characters that look alike.
const UNMISTAKABLE = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz'
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Random letters of an alphabet, all equally likely. */
export function randomText(random: Random, alphabet: string, length: number): string {
  // Bytes above the last whole multiple would make the first letters more likely.
  const limit = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length)
    for (const byte of random(length))
      if (byte < limit && text.length < length) text += alphabet.charAt(byte % alphabet.length)
  return text
}

const EXPIRED_AT = Date.UTC(2001, 0, 1) / 1000

/** A well-formed JWT that expired long ago, with a random signature. */
function expiredToken(random: Random): string {
  const claims = { sub: randomText(random, UNMISTAKABLE, 24), iat: EXPIRED_AT - 3600, exp: EXPIRED_AT }
  return [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => base64Url(new TextEncoder().encode(JSON.stringify(part))))
    .concat(base64Url(random(32)))
    .join('.')
}

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Roles that are to be rejected, or have no credentials: a target need not know them. */
export const OWN_ROLES: readonly string[] = Object.keys(ownIdentities((bytes) => new Uint8Array(bytes)))

import { decodeToken, verifyToken } from '../domain/jwt.ts'
import type { Claims } from '../domain/state.ts'

// Small, since there may be a thousand worlds, and tokens can be as long as headers.
const KEPT_BYTES = 64 * 1024

/** The size of an entry besides its text: tokens of three letters could fill the memory, too. */
const TOKEN = 200

/** Reads tokens with a cache, since checking a signature costs more than the rest of an answer. */
export function tokenReader(secret: string, trustsAll: boolean): (token: string) => Claims | null {
  let known: Map<string, Claims | null> | null = null
  let bytes = 0
  return (token) => {
    known ??= new Map()
    const found = known.get(token)
    if (found !== undefined) return found
    const claims = verifyToken(secret, token) ?? (trustsAll ? decodeToken(token) : null)
    bytes += TOKEN + token.length
    if (bytes > KEPT_BYTES) {
      known.clear()
      bytes = TOKEN + token.length
    }
    known.set(token, claims)
    return claims
  }
}

import { decodeToken, verifyToken } from '../domain/jwt.ts'
import type { Claims } from '../domain/state.ts'
import { createTokenCache } from './token-cache.ts'

// Small, since there may be a thousand worlds, and tokens can be as long as headers.
const KEPT_BYTES = 64 * 1024

/** Reads tokens with a cache, since checking a signature costs more than the rest of an answer. */
export function tokenReader(secret: string, trustsAll: boolean): (token: string) => Claims | null {
  const known = createTokenCache(KEPT_BYTES)
  return (token) => {
    const found = known.get(token)
    if (found !== undefined) return found
    const claims = verifyToken(secret, token) ?? (trustsAll ? decodeToken(token) : null)
    known.set(token, claims)
    return claims
  }
}

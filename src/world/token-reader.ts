import { decodeToken, verifyToken } from '../domain/jwt.ts'
import type { Claims } from '../domain/state.ts'

const KEPT_TOKENS = 1000

/** Reads tokens and remembers what they say, since checking a signature costs more than all the rest of an answer. */
export function tokenReader(secret: string, trustsAll: boolean): (token: string) => Claims | null {
  let known: Map<string, Claims | null> | null = null
  return (token) => {
    known ??= new Map()
    const found = known.get(token)
    if (found !== undefined) return found
    const claims = verifyToken(secret, token) ?? (trustsAll ? decodeToken(token) : null)
    if (known.size >= KEPT_TOKENS) known.clear()
    known.set(token, claims)
    return claims
  }
}

import { decodeToken, verifyToken } from '../domain/jwt.ts'
import type { Claims } from '../domain/state.ts'

// A world keeps few, since there may be a thousand worlds; and tokens are as long as headers may be.
const KEPT_BYTES = 64 * 1024

/** What a token takes beside its text: tokens of three letters would fill the memory, too. */
const TOKEN = 200

/** Reads tokens and remembers what they say, since checking a signature costs more than all the rest of an answer. */
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

import type { Claims } from '../domain/state.ts'

/** Tokens that were read, and what they claim; null: nothing. Starts again once they take more than its bytes. */
export interface TokenCache {
  /** Undefined: it is not known. */
  readonly get: (token: string) => Claims | null | undefined
  readonly set: (token: string, claims: Claims | null) => void
  /** What it takes, in bytes. */
  readonly bytes: () => number
}

/** The size of an entry besides its text: tokens of three letters could fill the memory, too. */
const ENTRY = 200

/** Takes no memory before its first token. */
export function createTokenCache(most: number): TokenCache {
  let known: Map<string, Claims | null> | null = null
  let bytes = 0
  return {
    get: (token) => known?.get(token),
    set(token, claims) {
      const more = ENTRY + token.length
      if (known === null || bytes + more > most) {
        known = new Map()
        bytes = 0
      }
      known.set(token, claims)
      bytes += more
    },
    bytes: () => bytes,
  }
}

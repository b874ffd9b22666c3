/** A search for any of many sequences of bytes, one character for each. */
export interface ByteSearch {
  /** Those below four bytes are ignored. */
  readonly add: (sequence: string) => void
  /** Takes the same time for one sequence as for thousands. */
  readonly isIn: (bytes: string) => boolean
}

const FIRST = 4

/** Starts without any. */
export function createByteSearch(): ByteSearch {
  // By their first bytes, as a number.
  const known = new Map<number, Set<string>>()
  // By the last two of these bytes, which tells of nearly all places that none begins there, faster than a map.
  const mayBegin = new Uint8Array(65_536)
  return {
    add(sequence) {
      if (sequence.length < FIRST) return
      const key = keyOf(sequence)
      known.set(key, (known.get(key) ?? new Set()).add(sequence))
      mayBegin[key & 65_535] = 1
    },
    isIn(bytes) {
      let key = 0
      for (let at = 0; at < bytes.length; at++) {
        key = (key << 8) | (bytes.charCodeAt(at) & 255)
        if (mayBegin[key & 65_535] === 0 || at + 1 < FIRST) continue
        const candidates = known.get(key)
        if (candidates) for (const each of candidates) if (bytes.startsWith(each, at + 1 - FIRST)) return true
      }
      return false
    },
  }
}

const keyOf = (sequence: string): number => {
  let key = 0
  for (let at = 0; at < FIRST; at++) key = (key << 8) | (sequence.charCodeAt(at) & 255)
  return key
}

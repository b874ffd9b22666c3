/** How long to wait for a target, learned from what has come from it so far. */
export interface Waits {
  /** Notes how long something that should come has taken, in milliseconds. */
  readonly came: (ms: number) => void
  /** For something that should come: the whole timeout at first, then a multiple of the slowest so far. */
  readonly forExpected: () => number
  /** For something that should not come, after everything that was sent before has arrived: a multiple of the usual. */
  readonly forUnexpected: () => number
}

/** How the waits of a run are bounded. */
export interface WaitsParts {
  readonly timeoutMs: number
  /** Whether the target is a greenroom: it sends everything at once, and is never given up early. */
  readonly isolated: boolean
}

/** Nothing has come yet. */
export function createWaits({ timeoutMs, isolated }: WaitsParts): Waits {
  let slowest = 0
  let usual = 0
  let count = 0
  const isKnown = (): boolean => !isolated && count >= ENOUGH
  return {
    came(ms) {
      slowest = Math.max(slowest, ms)
      count += 1
      usual += (ms - usual) / Math.min(count, MEMORY)
    },
    forExpected: () => (isKnown() ? Math.min(timeoutMs, Math.max(EXPECTED_MS, slowest * PATIENCE)) : timeoutMs),
    forUnexpected: () => {
      if (isolated) return 0
      return isKnown() ? Math.min(UNEXPECTED_MS.most, Math.max(UNEXPECTED_MS.least, usual * LATER)) : UNEXPECTED_MS.most
    },
  }
}

/** So many answers show how quick a target is. */
const ENOUGH = 5
/** An answer may take so many times as long as the slowest before it, and at least a second. */
const PATIENCE = 20
const EXPECTED_MS = 1000
/** What should not come is listened for so many times as long as the last answers have taken, on average. */
const LATER = 4
const MEMORY = 10
const UNEXPECTED_MS = { least: 30, most: 250 }

/** How long to wait for a target, learned from its answers so far. */
export interface Waits {
  /** Records how long something expected took, in milliseconds. */
  readonly came: (ms: number) => void
  /** Records that something expected did not come, though the target answers when asked. */
  readonly missed: () => void
  /** For something expected: the whole timeout at first, then a multiple of the slowest so far; a second, once the target is known to be silent. */
  readonly forExpected: () => number
  /** For something unexpected, after everything sent before has arrived: a multiple of the usual time. */
  readonly forUnexpected: () => number
}

/** The bounds of a run's waits. */
export interface WaitsParts {
  readonly timeoutMs: number
  /** Whether the target is a greenroom: it sends everything at once, and always gets the full timeout. */
  readonly isolated: boolean
}

/** Nothing has arrived yet. */
export function createWaits({ timeoutMs, isolated }: WaitsParts): Waits {
  let slowest = 0
  let usual = 0
  let count = 0
  let misses = 0
  // A target that is silent again and again, and answers when asked, will stay silent.
  const isKnown = (): boolean => !isolated && (count >= ENOUGH || misses >= ENOUGH)
  const aLittle = (): number => Math.min(UNEXPECTED_MS.most, Math.max(UNEXPECTED_MS.least, usual * LATER))
  return {
    came(ms) {
      slowest = Math.max(slowest, ms)
      count += 1
      usual += (ms - usual) / Math.min(count, MEMORY)
    },
    missed: () => void (misses += 1),
    forExpected: () => (isKnown() ? Math.min(timeoutMs, Math.max(EXPECTED_MS, slowest * PATIENCE)) : timeoutMs),
    forUnexpected: () => (isolated ? 0 : isKnown() ? aLittle() : UNEXPECTED_MS.most),
  }
}

/** This many answers show how fast a target is. */
const ENOUGH = 5
/** An answer may take this many times as long as the slowest before it, and at least a second. */
const PATIENCE = 20
const EXPECTED_MS = 1000
/** The wait for something unexpected, as a multiple of the average of the last answers. */
const LATER = 4
const MEMORY = 10
const UNEXPECTED_MS = { least: 30, most: 250 }

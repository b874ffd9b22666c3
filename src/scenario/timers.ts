/** The timers of a real-time play; tests pass their own. */
export interface Timers {
  /** Milliseconds since any fixed moment. */
  readonly now: () => number
  /** Returns a function that cancels. */
  readonly after: (ms: number, work: () => void) => () => void
}

// The longest timeout of any platform. A play that wakes too early goes back to sleep.
const LONGEST_MS = 2 ** 31 - 1

/** The machine's timers. They keep no process alive. */
export const realTimers = (): Timers => ({
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, Math.min(Math.max(0, ms), LONGEST_MS))
    // In a page, a timer is a number and keeps nothing alive.
    if (typeof timer === 'object') timer.unref()
    return () => clearTimeout(timer)
  },
})

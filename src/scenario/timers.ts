/** What a play in real time goes by; another one makes time pass as it likes. */
export interface Timers {
  /** Milliseconds since any moment. */
  readonly now: () => number
  /** Does something later, unless what it answers is called first. */
  readonly after: (ms: number, work: () => void) => () => void
}

// What a platform's timer can hold. A play that wakes early looks at the time, and sleeps on.
const LONGEST_MS = 2 ** 31 - 1

/** The machine's own. They keep no process alive. */
export const realTimers = (): Timers => ({
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, Math.min(Math.max(0, ms), LONGEST_MS))
    // In a page a timer is a number, and keeps nothing alive.
    if (typeof timer === 'object') timer.unref()
    return () => clearTimeout(timer)
  },
})

import type { Timers } from '../timers.ts'

/** Timers whose time passes only on demand. */
export interface SetTimers extends Timers {
  /** Lets time pass, and runs all work now due, in order. */
  readonly pass: (ms: number) => Promise<void>
  /** Number of pending timers. */
  readonly waiting: () => number
}

/** Time starts at 0. */
export function setTimers(): SetTimers {
  const waiting = new Set<{ readonly at: number; readonly work: () => void }>()
  let time = 0
  return {
    now: () => time,
    after(ms, work) {
      const one = { at: time + Math.max(0, ms), work }
      waiting.add(one)
      return () => void waiting.delete(one)
    },
    async pass(ms) {
      const end = time + ms
      for (let one = first(waiting, end); one; one = first(waiting, end)) {
        waiting.delete(one)
        time = Math.max(time, one.at)
        one.work()
        // The work may continue in promises, and set new timers.
        await new Promise((resolve) => setImmediate(resolve))
      }
      time = end
    },
    waiting: () => waiting.size,
  }
}

const first = <One extends { readonly at: number }>(waiting: ReadonlySet<One>, end: number): One | undefined =>
  [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]

/** Wakes waiters when something has arrived on a connection, instead of polling. */
export interface Arrivals {
  /** To be called when something has arrived. */
  readonly wake: () => void
  /** Resolves once the condition is true, or after `ms`; checks it again whenever something arrives. */
  readonly until: (isThere: () => boolean, ms: number) => Promise<void>
  /** Waits a while in which something unexpected could arrive. */
  readonly quiet: (ms: number) => Promise<void>
}

const OVER = 'over'

/** Starts empty. `sleep` resolves early, and never rejects, when its signal aborts. */
export function createArrivals(
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Arrivals {
  let waiting: (() => void)[] = []
  return {
    wake() {
      const woken = waiting
      waiting = []
      for (const resolve of woken) resolve()
    },
    async until(isThere, ms) {
      signal.throwIfAborted()
      // Mostly it is already there; a signal of two others and a timer cost more than the rest of a wait.
      if (isThere()) return
      const stop = new AbortController()
      const over = sleep(ms, AbortSignal.any([signal, stop.signal])).then(() => OVER)
      const woken = (): Promise<void> => new Promise((resolve) => void waiting.push(resolve))
      do if ((await Promise.race([woken(), over])) === OVER) break
      while (!isThere())
      stop.abort(OVER)
      signal.throwIfAborted()
    },
    quiet: async (ms) => {
      await sleep(ms, signal)
      signal.throwIfAborted()
    },
  }
}

/** Waits for what comes over connections, without asking again and again. */
export interface Ear {
  /** Something has come. */
  readonly wake: () => void
  /** Resolves once the condition holds, or after so many milliseconds; looks again whenever something comes. */
  readonly until: (isThere: () => boolean, ms: number) => Promise<void>
  /** Lets time pass in which something unexpected could come. */
  readonly quiet: (ms: number) => Promise<void>
}

const OVER = 'over'

/** An ear of a play. `sleep` resolves early when its signal aborts. */
export function createEar(sleep: (ms: number, signal: AbortSignal) => Promise<void>, signal: AbortSignal): Ear {
  let waiting: (() => void)[] = []
  return {
    wake() {
      const woken = waiting
      waiting = []
      for (const resolve of woken) resolve()
    },
    async until(isThere, ms) {
      const stop = new AbortController()
      const over = sleep(ms, AbortSignal.any([signal, stop.signal])).then(() => OVER)
      const woken = (): Promise<void> => new Promise((resolve) => void waiting.push(resolve))
      while (!isThere()) if ((await Promise.race([woken(), over])) === OVER) break
      stop.abort(OVER)
      signal.throwIfAborted()
    },
    quiet: async (ms) => {
      await sleep(ms, signal)
      signal.throwIfAborted()
    },
  }
}

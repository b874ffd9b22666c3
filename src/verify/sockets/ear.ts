/** Waits for what comes over connections, without asking again and again. */
export interface Ear {
  /** Something has come. */
  readonly wake: () => void
  /** Resolves once the condition holds, or after so many milliseconds; looks again whenever something comes. */
  readonly until: (isThere: () => boolean, ms: number) => Promise<void>
  /** Lets time pass in which something unexpected could come. */
  readonly quiet: (ms: number) => Promise<void>
}

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
      let isOver = false
      const over = sleep(ms, AbortSignal.any([signal, stop.signal])).then(() => void (isOver = true))
      try {
        while (!isThere() && !isOver) await Promise.race([new Promise<void>((resolve) => waiting.push(resolve)), over])
      } finally {
        stop.abort()
      }
      signal.throwIfAborted()
    },
    quiet: async (ms) => {
      await sleep(ms, signal)
      signal.throwIfAborted()
    },
  }
}

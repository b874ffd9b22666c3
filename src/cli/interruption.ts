import { onEndingSignal } from './signals.ts'

/**
 * Does work that an interruption (Ctrl-C, SIGTERM, a closed terminal) ends early: its signal aborts, and it has time to clean up. A
 * second one ends the process at once.
 */
export async function unlessInterrupted<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const stop = new AbortController()
  const end = onEndingSignal(() => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort(new DOMException('interrupted', 'AbortError'))
  })
  try {
    return await work(stop.signal)
  } finally {
    end()
  }
}

import { onEndingSignal } from './signals.ts'

/**
 * Runs work whose signal aborts on an interruption (Ctrl-C, SIGTERM, a closed terminal), so that it can clean up. A second one ends
 * the process at once.
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

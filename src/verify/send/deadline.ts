import type { Destination } from '../model/exchange.ts'

/**
 * Works until done, timed out or aborted. Rejects with a `TimeoutError` or the signal's reason at once, even if the work
 * ignores its signal, for example while connecting.
 */
export async function withinTime<Result>(
  { timeoutMs, signal }: Pick<Destination, 'timeoutMs' | 'signal'>,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = new AbortController()
  const ended = Promise.withResolvers<never>()
  const end = (reason: unknown): void => {
    limit.abort(reason)
    ended.reject(reason)
  }
  const callOff = (): void => end(signal.reason)
  const timer = setTimeout(() => end(new DOMException(`${timeoutMs} ms have passed`, 'TimeoutError')), timeoutMs)
  signal.addEventListener('abort', callOff)
  try {
    return await Promise.race([work(limit.signal), ended.promise])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', callOff)
  }
}

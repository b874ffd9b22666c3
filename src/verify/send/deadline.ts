import type { Destination } from '../model/exchange.ts'

/**
 * Does work until it is done, its time has passed or it is called off. Rejects with a `TimeoutError` or the signal's reason at
 * once, even where the work does not heed the signal that it is given, as while it connects.
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

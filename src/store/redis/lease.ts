import { Declined } from './away.ts'
import type { Redis } from './client.ts'

/** Says that its holder lives, for as long as the holder renews it. */
export interface ProcessLease {
  /** Whether those who look must find it: it was renewed no longer ago than it lasts. */
  readonly isHeld: () => boolean
  /** Why the server declined the last renewal, as it would any change; null if it did not. */
  readonly declined: () => string | null
  /** Ends it at once, so that nobody waits until it runs out. */
  readonly end: () => Promise<void>
}

/** What a lease needs. */
export interface LeaseParts {
  readonly redis: Pick<Redis, 'call' | 'subscribe' | 'reason'>
  readonly key: string
  /** What others find. */
  readonly value: string
  readonly lastsMs: number
  /** Milliseconds since any fixed moment; it must go on while the process is paused. */
  readonly uptime: () => number
  /** Calls back after milliseconds, unless the returned function is called first. */
  readonly later: (ms: number, then: () => void) => () => void
  /** Called with failures other than that the server is away or declines: it is renewed as soon as that has changed. */
  readonly onFault: (fault: unknown) => void
}

/** Takes a lease, and renews it three times in its length, as well as whenever the server is back. */
export function createLease(parts: LeaseParts): ProcessLease {
  const { redis, key, value, lastsMs, uptime, later, onFault } = parts
  let until = -Infinity
  let hasEnded = false
  let declined: string | null = null
  let cancel = (): void => {}
  const renew = async (): Promise<void> => {
    cancel()
    if (hasEnded) return
    cancel = later(lastsMs / 3, () => void renew())
    if (redis.reason() !== null) return
    // Counted from before it is sent, so that we never think it longer than the server does.
    const sent = uptime()
    try {
      await redis.call('SET', key, value, 'PX', lastsMs)
      until = sent + lastsMs
      declined = null
    } catch (fault) {
      if (fault instanceof Declined) declined = fault.message
      else if (redis.reason() === null) onFault(fault)
    }
  }
  const unsubscribe = redis.subscribe((reason) => {
    if (reason === null) void renew()
  })
  void renew()
  return {
    isHeld: () => uptime() < until,
    declined: () => declined,
    async end() {
      hasEnded = true
      cancel()
      unsubscribe()
      if (redis.reason() === null) await redis.call('DEL', key)
    },
  }
}

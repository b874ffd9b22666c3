/** The calls of an address in the current window of a route. */
export interface Spent {
  readonly allowed: boolean
  readonly remaining: number
  readonly msLeft: number
}

/** A fixed window per route: the first call after its end starts a new one, for all addresses at once (§1.4). */
export function createLimiter(requests: number, windowMs: number): (address: string, now: number) => Spent {
  const calls = new Map<string, number>()
  let startedAt = Number.NEGATIVE_INFINITY
  return (address, now) => {
    if (now - startedAt > windowMs) {
      calls.clear()
      startedAt = now
    }
    const made = calls.get(address) ?? 0
    const allowed = made < requests
    if (allowed) calls.set(address, made + 1)
    return { allowed, remaining: allowed ? requests - made - 1 : 0, msLeft: Math.max(0, startedAt + windowMs - now) }
  }
}

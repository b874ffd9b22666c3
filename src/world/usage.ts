/** Tracks whether something is in use, so that it can be dropped when idle. */
export interface Usage {
  /** Marks it as used now. */
  readonly touch: () => void
  /** Marks it as in use until the returned function is called. */
  readonly hold: () => () => void
  /** Whether it has been unused for `idleMs`. Call it periodically: idle time counts from one call to the next. */
  readonly isIdle: () => boolean
  /** Whether it was used between the last two calls of `isIdle`. */
  readonly wasUsed: () => boolean
}

/** Starts as used now. `uptime`: milliseconds since any fixed moment. */
export function createUsage(idleMs: number, uptime: () => number): Usage {
  let isTouched = true
  let isUsed = true
  let holders = 0
  let idleSince = 0
  return {
    touch() {
      isTouched = true
    },
    hold() {
      let isHeld = true
      holders++
      return () => {
        if (isHeld) holders--
        isHeld = false
      }
    },
    isIdle() {
      const now = uptime()
      isUsed = isTouched || holders > 0
      isTouched = false
      if (isUsed) idleSince = now
      return !isUsed && now - idleSince >= idleMs
    },
    wasUsed: () => isUsed,
  }
}

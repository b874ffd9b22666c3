/** Whether somebody uses something that is given up when nobody does. */
export interface Usage {
  /** It is used just now. */
  readonly touch: () => void
  /** It is used until what this answers is called. */
  readonly hold: () => () => void
  /** Whether nobody has used it since the look before the last `idleMs`. Look now and then: time counts from one look to another. */
  readonly isIdle: () => boolean
}

/** Something that is used just now. `uptime`: milliseconds since any moment. */
export function createUsage(idleMs: number, uptime: () => number): Usage {
  let isTouched = true
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
      const isUsed = isTouched || holders > 0
      isTouched = false
      if (isUsed) idleSince = now
      return !isUsed && now - idleSince >= idleMs
    },
  }
}

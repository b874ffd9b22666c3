/** A source of time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

/** The machine's time. */
export const realClock = (): Clock => ({ now: Date.now })

/** A clock that moves only when told to. */
export interface SetClock extends Clock {
  /** Moves it by milliseconds, forward or back. */
  advance(ms: number): void
}

/** A clock frozen at an instant (milliseconds since 1970). */
export function setClock(instant: number): SetClock {
  let time = instant
  return {
    now: () => time,
    advance(ms) {
      time += ms
    },
  }
}

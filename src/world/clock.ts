/** Where a world takes its time from. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

/** The machine's own time. */
export const realClock = (): Clock => ({ now: Date.now })

/** A clock that stands still until it is told to move. */
export interface SetClock extends Clock {
  /** Moves it by milliseconds, forward or back. */
  advance(ms: number): void
}

/** A clock that stands at an instant (milliseconds since 1970). */
export function setClock(instant: number): SetClock {
  let time = instant
  return {
    now: () => time,
    advance(ms) {
      time += ms
    },
  }
}

import type { Send } from '../../src/verify/model/exchange.ts'

/** A time that passes only while all who use it wait for it. */
export interface StandingTime {
  /** Milliseconds since it was made. */
  readonly now: () => number
  /** The same as a date. */
  readonly date: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** Sends; meanwhile it stands. */
  readonly send: Send
}

const BEGIN = Date.UTC(2027, 0, 15)

/** One for a run that waits for nothing else than what it sends, and for this. */
export function standingTime(plain: Send): StandingTime {
  let [at, underWay] = [0, 0]
  let sleepers: { readonly until: number; readonly wake: () => void }[] = []
  // Whoever is awake has had a turn by then: what neither sends nor sleeps goes on at once.
  const passOn = (): void => {
    setImmediate(() => {
      if (underWay > 0 || sleepers.length === 0) return
      at = Math.max(at, Math.min(...sleepers.map(({ until }) => until)))
      const due = sleepers.filter(({ until }) => until <= at)
      sleepers = sleepers.filter(({ until }) => until > at)
      for (const { wake } of due) wake()
      passOn()
    })
  }
  return {
    now: () => at,
    date: () => BEGIN + at,
    sleep: (ms) =>
      new Promise((resolve) => {
        sleepers.push({ until: at + ms, wake: resolve })
        passOn()
      }),
    async send(request, to) {
      underWay += 1
      try {
        return await plain(request, to)
      } finally {
        underWay -= 1
        passOn()
      }
    },
  }
}

/** Starts work at a fixed rate, until it is stopped. */
export interface Pace {
  /** How many pieces of work are done, and how many failed. */
  readonly done: () => number
  readonly failed: () => number
  /** What the first failure said; null without one. */
  readonly failure: () => string | null
  /** How many were due but not started, since too many were under way. */
  readonly skipped: () => number
  /** Starts no more; resolves when all under way have ended. */
  readonly pause: () => Promise<void>
  readonly resume: () => void
}

const TICK_MS = 20
const MOST_UNDER_WAY = 64
/** Longer than any visit takes that is answered. */
const HANGS_MS = 30_000

/** `perSecond` may be a fraction. A failure is counted, not thrown: the report shows it. */
export function createPace(perSecond: number, work: () => Promise<unknown>): Pace {
  const counts = { done: 0, failed: 0, skipped: 0 }
  const underWay = new Set<Promise<void>>()
  let failure: string | null = null
  let [due, last] = [0, performance.now()]
  const start = (): void => {
    const one = inTime(work())
      .then(
        () => counts.done++,
        (error: unknown) => {
          counts.failed++
          failure ??= String(error)
        },
      )
      .then(() => void underWay.delete(one))
    underWay.add(one)
  }
  const tick = (): void => {
    const now = performance.now()
    due += ((now - last) * perSecond) / 1000
    last = now
    for (; due >= 1; due--) {
      if (underWay.size < MOST_UNDER_WAY) start()
      else counts.skipped++
    }
  }
  let timer: NodeJS.Timeout | undefined
  return {
    done: () => counts.done,
    failed: () => counts.failed,
    failure: () => failure,
    skipped: () => counts.skipped,
    async pause() {
      clearInterval(timer)
      await Promise.all(underWay)
    },
    resume() {
      last = performance.now()
      timer = setInterval(tick, TICK_MS)
    },
  }
}

async function inTime(work: Promise<unknown>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`not over after ${HANGS_MS / 1000} s`)), HANGS_MS)
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

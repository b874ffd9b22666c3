import type { Received } from '../model/exchange.ts'
import type { Limit, Need, Pacer } from '../model/limit.ts'

/** The limits, and a clock to measure them. */
export interface PacerParts {
  /** Operation → its limit; calls to others never wait. */
  readonly limits: ReadonlyMap<string, Limit>
  /** A monotonic clock in milliseconds. */
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  readonly onWait: (operation: string, ms: number) => void
}

/** One operation: when its latest calls were answered, its current limit, and who waits for it. */
interface Lane {
  limit: Limit
  answered: number[]
  turn: Promise<void>
}

/**
 * Counts a call from its answer on, since the target has counted it by then: so no window of the target, wherever it begins,
 * contains more calls than its limit. `X-RateLimit-Limit` and `-Remaining` correct the count; `-Reset` is not used, since it is
 * a time of the target's clock.
 */
export function createPacer({ limits, now, sleep, onWait }: PacerParts): Pacer {
  const lanes = new Map<string, Lane>(
    [...limits].map(([operation, limit]) => [operation, { limit, answered: [], turn: Promise.resolve() }]),
  )
  const waitFor = async (operation: string, lane: Lane, need: Need): Promise<void> => {
    for (;;) {
      const ms = delay(lane, need, now())
      if (ms <= 0) return
      onWait(operation, ms)
      await sleep(ms)
    }
  }
  return {
    async lease(needs) {
      // All in the same order: otherwise two cases that need the same two operations could deadlock.
      const wanted = [...needs].sort(([a], [b]) => (a < b ? -1 : 1)).filter(([operation]) => lanes.has(operation))
      const releases: (() => void)[] = []
      for (const [operation, need] of wanted) {
        const lane = lanes.get(operation)
        if (!lane) continue
        const { promise, resolve } = Promise.withResolvers<void>()
        const before = lane.turn
        lane.turn = before.then(() => promise)
        releases.push(resolve)
        await before
        await waitFor(operation, lane, need).catch((error: unknown) => {
          for (const release of releases) release()
          throw error
        })
      }
      return {
        answered: (operation, received) => note(lanes.get(operation), received, now()),
        release: () => {
          for (const release of releases) release()
        },
      }
    },
    full(operation) {
      const lane = lanes.get(operation)
      if (lane) lane.answered = Array.from({ length: lane.limit.requests }, () => now())
    },
  }
}

/** How long to wait until these calls fit; 0 or less if they already do. */
function delay(lane: Lane, { calls, fresh }: Need, at: number): number {
  const { requests, windowMs } = lane.limit
  lane.answered = lane.answered.filter((time) => time + windowMs + SLACK_MS > at)
  const over = fresh || calls > requests ? lane.answered.length : lane.answered.length + calls - requests
  const last = lane.answered[over - 1]
  return over <= 0 || last === undefined ? 0 : last + windowMs + SLACK_MS - at
}

// Clocks count in whole milliseconds, and a window may still apply at its last one.
const SLACK_MS = 2

/** Counts an answered call, unless it was rejected for its credentials. */
function note(lane: Lane | undefined, { status, headers }: Received, at: number): void {
  if (!lane || status === 401) return
  lane.answered.push(at)
  const [limit, remaining] = ['x-ratelimit-limit', 'x-ratelimit-remaining'].map((name) => numberIn(headers, name))
  if (limit !== undefined && limit > 0) lane.limit = { ...lane.limit, requests: limit }
  const uncounted = remaining === undefined ? 0 : lane.limit.requests - remaining - lane.answered.length
  for (let count = 0; count < Math.min(uncounted, MOST_NOTED); count++) lane.answered.push(at)
}

// A target's figures are only trusted within bounds.
const MOST_NOTED = 1000

function numberIn(headers: Received['headers'], name: string): number | undefined {
  const text = headers.find(([each]) => each === name)?.[1]
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

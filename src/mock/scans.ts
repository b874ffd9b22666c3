import { isScan, type Scan } from '../domain/scan.ts'
import { undocumented, type Answer } from './answer.ts'
import { problem } from './problem.ts'

/** Carries out scans, a slice at a time, so that no call holds up others for longer than a slice. */
export interface Scans {
  /**
   * The result, at once if it is there or takes a few steps, as it nearly always does. Null if it would take too much, or too many
   * scans are waiting, or `reader` no longer is: then the rest is not searched.
   */
  readonly finish: <Result extends object>(
    found: Result | Scan<Result>,
    reader?: Recipient,
  ) => Result | null | Promise<Result | null>
}

/** Who waits for the result of a scan. */
export interface Recipient {
  /** Whether its connection has ended. */
  readonly destroyed: boolean
}

/** How scans share the time of a mock. */
export interface ScanParts {
  /** Milliseconds since any fixed moment. */
  readonly uptime: () => number
  /** Resolves after other work that is due. */
  readonly turn: () => Promise<void>
}

const SLICE_MS = 8

/** Steps that every scan takes at once, whatever is waiting: a short list waits for no long one, on the busiest machine. */
const FIRST_STEPS = 5

/** Scans that may wait for their turn; each runs alone, since slices of several would add up. */
export const MOST_SCANS = 16

export function createScans({ uptime, turn }: ScanParts): Scans {
  let open = 0
  let last: Promise<unknown> = Promise.resolve()
  const slice = <Result>(scan: Scan<Result>): IteratorResult<undefined, Result | null> => {
    const until = uptime() + SLICE_MS
    for (;;) {
      const step = scan.next()
      if (step.done === true || uptime() >= until) return step
    }
  }
  const rest = async <Result>(scan: Scan<Result>, reader: Recipient): Promise<Result | null> => {
    for (;;) {
      await turn()
      if (reader.destroyed) return null
      const step = slice(scan)
      if (step.done === true) return step.value
    }
  }
  const queued = <Result>(scan: Scan<Result>, reader: Recipient): Promise<Result | null> => {
    open++
    const done = last.then(() => rest(scan, reader)).finally(() => void open--)
    // The caller reports the failure; the next scan only waits for the end.
    last = done.catch(() => undefined)
    return done
  }
  return {
    finish(scan, reader = STAYING) {
      if (!isScan(scan)) return scan
      for (let n = 0; n < FIRST_STEPS; n++) {
        const step = scan.next()
        if (step.done === true) return step.value
      }
      return open < MOST_SCANS ? queued(scan, reader) : null
    },
  }
}

/** A caller without a connection. */
const STAYING: Recipient = { destroyed: false }

/** Records a call whose client left before its scan ended. Nothing is sent. */
export const leftEarly = (world: string): Answer => ({
  status: 0,
  headers: [],
  body: '',
  about: undocumented('the client left before its list was complete'),
  world,
})

/** The answer to a call whose scan takes too much, or can't wait any more. */
export const tooManyScans = (world: string): Answer => ({
  ...problem({
    status: 503,
    title: 'Too many rooms to search',
    detail: `Either ${MOST_SCANS} lists of very many rooms are being searched already, or this one sorts by more than 10 members or asks for rooms behind the first 5,000 in another order. Wait for one of them, ask for less, or use a smaller seed.`,
  }),
  world,
})

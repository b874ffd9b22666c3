import { createChannel } from './channel.ts'
import type { JournalBudget } from './journal-budget.ts'

/** A request and its answer. A journal stores references, so that answering copies nothing. */
export interface Recorded {
  /** Time on the world's clock, in milliseconds since 1970. */
  readonly at: number
  readonly request: {
    readonly method: string
    readonly target: string
    readonly headers: Readonly<Record<string, string | undefined>>
    readonly body: string
  }
  readonly answer: {
    readonly status: number
    readonly body: string
    readonly about: {
      readonly outcome: string | null
      readonly operation: string | null
      readonly cause: string
      readonly forced: 'prefer' | 'arm' | null
    }
  }
}

/** An exchange with its number in the world. Numbers start at 1 and are never reused. */
export interface Entry extends Recorded {
  readonly n: number
}

/** The latest exchanges of a world; older ones are discarded. */
export interface Journal {
  readonly add: (recorded: Recorded) => void
  /** Entries with a number above `after`, oldest first. */
  readonly since: (after: number) => Entry[]
  /** The number of the latest entry, or 0. */
  readonly last: () => number
  /** The number of the latest entry discarded for space rather than by `clear`, or 0. */
  readonly forgotten: () => number
  /** Discards all entries; numbering continues. */
  readonly clear: () => void
  /** Releases everything when its world is dropped. */
  readonly end: () => void
  /** Returns a function that unsubscribes. */
  readonly subscribe: (listener: (entry: Entry) => void) => () => void
}

// Entries are young objects that survive garbage collection: keeping 1000 slows every answer by a sixth, 256 by nothing.
const MAX_ENTRIES = 256
const MAX_BYTES = 16 * 1024 * 1024

/** An empty journal. It keeps 256 entries, or fewer if they exceed 16 MiB. */
export function createJournal(budget: JournalBudget): Journal {
  const ring: (Entry | undefined)[] = []
  const kept = { first: 1, last: 0, forgotten: 0, bytes: 0 }
  const { publish, subscribe } = createChannel<Entry>()
  const dropFirst = (): void => {
    const place = kept.first % MAX_ENTRIES
    const entry = ring[place]
    ring[place] = undefined
    kept.first++
    if (entry) spend(-sizeOf(entry))
  }
  const spend = (bytes: number): void => {
    kept.bytes += bytes
    budget.spend(bytes)
  }
  const makeRoom = (): void => {
    kept.forgotten = kept.first
    dropFirst()
  }
  const halve = (): void => {
    const half = kept.bytes / 2
    while (kept.bytes > half && kept.first <= kept.last) makeRoom()
  }
  const clear = (): void => {
    while (kept.first <= kept.last) dropFirst()
  }
  const holder = { size: () => kept.bytes, halve }
  budget.join(holder)
  return {
    add({ at, request, answer }) {
      kept.last++
      if (kept.last - kept.first >= MAX_ENTRIES) makeRoom()
      const entry: Entry = { n: kept.last, at, request, answer }
      ring[kept.last % MAX_ENTRIES] = entry
      spend(sizeOf(entry))
      while (kept.bytes > MAX_BYTES && kept.first < kept.last) makeRoom()
      publish(entry)
    },
    since(after) {
      const found: Entry[] = []
      for (let n = Math.max(kept.first, after + 1); n <= kept.last; n++) {
        const entry = ring[n % MAX_ENTRIES]
        if (entry) found.push(entry)
      }
      return found
    },
    last: () => kept.last,
    forgotten: () => kept.forgotten,
    clear,
    end() {
      clear()
      budget.leave(holder)
    },
    subscribe,
  }
}

// Objects, and everything else in an exchange besides its texts.
const EXCHANGE = 1_000
const HEADER = 64

/** An upper bound for the memory of an exchange in bytes: a character of a body may take two, one of a header takes one. */
function sizeOf({ request, answer }: Recorded): number {
  let headers = 0
  for (const name in request.headers) headers += HEADER + name.length + (request.headers[name]?.length ?? 0)
  return EXCHANGE + headers + request.target.length + 2 * (request.body.length + answer.body.length)
}

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
    /** Names and values in turn; undefined where they were not kept. */
    readonly headers?: readonly string[]
    readonly body: string
    /** Milliseconds to wait before sending. */
    readonly delayMs?: number
    readonly about: {
      readonly outcome: string | null
      readonly operation: string | null
      readonly cause: string
      readonly forced: 'prefer' | 'arm' | null
    }
  }
  /**
   * Whether each rule matched, in order of precedence; undefined if no rules were asked. Not the facts, to be asked when somebody
   * wants to know: they hold rows that the next call replaces, and their collection cost each call more than all rules.
   */
  readonly asked?: readonly boolean[] | undefined
}

/** An exchange with its number in the world. Numbers start at 1 and are never reused. */
export interface Entry extends Recorded {
  readonly n: number
}

/** The latest exchanges of a world; older ones are discarded. */
export interface Journal {
  /** In a journal that other processes have, too, it is there for all of them once the promise resolves. */
  readonly add: (recorded: Recorded) => void | Promise<void>
  /** Brings in what other processes have recorded; undefined if there are none. */
  readonly refresh?: () => Promise<void>
  /** Entries with a number above `after`, oldest first. */
  readonly since: (after: number) => Entry[]
  /** The number of the latest entry, or 0. */
  readonly last: () => number
  /** How many exchanges there have been: fewer than the latest number after a sudden end, which skips some. */
  readonly count: () => number
  /** The number of the latest entry discarded for space rather than by `clear`, or 0. */
  readonly forgotten: () => number
  /** Discards all entries; numbering continues. */
  readonly clear: () => void | Promise<void>
  /** Releases everything when its world is dropped. */
  readonly end: () => void
  /** Returns a function that unsubscribes. */
  readonly subscribe: (listener: (entry: Entry) => void) => () => void
}

/** A journal that only this process has: nothing in it waits. */
export interface LocalJournal extends Journal {
  readonly add: (recorded: Recorded) => void
  readonly clear: () => void
}

// Entries are young objects that survive garbage collection: keeping 1000 slows every answer by a sixth, 256 by nothing.
const MAX_ENTRIES = 256
const MAX_BYTES = 16 * 1024 * 1024

/** What was kept of a journal in an earlier process. */
export interface KeptJournal {
  /** Oldest first; at most as many as a journal keeps. */
  readonly entries: readonly Entry[]
  /** The last number given, or a later one. */
  readonly last: number
  readonly forgotten: number
  /** How many numbers up to the last one were given to nothing. */
  readonly skipped: number
}

const NOTHING_KEPT: KeptJournal = { entries: [], last: 0, forgotten: 0, skipped: 0 }

/** A journal of what was kept; empty by default. It keeps 256 entries, or fewer if they exceed 16 MiB. */
export function createJournal(
  budget: JournalBudget,
  { entries, last, forgotten, skipped }: KeptJournal = NOTHING_KEPT,
): LocalJournal {
  const ring: (Entry | undefined)[] = []
  const sizes = new Float64Array(MAX_ENTRIES)
  // Places in the ring count from 1, too; after a gap in the numbers, these are ahead of them.
  const ahead = last - entries.length
  const kept = { first: 1, last: 0, forgotten, bytes: 0 }
  const { publish, subscribe } = createChannel<Entry>()
  const dropFirst = (): void => {
    const place = kept.first % MAX_ENTRIES
    ring[place] = undefined
    kept.first++
    spend(-(sizes[place] ?? 0))
  }
  const spend = (bytes: number): void => {
    kept.bytes += bytes
    budget.spend(bytes)
  }
  const makeRoom = (): void => {
    kept.forgotten = ring[kept.first % MAX_ENTRIES]?.n ?? kept.forgotten
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
  const put = (entry: Entry): void => {
    kept.last++
    if (kept.last - kept.first >= MAX_ENTRIES) makeRoom()
    const place = kept.last % MAX_ENTRIES
    const size = sizeOf(entry)
    ring[place] = entry
    sizes[place] = size
    spend(size)
    while (kept.bytes > MAX_BYTES && kept.first < kept.last) makeRoom()
  }
  budget.join(holder)
  for (const entry of entries) put(entry)
  return {
    add({ at, request, answer, asked }) {
      const entry: Entry = { n: kept.last + 1 + ahead, at, request, answer, asked }
      put(entry)
      publish(entry)
    },
    since(after) {
      const found: Entry[] = []
      for (let place = Math.max(kept.first, after + 1 - ahead); place <= kept.last; place++) {
        const entry = ring[place % MAX_ENTRIES]
        if (entry && entry.n > after) found.push(entry)
      }
      return found
    },
    last: () => kept.last + ahead,
    count: () => kept.last + ahead - skipped,
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

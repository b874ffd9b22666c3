import { createChannel } from './channel.ts'
import type { JournalBudget } from './journal-budget.ts'

/** A request and its answer, as a journal keeps them. What is kept are references: nothing is copied for an answer. */
export interface Recorded {
  /** When, on the world's clock, in milliseconds since 1970. */
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
    readonly told: {
      readonly outcome: string | null
      readonly operation: string | null
      readonly cause: string
      readonly forced: 'prefer' | 'arm' | null
    }
  }
}

/** An exchange with its number in the world: 1 is the first, and no number comes twice. */
export interface Entry extends Recorded {
  readonly n: number
}

/** The exchanges of a world, the latest of them: older ones make room. */
export interface Journal {
  readonly add: (recorded: Recorded) => void
  /** Those with a number above `after`, oldest first. */
  readonly since: (after: number) => Entry[]
  /** The number of the latest; 0: there was none. */
  readonly last: () => number
  /** The number of the latest that had to make room before anybody forgot it; 0: none had. */
  readonly forgotten: () => number
  /** Forgets the entries; numbers go on. */
  readonly clear: () => void
  /** Forgets everything for good: its world is gone. */
  readonly end: () => void
  /** Calls back for each entry to come, until what it answers is called. */
  readonly subscribe: (listener: (entry: Entry) => void) => () => void
}

// What is kept is young memory that survives: with a thousand of them every answer is a sixth slower, with these none is.
const MAX_ENTRIES = 256
const MAX_BYTES = 16 * 1024 * 1024

/** An empty journal. It holds 256 entries, or fewer if they take more than 16 MiB. */
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

// Objects, and what else an exchange is beside its texts.
const EXCHANGE = 1_000
const HEADER = 64

/** Bytes of memory that an exchange takes, or more than that: a character of a body may take two; those of headers are one byte each. */
function sizeOf({ request, answer }: Recorded): number {
  let headers = 0
  for (const name in request.headers) headers += HEADER + name.length + (request.headers[name]?.length ?? 0)
  return EXCHANGE + headers + request.target.length + 2 * (request.body.length + answer.body.length)
}

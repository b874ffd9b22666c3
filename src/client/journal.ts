import type { DecisionInfo, JournalEntry, JournalPage } from '../contract/compiled/types.ts'
import type { OperationId, OutcomeName } from '../contract/compiled/types.ts'
import { Fault } from '../fault.ts'
import { toMilliseconds, type Duration } from './duration.ts'
import type { Requester, Sent } from './requester.ts'

/** Selects exchanges; an empty filter selects all. */
export interface JournalFilter<Id extends OperationId = OperationId> {
  readonly operation?: Id
  readonly outcome?: OutcomeOfAny<Id>
  readonly status?: number
  readonly method?: string
  /** True for forced answers only, false for answers of the rules only. */
  readonly forced?: boolean
}

/** Distributes over a union of operations, where `OutcomeName` would give only the outcomes they share. */
type OutcomeOfAny<Id extends OperationId> = Id extends OperationId ? OutcomeName<Id> : never

/** The calls of a world, with their answers. */
export interface WorldJournal {
  readonly list: <Id extends OperationId>(filter?: JournalFilter<Id>) => Promise<readonly JournalEntry[]>
  /**
   * The next match after the last one that `next` returned, or since this handle was created: it doesn't miss calls that came
   * before you waited. Throws a Fault that lists the other calls if none matches in time (5 s by default).
   */
  readonly next: <Id extends OperationId>(
    filter?: JournalFilter<Id>,
    options?: { readonly timeout?: Duration },
  ) => Promise<JournalEntry>
  /** Why an entry has its answer, by its number: every rule in order, which of them matched, and which decided. */
  readonly why: (n: number) => Promise<DecisionInfo>
  readonly clear: () => Promise<void>
}

const LONGEST_WAIT = 50_000

/** The journal at a path of the control plane; `next` starts after entry `begin`. */
export function worldJournal({ json }: Requester, path: string, begin: number): WorldJournal {
  let seen = begin
  // Concurrent calls of `next` must not return the same entry.
  let turn: Promise<void> = Promise.resolve()
  const read = (query: Sent['query'] = {}): Promise<JournalPage> => json('GET', path, { query })
  const following = async (filter: Sent['query'], timeout: Duration): Promise<JournalEntry> => {
    const until = performance.now() + toMilliseconds(timeout)
    for (;;) {
      const wait = Math.round(Math.min(Math.max(until - performance.now(), 0), LONGEST_WAIT))
      const { entries, forgotten } = await read({ ...filter, after: seen, limit: 1, wait })
      const [entry] = entries
      if (forgotten > seen) {
        const first = seen + 1
        seen = forgotten
        throw unread(first, forgotten)
      }
      if (entry) {
        seen = entry.n
        return entry
      }
      if (performance.now() >= until) throw missed(filter, timeout, (await read({ after: seen, limit: 1000 })).entries)
    }
  }
  return {
    list: async (filter = {}) => (await read({ ...filter, limit: 1000 })).entries,
    next(filter = {}, { timeout = 5000 } = {}) {
      const before = turn
      const mine = (async () => {
        await before
        return await following({ ...filter }, timeout)
      })()
      turn = mine.then(noMore, noMore)
      return mine
    },
    why: (n) => json('GET', `${path}/${n}/decision`),
    clear: async () => void (await json('DELETE', path)),
  }
}

/** By their numbers, since a sudden end of the mock skips some: how many they were is not known. */
const unread = (first: number, last: number): Fault =>
  new Fault(
    `the journal entries ${first} to ${last} were discarded before they were read`,
    'A journal keeps the latest 256 entries: read it more often, or clear it before the calls you test.',
  )

const noMore = (): void => {}

const SHOWN = 10

function missed(filter: Sent['query'], timeout: Duration, entries: readonly JournalEntry[]): Fault {
  const lines = entries
    .slice(-SHOWN)
    .map(({ method, target, status, outcome }) => `\n  ${method} ${target} ${status ?? 'reset'} ${outcome ?? ''}`)
  return new Fault(
    `no call matched ${JSON.stringify(filter)} within ${timeout}${typeof timeout === 'number' ? ' ms' : ''}`,
    lines.length === 0
      ? 'There were no calls at all: does your app call this world?'
      : `These calls came:${lines.join('')}`,
  )
}

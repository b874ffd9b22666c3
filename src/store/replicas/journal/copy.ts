import type { JournalBudget } from '../../../world/journal-budget.ts'
import { createJournal } from '../../../world/journal.ts'
import { readExchange } from '../../log/journal-text.ts'
import type { StreamEntry } from '../../redis/replies.ts'

/** How far a stream of exchanges goes. */
export interface StreamEnds {
  /** The number of the last exchange ever recorded; 0 if there was none. */
  readonly last: number
  /** That of the last one that was discarded by hand. */
  readonly cleared: number
}

/** What this process has read of a journal that others write to, as well. */
export interface JournalCopy {
  readonly journal: () => ReturnType<typeof createJournal>
  /** Takes what comes next, oldest first. What is known already is passed over. */
  readonly take: (entries: readonly StreamEntry[]) => void
  /** Starts anew if what was read is no longer there. True if there is more to read. */
  readonly isBehind: (ends: StreamEnds) => boolean
}

/** Has read nothing yet. Tells each exchange once, though it may be read again. */
export function createJournalCopy(
  budget: JournalBudget,
  tell: (exchange: NonNullable<ReturnType<typeof readExchange>>) => void,
): JournalCopy {
  let kept = createJournal(budget)
  let [cleared, told] = [0, 0]
  const startAt = (last: number, forgotten: number): void => {
    kept.end()
    kept = createJournal(budget, { entries: [], last, forgotten, skipped: 0 })
  }
  return {
    journal: () => kept,
    take(entries) {
      for (const { n, body } of entries) {
        const exchange = n > kept.last() ? readExchange(n, body) : undefined
        if (!exchange) continue
        // Those in between were discarded for space.
        if (n > kept.last() + 1) startAt(n - 1, n - 1)
        kept.add(exchange)
        if (n <= told) continue
        told = n
        tell(exchange)
      }
    },
    isBehind(ends) {
      if (ends.last < kept.last()) told = 0
      if (ends.last < kept.last() || ends.cleared !== cleared) startAt(ends.cleared, 0)
      cleared = ends.cleared
      return ends.last > kept.last()
    },
  }
}

import type { JournalBudget } from '../../../world/journal-budget.ts'
import { createJournal, type Entry } from '../../../world/journal.ts'
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

/** Has read nothing yet. Tells each exchange once, though it may be read again, and each that can't be read. */
export function createJournalCopy(
  budget: JournalBudget,
  tell: (exchange: NonNullable<ReturnType<typeof readExchange>>) => void,
  onUnreadable: (n: number) => void,
): JournalCopy {
  let kept = createJournal(budget)
  let [cleared, told, unreadable] = [0, 0, 0]
  const read = ({ n, body }: StreamEntry): ReturnType<typeof readExchange> => {
    const exchange = readExchange(n, body)
    if (exchange || n <= unreadable) return exchange
    unreadable = n
    onUnreadable(n)
    return exchange
  }
  const startAt = (last: number, forgotten: number, entries: readonly Entry[] = []): void => {
    kept.end()
    kept = createJournal(budget, { entries, last, forgotten, skipped: 0 })
  }
  return {
    journal: () => kept,
    take(entries) {
      for (const entry of entries) {
        const { n } = entry
        const exchange = n > kept.last() ? read(entry) : undefined
        if (!exchange) continue
        // Those in between can't be read, or were discarded for space with all before them.
        if (n > kept.last() + 1 && n === unreadable + 1) startAt(n - 1, kept.forgotten(), kept.since(0))
        else if (n > kept.last() + 1) startAt(n - 1, n - 1)
        kept.add(exchange)
        if (n <= told) continue
        told = n
        tell(exchange)
      }
    },
    isBehind(ends) {
      // Its numbers begin anew, too.
      if (ends.last < kept.last()) [told, unreadable] = [0, 0]
      if (ends.last < kept.last() || ends.cleared !== cleared) startAt(ends.cleared, 0)
      cleared = ends.cleared
      return ends.last > kept.last()
    },
  }
}

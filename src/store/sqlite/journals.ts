import type { DatabaseSync } from 'node:sqlite'
import { createJournal, type Entry, type LocalJournal, type KeptJournal } from '../../world/journal.ts'
import type { JournalBudget } from '../../world/journal-budget.ts'
import { readExchange, toExchangeText } from '../log/journal-text.ts'
import { inTransaction } from './transaction.ts'

/** The journals of the worlds in a file. */
export interface Journals {
  /** The journal of a world, with what was kept of it. Says how many of its exchanges can't be read, if there are such. */
  readonly of: (world: number, budget: JournalBudget, onUnreadable: (count: number) => void) => LocalJournal
  /** Writes what has been added since. */
  readonly flush: () => void
}

/** The file keeps the latest exchanges, and no more text of them than this: long lists would cost more than their answers. */
const MOST_BYTES = 1024 * 1024

/**
 * After a sudden end, exchanges may have had numbers that the file does not know: they are not given again. Written at once, since the
 * next process may end without a call, and leave no sign of that end.
 */
export function skipNumbers(db: DatabaseSync): void {
  db.exec('INSERT OR IGNORE INTO journals (world, last, forgotten, skipped) SELECT id, 0, 0, 0 FROM worlds')
  db.exec(`UPDATE journals SET last = last + ${SKIPPED}, skipped = skipped + ${SKIPPED}`)
}

const SKIPPED = 100_000

/** Reads journals from the file; nothing is written before `flush`. */
export function createJournals(db: DatabaseSync): Journals {
  const kept = new Map<number, { readonly journal: LocalJournal; flushed: number }>()
  const read = (world: number): KeptJournal & { readonly unreadable: number } => {
    const numbers = db.prepare('SELECT last, forgotten, skipped FROM journals WHERE world = ?').get(world)
    return {
      ...exchangesIn(db, world),
      last: Number(numbers?.['last'] ?? 0),
      forgotten: Number(numbers?.['forgotten'] ?? 0),
      skipped: Number(numbers?.['skipped'] ?? 0),
    }
  }
  const write = (world: number, journal: LocalJournal, flushed: number): void => {
    const fresh = newestWithin(journal.since(flushed), MOST_BYTES)
    const from = fresh[0]?.n ?? journal.last() + 1
    const oldest = from > flushed + 1 ? from : (journal.since(0)[0]?.n ?? from)
    db.prepare('DELETE FROM exchanges WHERE world = ? AND n < ?').run(world, oldest)
    const insert = db.prepare('INSERT OR REPLACE INTO exchanges VALUES (?, ?, ?)')
    for (const { n, text } of fresh) insert.run(world, n, text)
    const last = journal.last()
    db.prepare('INSERT OR REPLACE INTO journals VALUES (?, ?, ?, ?)').run(
      world,
      last,
      journal.forgotten(),
      last - journal.count(),
    )
  }
  return {
    of(world, budget, onUnreadable) {
      const found = kept.get(world)
      if (found) return found.journal
      const { unreadable, ...begun } = read(world)
      if (unreadable > 0) onUnreadable(unreadable)
      const inMemory = createJournal(budget, begun)
      const journal = {
        ...inMemory,
        end() {
          inMemory.end()
          kept.delete(world)
        },
        clear() {
          inMemory.clear()
          // So that the next flush removes what is in the file.
          kept.set(world, { journal, flushed: -1 })
        },
      }
      kept.set(world, { journal, flushed: begun.last })
      return journal
    },
    flush() {
      const changed = [...kept].filter(([, { journal, flushed }]) => journal.last() > flushed)
      if (changed.length === 0) return
      inTransaction(db, () => {
        for (const [world, { journal, flushed }] of changed) write(world, journal, flushed)
      })
      for (const [world, { journal }] of changed) kept.set(world, { journal, flushed: journal.last() })
    },
  }
}

/** The exchanges of a world, oldest first, and how many there are besides that can't be read. */
export function exchangesIn(
  db: DatabaseSync,
  world: number,
): { readonly entries: readonly Entry[]; readonly unreadable: number } {
  const rows = db.prepare('SELECT n, body FROM exchanges WHERE world = ? ORDER BY n').all(world)
  const entries = rows.flatMap(({ n, body }) => readExchange(Number(n), String(body)) ?? [])
  return { entries, unreadable: rows.length - entries.length }
}

/** What to say of a journal some of whose calls can't be read. */
export const unreadableCalls = (count: number): string =>
  count === 1 ? 'a call in its journal cannot be read' : `${count} calls in its journal cannot be read`

/** The latest of these whose texts take no more than this, and at least one; oldest first. */
function newestWithin(entries: readonly Entry[], mostBytes: number): { n: number; text: string }[] {
  const found: { n: number; text: string }[] = []
  let bytes = 0
  for (const entry of entries.toReversed()) {
    const text = toExchangeText(entry)
    bytes += text.length
    if (bytes > mostBytes && found.length > 0) break
    found.push({ n: entry.n, text })
  }
  return found.toReversed()
}

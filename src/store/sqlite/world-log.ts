import type { DatabaseSync } from 'node:sqlite'
import { Fault } from '../../fault.ts'
import type { Recipe } from '../../world/recipe.ts'
import type { WorldHost } from '../../world/world.ts'
import { Damaged } from '../log/damaged.ts'
import { readEntry } from '../log/entry-text.ts'
import { begunWith, createLoggedWorld, type LoggedWorld } from '../log/logged-world.ts'
import { readSnapshotText, toSnapshotText } from '../log/snapshot-text.ts'
import { inTransaction } from './transaction.ts'
import type { WorldRow } from './world-rows.ts'

/** The log of a world in a file. */
export interface WorldLog {
  /** The state of the world. */
  readonly logged: LoggedWorld
  /** Writes an entry, by its number and text. */
  readonly append: (n: number, text: string) => void
  /** Puts a snapshot in place of the entries, if they take more than the last one. Call it after entries were committed. */
  readonly trim: () => void
}

/** Opens logs of worlds in one file. */
export interface WorldLogs {
  /** The log of a world that was found: its state, read from the file. Throws `Damaged` for one that can't be read. */
  readonly found: (row: WorldRow) => WorldLog
  /** The empty log of a world that just began. */
  readonly begun: (row: WorldRow) => WorldLog
}

/** Entries are replayed at the next start, and read as fast as they were written. */
const LEAST_BYTES = 1024 * 1024

/** `by` is this process. */
export function createWorldLogs(
  db: DatabaseSync,
  host: WorldHost,
  by: string,
  leastBytes: number = LEAST_BYTES,
): WorldLogs {
  const insert = db.prepare('INSERT INTO entries VALUES (?, ?, ?)')
  const opened = (id: number, logged: LoggedWorld, taken: { entries: number; snapshot: number }): WorldLog => ({
    logged,
    append(n, text) {
      insert.run(id, n, text)
      taken.entries += text.length
    },
    trim() {
      if (taken.entries < Math.max(leastBytes, taken.snapshot)) return
      const snapshot = logged.snapshot()
      const text = toSnapshotText(snapshot)
      inTransaction(db, () => {
        db.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)').run(id, snapshot.n, text)
        db.prepare('DELETE FROM entries WHERE world = ? AND n <= ?').run(id, snapshot.n)
      })
      taken.entries = 0
      taken.snapshot = text.length
    },
  })
  const begin = ({ stored }: WorldRow): LoggedWorld => startOf(stored.recipe, stored.contents)
  const startOf = (recipe: Recipe, contents: WorldRow['stored']['contents']): LoggedWorld =>
    createLoggedWorld(recipe, host, by, begunWith(contents))
  const found = (row: WorldRow): WorldLog => {
    const { id, stored } = row
    const kept = db.prepare('SELECT body FROM snapshots WHERE world = ?').get(id)
    const text = String(kept?.['body'] ?? '')
    const logged = kept ? createLoggedWorld(stored.recipe, host, by, readSnapshotText(text)) : begin(row)
    const taken = { entries: 0, snapshot: text.length }
    for (const { n, body } of db.prepare('SELECT n, body FROM entries WHERE world = ? ORDER BY n').iterate(id)) {
      logged.apply(readEntry(Number(n), String(body), logged.world))
      taken.entries += String(body).length
    }
    return opened(id, logged, taken)
  }
  return {
    begun: (row) => opened(row.id, begin(row), { entries: 0, snapshot: 0 }),
    found: (row) => readingWorld(row.stored.name, () => found(row)),
  }
}

/** Whatever fails while a world is read, but for SQLite, fails for what was read. */
function readingWorld<Result>(name: string, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (error instanceof Fault || !(error instanceof Error) || 'errcode' in error) throw error
    throw new Damaged(`the world ${name} cannot be read: ${error.message}`, { cause: error })
  }
}

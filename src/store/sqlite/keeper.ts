import type { DatabaseSync } from 'node:sqlite'
import { StoreUnavailable, type Health } from '../../world/store.ts'
import { sqliteReason, type SqliteReason } from './sqlite-reason.ts'

/** Writes to a file, and knows whether that works. */
export interface Keeper {
  /** Returns what the work returns. If SQLite fails, or the file is lost, nothing was written, and it throws `StoreUnavailable`. */
  readonly keep: <Result>(write: () => Result) => Result
  /** The same for what need not be written now; returns whether it was. */
  readonly keepIfPossible: (write: () => void) => boolean
  /** After a failure, tries to write, so that it is ready again without waiting for a call. */
  readonly health: () => Health
}

/** Assumes that writing works. `loss` tells why what is written would be lost. */
export function createKeeper(db: DatabaseSync, path: string, loss: () => SqliteReason | null): Keeper {
  let trouble: StoreUnavailable | null = null
  const refuseLoss = (): void => {
    const reason = loss()
    if (reason === null) return
    trouble = new StoreUnavailable(reason.why, reason.fix)
    throw trouble
  }
  const keep: Keeper['keep'] = (write) => {
    refuseLoss()
    try {
      const result = write()
      trouble = null
      return result
    } catch (error) {
      const reason = sqliteReason(path, error)
      if (reason === null) throw error
      trouble = new StoreUnavailable(reason.why, reason.fix, { cause: error })
      throw trouble
    }
  }
  const keepIfPossible: Keeper['keepIfPossible'] = (write) => {
    try {
      keep(write)
      return true
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      return false
    }
  }
  const look = (): void => db.exec(`INSERT OR REPLACE INTO meta VALUES ('looked', datetime('now'))`)
  return {
    keep,
    keepIfPossible,
    health() {
      if (trouble !== null || loss() !== null) keepIfPossible(look)
      return trouble === null ? { isReady: true } : { isReady: false, why: trouble.message }
    },
  }
}

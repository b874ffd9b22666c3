import type { Base } from './base.ts'

/** Rows over a base that is never written: making a table costs nothing, however large its base. */
export interface Table<T> {
  readonly get: (key: string) => T | undefined
  /** Writes a row; null takes it away. */
  set(key: string, value: T | null): void
  /** Every row by its key: the base's in its order, each as it is now, then those that were added. */
  readonly entries: () => IterableIterator<readonly [key: string, row: T]>
  /** What was written over the base: key → row, or null where a row was taken away. */
  readonly written: ReadonlyMap<string, T | null>
  /** Counts the writes, so that what was computed from the rows can tell whether it still holds. */
  readonly version: number
}

/** A table that begins with the rows of `base`. */
export function createTable<T>(base: Base<T>): Table<T> {
  const written = new Map<string, T | null>()
  let version = 0
  return {
    get(key) {
      const own = written.get(key)
      return own === undefined ? base.get(key) : (own ?? undefined)
    },
    set(key, value) {
      // A row that only this world had leaves nothing behind.
      if (value === null && base.get(key) === undefined) written.delete(key)
      else written.set(key, value)
      version++
    },
    *entries() {
      for (const [key, row] of base.entries()) {
        const own = written.get(key)
        if (own !== null) yield [key, own ?? row]
      }
      for (const [key, row] of written) if (row !== null && base.get(key) === undefined) yield [key, row]
    },
    written,
    get version() {
      return version
    },
  }
}

import type { Base } from './base.ts'

/** Rows over a base that is never written: making a table costs nothing, however large its base. */
export interface Table<T> {
  get(key: string): T | undefined
  /** Writes a row; null takes it away. */
  set(key: string, value: T | null): void
  /** Every row by its key: the base's in its order, each as it is now, then those that were added. */
  entries(): IterableIterator<readonly [key: string, row: T]>
  /** What was written over the base: key → row, or null where a row was taken away. */
  readonly written: ReadonlyMap<string, T | null>
  /** Counts the writes, so that what was computed from the rows can tell whether it still holds. */
  readonly version: number
}

/** A table that begins with the rows of `base`. */
export const createTable = <T>(base: Base<T>): Table<T> => new OverlayTable(base)

// A table that is never written to has no map of its own: most tables of most worlds.
const NOTHING: ReadonlyMap<string, never> = new Map<string, never>()

/** A class, since a thousand worlds have eleven of them each: methods of a prototype cost an object nothing. */
class OverlayTable<T> implements Table<T> {
  readonly #base: Base<T>
  #written: Map<string, T | null> | null = null
  version = 0

  constructor(base: Base<T>) {
    this.#base = base
  }

  get written(): ReadonlyMap<string, T | null> {
    return this.#written ?? NOTHING
  }

  get(key: string): T | undefined {
    const own = this.#written?.get(key)
    return own === undefined ? this.#base.get(key) : (own ?? undefined)
  }

  set(key: string, value: T | null): void {
    this.#written ??= new Map()
    // A row that only this world had leaves nothing behind.
    if (value === null && this.#base.get(key) === undefined) this.#written.delete(key)
    else this.#written.set(key, value)
    this.version++
  }

  *entries(): IterableIterator<readonly [key: string, row: T]> {
    for (const [key, row] of this.#base.entries()) {
      const own = this.written.get(key)
      if (own !== null) yield [key, own ?? row]
    }
    for (const [key, row] of this.written) if (row !== null && this.#base.get(key) === undefined) yield [key, row]
  }
}

import type { Base } from './base.ts'

/** Rows written over a read-only base, so that creating a table is free, however large its base. */
export interface Table<T> {
  get(key: string): T | undefined
  /** Writes a row; null removes it. */
  set(key: string, value: T | null): void
  /** The same; returns what takes it back. Of several, the last one is to be taken back first. */
  attempt(key: string, value: T | null): () => void
  /** All rows with their keys: the current rows of the base in its order, then added ones. */
  entries(): IterableIterator<readonly [key: string, row: T]>
  /** The rows written over the base by key; null for a removed one. */
  readonly written: ReadonlyMap<string, T | null>
  /** Increases with every write, so that caches can tell whether they are stale. */
  readonly version: number
}

export const createTable = <T>(base: Base<T>): Table<T> => new OverlayTable(base)

// Shared by all tables without writes, which are most tables of most worlds.
const NOTHING: ReadonlyMap<string, never> = new Map<string, never>()

/** A class, since a thousand worlds have eleven of them each, and prototype methods take no memory per object. */
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
    // A row that only this world had leaves no trace.
    if (value === null && this.#base.get(key) === undefined) this.#written.delete(key)
    else this.#written.set(key, value)
    this.version++
  }

  attempt(key: string, value: T | null): () => void {
    const before = this.#written?.get(key)
    // A row that is written again comes last, but was not: where its place gets lost, all places are kept.
    const whole = before !== undefined && value === null && this.#base.get(key) === undefined ? this.#written : null
    const kept = whole && new Map(whole)
    this.set(key, value)
    return () => {
      if (kept !== null) this.#written = kept
      else if (before === undefined) this.#written?.delete(key)
      else this.#written?.set(key, before)
      this.version++
    }
  }

  *entries(): IterableIterator<readonly [key: string, row: T]> {
    for (const [key, row] of this.#base.entries()) {
      const own = this.written.get(key)
      if (own !== null) yield [key, own ?? row]
    }
    for (const [key, row] of this.written) if (row !== null && this.#base.get(key) === undefined) yield [key, row]
  }
}

/** Rows over a base that is never written: making a table costs nothing, however large its base. */
export interface Table<T> {
  readonly get: (key: string) => T | undefined
  set(key: string, value: T): void
  /** Every row: the base's in its order, each as it is now, then those that were added. */
  values(): IterableIterator<T>
  /** Counts the writes, so that what was computed from the rows can tell whether it still holds. */
  readonly version: number
}

/** A table that begins with the rows of `base`. */
export function createTable<T>(base: ReadonlyMap<string, T>): Table<T> {
  const written = new Map<string, T>()
  let version = 0
  return {
    get: (key) => written.get(key) ?? base.get(key),
    set(key, value) {
      written.set(key, value)
      version++
    },
    *values() {
      for (const [key, value] of base) yield written.get(key) ?? value
      for (const [key, value] of written) if (!base.has(key)) yield value
    },
    get version() {
      return version
    },
  }
}

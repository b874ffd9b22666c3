/** The initial rows of a table. Read-only, so any number of worlds can share them; they may be generated when read. */
export interface Base<T> {
  /** Number of rows. */
  readonly size: number
  readonly get: (key: string) => T | undefined
  /** All rows with their keys, in the order of the seed. */
  entries(): Iterable<readonly [key: string, row: T]>
}

/** Rows accessible by their place in an order, such as newest livechat room first. */
export interface OrderedBase<T> extends Base<T> {
  /** The row at a place from 0 to `size - 1`; throws a RangeError outside. */
  at(place: number): T
  /** The place of the row with this key, or -1. */
  placeOf(key: string): number
}

/** Rows held in memory. */
export const baseOf = <T>(rows: readonly T[], keyOf: (row: T) => string): Base<T> => {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return { size: byKey.size, get: (key) => byKey.get(key), entries: () => byKey.entries() }
}

/** Rows held in memory, in the order of `compare`. */
export function orderedBaseOf<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  compare: (a: T, b: T) => number,
): OrderedBase<T> {
  const sorted = rows.toSorted(compare)
  const places = new Map(sorted.map((row, place) => [keyOf(row), place]))
  const at = (place: number): T => {
    const row = sorted[place]
    if (row === undefined) throw new RangeError(`no row at ${place} of ${sorted.length}`)
    return row
  }
  return {
    ...baseOf(rows, keyOf),
    at,
    placeOf: (key) => places.get(key) ?? -1,
  }
}

/** An empty base. */
export const noRows: Base<never> = { size: 0, get: () => undefined, entries: () => [] }

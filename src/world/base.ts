/** The rows that a table begins with. Never written, so that any number of worlds share them; they may be made when read. */
export interface Base<T> {
  /** How many rows there are. */
  readonly size: number
  readonly get: (key: string) => T | undefined
  /** Every row by its key, in the order of the seed. */
  entries(): Iterable<readonly [key: string, row: T]>
}

/** Rows that can be had by their place in an order, as the newest livechat room first. */
export interface OrderedBase<T> extends Base<T> {
  /** The row at a place, from 0 to `size - 1`. */
  at(place: number): T
  /** The place of the row with this key; -1: it has none. */
  placeOf(key: string): number
}

/** Rows that are all there. */
export const baseOf = <T>(rows: readonly T[], keyOf: (row: T) => string): Base<T> => {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return { size: byKey.size, get: (key) => byKey.get(key), entries: () => byKey.entries() }
}

/** Rows that are all there, in the order of `compare`. */
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

/** No rows. */
export const noRows: Base<never> = { size: 0, get: () => undefined, entries: () => [] }

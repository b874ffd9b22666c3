/**
 * Caches up to `limit` rows by their place: a cached row stays the same object, and so keeps its cached JSON text.
 * An occupied slot goes to another row only if that is read twice in a row, so that reading all rows of a
 * large base evicts none, and leaves the garbage collector nothing to move.
 */
export function keptRows<T>(limit: number, make: (place: number) => T): (place: number) => T {
  const slots = Array.from<{ readonly place: number; readonly row: T } | undefined>({ length: limit })
  const refused = new Int32Array(limit).fill(-1)
  return (place) => {
    const slot = place % limit
    const found = slots[slot]
    if (found?.place === place) return found.row
    const row = make(place)
    if (found === undefined || refused[slot] === place) slots[slot] = { place, row }
    else refused[slot] = place
    return row
  }
}

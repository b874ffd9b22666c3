/**
 * Remembers rows by their place, at most so many: a row stays the same object while it is kept, and its JSON text with it.
 * A slot that is taken goes to another row only when that is read twice in succession, so that reading all rows of a
 * large base pushes out none, and leaves nothing for the garbage collector to move.
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

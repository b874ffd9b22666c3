/** Slices that were asked for before stay the same arrays, since the JSON text of an array is kept by it. */
export function lastSlices<T>(
  length: number,
  make: (start: number, end: number) => readonly T[],
): (start: number, end?: number) => readonly T[] {
  const kept = new Map<string, readonly T[]>()
  return (from, to = length) => {
    const [start, end] = [Math.min(from, length), Math.min(to, length)]
    const key = `${start} ${end}`
    const known = kept.get(key)
    const slice = known ?? make(start, end)
    // What was asked for last is the last to be forgotten.
    if (known !== undefined) kept.delete(key)
    kept.set(key, slice)
    if (known === undefined) forget(kept)
    return slice
  }
}

const MAX_SLICES = 8
const MAX_ROWS = 20_000

/** Forgets the oldest, but never the last, while there are too many or too many rows in them. */
function forget(kept: Map<string, readonly unknown[]>): void {
  let rows = 0
  for (const slice of kept.values()) rows += slice.length
  for (const [key, slice] of kept) {
    if (kept.size === 1 || (kept.size <= MAX_SLICES && rows <= MAX_ROWS)) return
    kept.delete(key)
    rows -= slice.length
  }
}

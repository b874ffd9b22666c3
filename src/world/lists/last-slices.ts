/** Returns the same array for a repeated slice, since JSON text is cached by array. */
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
    // The most recently used slice is evicted last.
    if (known !== undefined) kept.delete(key)
    kept.set(key, slice)
    if (known === undefined) forget(kept)
    return slice
  }
}

const MAX_SLICES = 8
const MAX_ROWS = 20_000

/** Evicts the oldest slices, but never the last one, while there are too many slices or rows. */
function forget(kept: Map<string, readonly unknown[]>): void {
  let rows = 0
  for (const slice of kept.values()) rows += slice.length
  for (const [key, slice] of kept) {
    if (kept.size === 1 || (kept.size <= MAX_SLICES && rows <= MAX_ROWS)) return
    kept.delete(key)
    rows -= slice.length
  }
}

import { nearestWords } from '../contract/model/nearest.ts'
import { Fault } from '../fault.ts'

/** Where a value is written: `rooms.yaml:12`. */
export type PlaceOf = (...parts: readonly (string | number)[]) => string

/** A fault for a word that names nothing. */
export const unknownName = (place: string, kind: string, word: string, known: readonly string[]): Fault =>
  new Fault(
    `${place}: there is no ${kind} ${word}`,
    known.length === 0 ? `Add one to the file.` : `Nearest: ${nearestWords(word, known)}.`,
  )

/** Rows of a base with one's own in place of those of the same key, and after them. Throws a Fault for a key that is listed twice. */
export function mergedRows<Row>(
  base: readonly Row[],
  own: readonly Row[],
  keyOf: (row: Row) => string,
  placeAt: (index: number) => string,
): Row[] {
  const rows = new Map(base.map((row) => [keyOf(row), row]))
  const seen = new Set<string>()
  for (const [index, row] of own.entries()) {
    const key = keyOf(row)
    if (seen.has(key)) throw new Fault(`${placeAt(index)}: ${key} is listed twice`, 'Remove one of them.')
    seen.add(key)
    rows.set(key, row)
  }
  return [...rows.values()]
}

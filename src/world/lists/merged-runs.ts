import type { OrderedBase } from '../base.ts'

/** Consecutive rows of a list, from position `start` to before `end`. */
export interface Run<T> {
  readonly start: number
  readonly end: number
  /** Places in the base. */
  readonly from: number
  readonly to: number
  /** A row that the base lacks at this position; null for the base's rows from `from` to before `to`. */
  readonly row: T | null
}

/** The rows of a base merged with the rows written over it. */
export interface Merged<T> {
  readonly runs: readonly Run<T>[]
  /** Rows that replace the base's row in the same place. */
  readonly replaced: ReadonlyMap<number, T>
  readonly length: number
}

/** Inserts a row before the base's row at a place or, if null, omits that row. */
interface Edit<T> {
  readonly place: number
  readonly row: T | null
}

type Compare<T> = (a: T, b: T) => number

/** The position of a written row. */
interface Spot {
  /** The place of the base's row with the same key, which it hides, or -1. */
  readonly own: number
  /** The first place in the base whose row is not ordered before it. */
  readonly before: number
  /** Whether it compares equal to the row at its own place, and so stays there. */
  readonly stays: boolean
}

/** Merges written rows into the order of a base. Later calls look only at new rows, since rows are immutable. */
export function runMerger<T extends object>(
  base: OrderedBase<T>,
  compare: Compare<T>,
): (written: ReadonlyMap<string, T | null>) => Merged<T> {
  const spots = new WeakMap<T, Spot>()
  const spotOf = (key: string, row: T): Spot => {
    const spot = spots.get(row) ?? findSpot(base.placeOf(key), row, base, compare)
    spots.set(row, spot)
    return spot
  }
  return (written) => {
    const replaced = new Map<number, T>()
    const edits: Edit<T>[] = []
    for (const [key, row] of written) {
      const { own, before, stays } = row === null ? goneFrom(base.placeOf(key)) : spotOf(key, row)
      if (row !== null && stays) replaced.set(own, row)
      if (row !== null && !stays) edits.push({ place: before, row })
      if (own >= 0 && !stays) edits.push({ place: own, row: null })
    }
    return { ...runsOf(edits.sort(inOrder(compare)), base.size), replaced }
  }
}

const goneFrom = (own: number): Spot => ({ own, before: own, stays: false })

function findSpot<T>(own: number, row: T, base: OrderedBase<T>, compare: Compare<T>): Spot {
  if (own >= 0 && compare(row, base.at(own)) === 0) return { own, before: own, stays: true }
  return { own, before: placeFor(row, base, compare), stays: false }
}

/** The first place in the base whose row is not ordered before this one. Most added rows come first. */
function placeFor<T>(row: T, base: OrderedBase<T>, compare: Compare<T>): number {
  let [low, high] = [0, base.size]
  for (let place = 0; low < high; place = (low + high) >> 1)
    if (compare(base.at(place), row) < 0) low = place + 1
    else high = place
  return low
}

/** By place; at one place, insertions in order, and then the omission. */
const inOrder =
  <T>(compare: Compare<T>) =>
  (a: Edit<T>, b: Edit<T>): number => {
    if (a.place !== b.place) return a.place - b.place
    return a.row === null || b.row === null ? Number(a.row === null) - Number(b.row === null) : compare(a.row, b.row)
  }

function runsOf<T>(edits: readonly Edit<T>[], size: number): { runs: readonly Run<T>[]; length: number } {
  const runs: Run<T>[] = []
  let [length, next] = [0, 0]
  const add = (from: number, to: number, row: T | null): void => {
    const start = length
    length += row === null ? to - from : 1
    if (length > start) runs.push({ start, end: length, from, to, row })
  }
  for (const { place, row } of edits) {
    add(next, place, null)
    next = row === null ? place + 1 : place
    if (row !== null) add(place, place, row)
  }
  add(next, size, null)
  return { runs, length }
}

import type { OrderedBase } from '../base.ts'
import { keptRows } from './kept-rows.ts'
import type { KeyedIds } from './keyed-ids.ts'

/** Describes generated rows. */
export interface Generated<T> {
  readonly size: number
  readonly ids: KeyedIds
  /** Creates the row at a place; must depend on nothing else. */
  readonly make: (id: string, place: number) => T
}

// About 60 MB of livechat rooms.
const KEPT = 20_000

/** Rows generated when read, and again if they are no longer cached. */
export function generatedBase<T>({ size, ids, make }: Generated<T>): OrderedBase<T> {
  const rowAt = keptRows(Math.min(size, KEPT), (place) => make(ids.at(place), place))
  const at = (place: number): T => {
    if (place >= 0 && place < size) return rowAt(place)
    throw new RangeError(`no row at ${place} of ${size}`)
  }
  const placeOf = (key: string): number => {
    const place = ids.guess(key)
    return place >= 0 && place < size && ids.at(place) === key ? place : -1
  }
  return {
    size,
    at,
    placeOf,
    get(key) {
      const place = placeOf(key)
      return place < 0 ? undefined : at(place)
    },
    *entries() {
      for (let place = 0; place < size; place++) yield [ids.at(place), at(place)]
    },
  }
}

import type { OrderedBase } from '../base.ts'
import { keptRows } from './kept-rows.ts'
import type { KeyedIds } from './keyed-ids.ts'

/** How rows are generated. */
export interface Generated<T> {
  readonly size: number
  readonly ids: KeyedIds
  /** Makes the row of a place, which must depend on nothing else. */
  readonly make: (id: string, place: number) => T
}

// Some 60 MB of livechat rooms.
const KEPT = 20_000

/** Rows that are made when read, and again if they were not kept. */
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

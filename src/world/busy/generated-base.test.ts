import { describe, expect, it } from 'vitest'
import { generatedBase } from './generated-base.ts'
import { keyedIds } from './keyed-ids.ts'
import { callIds } from './looks.ts'

function base(size: number) {
  const made: number[] = []
  const ids = keyedIds(callIds, 1, 1)
  const rows = generatedBase({
    size,
    ids,
    make(id, place) {
      made.push(place)
      return { id, place }
    },
  })
  return { rows, ids, made }
}

describe('generated rows', () => {
  it('are at their places and under their ids, made when read, and once', () => {
    const { rows, ids, made } = base(5)
    expect([rows.size, made]).toEqual([5, []])
    expect(rows.at(4)).toEqual({ id: ids.at(4), place: 4 })
    expect([0, 4].map((place) => rows.placeOf(ids.at(place)))).toEqual([0, 4])
    expect([rows.get(ids.at(2)), rows.placeOf(ids.at(2))]).toEqual([{ id: ids.at(2), place: 2 }, 2])
    expect(rows.at(4)).toBe(rows.get(ids.at(4)))
    expect(made).toEqual([4, 2])
  })

  it('are none past the last, or under an id of another place', () => {
    const { rows, ids } = base(5)
    const wrong = `${ids.at(2).slice(0, 8)}${'0'.repeat(16)}`
    for (const id of [ids.at(5), wrong, '', 'x']) expect([rows.placeOf(id), rows.get(id)]).toEqual([-1, undefined])
    for (const place of [-1, 5]) expect(() => rows.at(place)).toThrow(new RangeError(`no row at ${place} of 5`))
  })

  it('are listed in order', () => {
    const { rows, ids } = base(3)
    expect([...rows.entries()]).toEqual([0, 1, 2].map((place) => [ids.at(place), { id: ids.at(place), place }]))
    expect([...base(0).rows.entries()]).toEqual([])
  })
})

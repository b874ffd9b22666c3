import { describe, expect, it } from 'vitest'
import { baseOf, noRows, orderedBaseOf } from './base.ts'

const ROWS = [
  { id: 'b', n: 2 },
  { id: 'a', n: 3 },
  { id: 'c', n: 1 },
]

it('rows are found by their key, and listed in their order', () => {
  const base = baseOf(ROWS, ({ id }) => id)
  expect([base.size, base.get('a'), base.get('d'), base.get('toString')]).toEqual([3, ROWS[1], undefined, undefined])
  expect([...base.entries()]).toEqual([
    ['b', ROWS[0]],
    ['a', ROWS[1]],
    ['c', ROWS[2]],
  ])
  expect([...base.entries()]).toHaveLength(3)
})

describe('ordered rows', () => {
  const base = orderedBaseOf(
    ROWS,
    ({ id }) => id,
    (a, b) => a.n - b.n,
  )

  it('are at their places, and know these', () => {
    expect([0, 1, 2].map((place) => base.at(place).id)).toEqual(['c', 'b', 'a'])
    expect(['c', 'b', 'a', 'd'].map((key) => base.placeOf(key))).toEqual([0, 1, 2, -1])
    expect([base.size, base.get('c')]).toEqual([3, ROWS[2]])
  })

  it('are at no other place', () => {
    for (const place of [-1, 3, 0.5]) expect(() => base.at(place)).toThrow(new RangeError(`no row at ${place} of 3`))
  })

  it('leave the rows passed in as they were', () => {
    expect(ROWS.map(({ id }) => id)).toEqual(['b', 'a', 'c'])
  })
})

it('no rows are none', () => {
  expect([noRows.size, noRows.get('a'), [...noRows.entries()]]).toEqual([0, undefined, []])
})

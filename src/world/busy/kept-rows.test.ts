import { expect, it } from 'vitest'
import { keptRows } from './kept-rows.ts'

it('a row that is kept is the same object, and one that is not is made again', () => {
  const at = keptRows(10, (place) => ({ place }))
  const [third, thirteenth] = [at(3), at(13)]
  expect(at(3)).toBe(third)
  expect(thirteenth).toEqual({ place: 13 })
  // The second time in succession it takes the slot.
  const again = at(13)
  expect(again).not.toBe(thirteenth)
  expect(at(13)).toBe(again)
  expect(at(3)).not.toBe(third)
})

it('reading many rows once, over and over, pushes out none', () => {
  const at = keptRows(10, (place) => ({ place }))
  const first = Array.from({ length: 10 }, (_, place) => at(place))
  for (let round = 0; round < 3; round++) for (let place = 0; place < 1000; place++) at(place)
  expect(first.map((_, place) => at(place))).toEqual(first)
  expect(first.every((row, place) => at(place) === row)).toBe(true)
})

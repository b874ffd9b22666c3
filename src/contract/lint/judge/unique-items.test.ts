import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sameJson } from '../../../json.ts'
import { isUnique } from './unique-items.ts'

it.each<[unknown[], boolean]>([
  [[], true],
  [[1], true],
  [[1, '1', true, null, 'true', 'null'], true],
  [[1, 2, 1], false],
  [[0, -0], false],
  [[1, 1.0], false],
  [['a', 'a'], false],
  [[null, null], false],
  [
    [
      [1, 2],
      [2, 1],
    ],
    true,
  ],
  [
    [
      [1, 2],
      [1, 2],
    ],
    false,
  ],
  [[[], {}], true],
  [
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    false,
  ],
  [
    [
      { a: 1, b: 2 },
      { a: 2, b: 1 },
    ],
    true,
  ],
  [[{ a: [{ b: 1 }] }, { a: [{ b: 1 }] }], false],
  [[{ 'a,b': 1 }, { a: 1 }], true],
  [[{ a: undefined }, {}], true],
])('%j holds each item once: %s', (list, expected) => {
  expect(isUnique(list)).toBe(expected)
})

it('items are compared as JSON Schema compares them', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 6 }), (list) => {
      const hasTwins = list.some((item, at) => list.slice(at + 1).some((other) => sameJson(item, other)))
      expect(isUnique(list)).toBe(!hasTwins)
      expect(isUnique([...list, 'last', 'last'])).toBe(false)
    }),
  )
})

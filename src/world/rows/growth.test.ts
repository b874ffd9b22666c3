import fc from 'fast-check'
import { expect, it } from 'vitest'
import { grownBy, growthOf, rowSize } from './growth.ts'
import { sizeOf } from './size.ts'

const [first, second, third] = [{ id: 'first' }, { id: 'second' }, { id: 'third' }]

it.each<[string, unknown, unknown, number]>([
  ['the same row', first, first, 0],
  ['a first row', undefined, first, 23],
  ['a removed row', first, null, 8],
  ['another text, which is counted whole', { id: 'first' }, { id: 'fifth' }, 13],
  ['a new member', { id: 'first' }, { id: 'first', n: 1 }, 9],
  ['a member named like a method of every object', {}, { toString: 1 }, 16],
  ['a list that gains a member', { all: [first, second] }, { all: [first, second, third] }, 23],
  ['a list that loses one', { all: [first, second, third] }, { all: [first, third] }, 0],
  ['a list that loses its first and gains one', { all: [first, second] }, { all: [second, third] }, 23],
  ['the same member twice', { all: [first] }, { all: [first, first] }, 23],
  ['an object in place of a list', { all: [] }, { all: {} }, 8],
  ['a list in place of an object', { all: {} }, { all: [first] }, 31],
])('%s', (_, before, now, bytes) => {
  expect(growthOf(before, now)).toBe(bytes)
})

it('is never less than what a row has grown, whatever it shares with the one before', () => {
  const part = fc.constantFrom<unknown>('', 'text', 7, null, first, second, [first], [first, second], { first }, [])
  const value = fc.oneof(part, fc.array(part), fc.dictionary(fc.constantFrom('a', 'b', 'toString'), part))
  fc.assert(
    fc.property(value, value, (before, now) => {
      expect(sizeOf(before) + growthOf(before, now)).toBeGreaterThanOrEqual(sizeOf(now))
    }),
  )
})

it('a first write brings its table and its key', () => {
  expect(grownBy('people', 'k', undefined, first)).toBe(sizeOf({ people: [['k', first]] }))
  expect(grownBy('people', 'k', first, { ...first, n: 1 })).toBe(9)
})

it('a row takes its key, too, also one that stands for a removed row of the seed', () => {
  expect([rowSize('key', undefined), rowSize('key', null), rowSize('key', first)]).toEqual([0, 27, 42])
})

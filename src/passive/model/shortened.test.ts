import { expect, it } from 'vitest'
import { shortened } from './shortened.ts'

it('what is short stays as it is', () => {
  const values = ['text', 1, null, { a: ['b', { c: true }], d: undefined }, []]
  expect(shortened(values, 100)).toEqual(values)
})

it.each([
  [
    'a long text is left out whole, and what follows is not',
    ['x'.repeat(100), 'y'],
    ['… a text of 100 characters', 'y'],
  ],
  ['a long list has its first items', [Array(50).fill(1)], [[...Array<number>(9).fill(1), '… 41 more']]],
  ['a member with a long name ends its object', [{ a: 1, ['n'.repeat(99)]: 2 }], [{ a: 1, '…': 'more members' }]],
  ['a text that fits exactly is there', ['x'.repeat(36)], ['x'.repeat(36)]],
  ['a text of one more is not', ['x'.repeat(37)], ['… a text of 37 characters']],
  ['many values are cut', Array(12).fill(0), [...Array<number>(10).fill(0), '… 2 more']],
])('%s', (_, values, expected) => expect(shortened(values, 40)).toEqual(expected))

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createByteSearch } from './byte-search.ts'

it('finds what any of its sequences is in, and nothing else', () => {
  const bytes = fc.string({ unit: fc.constantFrom('\0', 'a', 'b', '\xff'), maxLength: 30 })
  const sequence = fc.string({ unit: fc.constantFrom('\0', 'a', 'b', '\xff'), maxLength: 6 })
  fc.assert(
    fc.property(bytes, fc.array(sequence, { maxLength: 4 }), (text, sequences) => {
      const { add, isIn } = createByteSearch()
      for (const each of sequences) add(each)
      expect(isIn(text)).toBe(sequences.some((each) => each.length >= 4 && text.includes(each)))
    }),
  )
})

it('finds sequences that begin alike, of four bytes and more', () => {
  const { add, isIn } = createByteSearch()
  for (const each of ['abcde', 'abcd\xff', 'wxyz', 'abc']) add(each)
  expect(['-abcde-', 'abcd\xff', '-wxyz', 'abcd', 'abc'].map(isIn)).toEqual([true, true, true, false, false])
})

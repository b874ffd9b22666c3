import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDice } from './dice.ts'

const drawn = (source: number, stream: number, n: number): number[] => {
  const dice = createDice(source, stream)
  dice.begin(n)
  return [dice.bits(), dice.bits(), dice.bits()]
}

it('dice draw the same on every machine, in every version', () => {
  const dice = createDice(7, 3)
  dice.begin(5)
  expect([
    dice.bits(),
    dice.bits(),
    dice.below(10),
    dice.below(10),
    dice.text('abc', 5),
    dice.text('0123456789abcdef', 20),
    dice.one(['x', 'y', 'z'], ''),
  ]).toEqual([2_692_051_430, 1_939_223_714, 9, 1, 'bbaaa', '1dfeb0d0b28ca679da18', 'x'])
})

it('dice that begin again draw the same; another source, stream or number draws others', () => {
  const dice = createDice(1, 2)
  dice.begin(3)
  const first = dice.bits()
  dice.bits()
  dice.begin(3)
  expect(dice.bits()).toBe(first)
  const all = [drawn(1, 2, 3), drawn(2, 2, 3), drawn(1, 3, 3), drawn(1, 2, 4), drawn(2, 1, 3)]
  expect(new Set(all.map(String)).size).toBe(5)
})

it('numbers are below their limit, texts of their alphabet and length, and items of their list', () => {
  const dice = createDice(1, 1)
  dice.begin(0)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(100), (limit, length) => {
      const n = dice.below(limit)
      expect(Number.isInteger(n) && n >= 0 && n < limit).toBe(true)
      expect(dice.text('0123456789', length)).toMatch(new RegExp(`^\\d{${length}}$`))
      expect(['a', 'b']).toContain(dice.one(['a', 'b'], 'c'))
    }),
  )
  expect(dice.one([], 'c')).toBe('c')
  expect(new Set(Array.from({ length: 100 }, () => dice.below(3)))).toEqual(new Set([0, 1, 2]))
})

it('each character of a text is drawn, however few there are to choose from', () => {
  const dice = createDice(1, 1)
  dice.begin(0)
  const texts = Array.from({ length: 50 }, () => dice.text('ab', 70))
  for (let at = 0; at < 70; at++) expect(new Set(texts.map((text) => text[at]))).toEqual(new Set(['a', 'b']))
})

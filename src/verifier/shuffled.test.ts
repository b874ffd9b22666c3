import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { shuffled } from './shuffled.ts'

it('holds the same items, and leaves what it was given as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.nat(), (items, seed) => {
      const before = [...items]
      expect(shuffled(items, seed).toSorted((a, b) => a - b)).toEqual(before.toSorted((a, b) => a - b))
      expect(items).toEqual(before)
    }),
  )
})

it('has an order that the number decides, the same on every machine', () => {
  const letters = [...'abcdefgh']
  expect([0, 1, 2, 2 ** 32 + 2].map((seed) => shuffled(letters, seed).join(''))).toEqual([
    'cafgdehb',
    'eghafdcb',
    'feacghdb',
    'feacghdb',
  ])
})

import { expect, it } from 'vitest'
import { nearestWord } from './nearest-word.ts'

const WORDS = ['room-locked', 'room-full', 'up']

it.each([
  ['room-locked', 'room-locked'],
  ['room-lockt', 'room-locked'],
  ['rom-ful', 'room-full'],
  // A word of one letter may have one that is wrong, not two.
  ['u', 'up'],
  ['a', undefined],
  // Of nine letters, three may be wrong.
  ['roam-fill', 'room-full'],
  ['rxxx-fyll', undefined],
  ['', undefined],
])('%j means %s', (word, meant) => {
  expect(nearestWord(word, WORDS)).toBe(meant)
})

it('means nothing where there are no words', () => {
  expect(nearestWord('anything', [])).toBeUndefined()
})

it('looks at the beginning of what is very long only', () => {
  expect(nearestWord('x'.repeat(1_000_000), ['x'.repeat(90)])).toBe('x'.repeat(90))
})

import { describe, expect, it } from 'vitest'
import { likenessOf, nearestWord, nearestWords } from './nearest.ts'

const COMMANDS = [
  'serve',
  'worlds',
  'set',
  'play',
  'arm',
  'reset',
  'clock',
  'log',
  'outcomes',
  'verify',
  'target',
  'show',
]
const OUTCOMES = ['room-locked', 'room-full', 'room-closed', 'not-logged-in', 'guest-name-missing', 'joined']

describe('the word that may have been meant', () => {
  it.each([
    ['serv', COMMANDS, 'serve'],
    ['sevre', COMMANDS, 'serve'],
    ['vreify', COMMANDS, 'verify'],
    ['outcome', COMMANDS, 'outcomes'],
    ['rom-loked', OUTCOMES, 'room-locked'],
    ['Room-Locked', OUTCOMES, 'room-locked'],
    ['locked-room', OUTCOMES, 'room-locked'],
    ['name-missing', OUTCOMES, 'guest-name-missing'],
    ['--wrkers', ['--workers', '--worlds'], '--workers'],
    ['room-locked', OUTCOMES, 'room-locked'],
    ['room-lockt', OUTCOMES, 'room-locked'],
    ['rom-ful', OUTCOMES, 'room-full'],
    // Of nine letters, three may be wrong.
    ['roam-fill', OUTCOMES, 'room-full'],
    ['roam-fyll', OUTCOMES, 'room-full'],
  ])('%s is found', (word, words, meant) => {
    expect(nearestWord(word, words)).toBe(meant)
  })

  it.each(['frobnicate', 'banana', 'docker', 'constructor', 'rxxx-fyll', 'a', '', 'x'.repeat(100_000)])(
    'is none for %.20s',
    (word) => {
      expect(nearestWord(word, [...COMMANDS, ...OUTCOMES])).toBeUndefined()
    },
  )

  it('is none where there are no words', () => {
    expect(nearestWord('anything', [])).toBeUndefined()
  })

  it('is looked for by the beginning of what is very long only', () => {
    expect(nearestWord('x'.repeat(1_000_000), ['x'.repeat(190)])).toBe('x'.repeat(190))
  })

  it('is one of the three that a fix names, the likest first; all where none is like it', () => {
    expect(nearestWords('room-ful', OUTCOMES).split(', ')).toHaveLength(3)
    expect(nearestWords('room-ful', OUTCOMES)).toMatch(/^room-full, /)
    expect(nearestWords('xyz', ['on', 'off', 'on'])).toBe('on, off')
    expect(nearestWords('zzz', OUTCOMES)).toBe(OUTCOMES.join(', '))
  })
})

it('likeness goes from 0 to 1', () => {
  expect(likenessOf('aaaa', 'aa')).toBeLessThan(1)
  expect([likenessOf('ab', 'AB'), likenessOf('ab', 'xyz'), likenessOf('', '')]).toEqual([1, 0, 1])
})

import { describe, expect, it } from 'vitest'
import { likenessOf, nearestWord, nearestWords, unknownWord } from './nearest.ts'

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

  it('shares 65 of 100 letters with it at least', () => {
    expect(nearestWord('abcdefghijklm1234567', ['abcdefghijklmnopqrst'])).toBe('abcdefghijklmnopqrst')
    expect(nearestWord('abcdefghijklmn12345678', ['abcdefghijklmnopqrstuv'])).toBeUndefined()
  })

  it('is none where there are no words', () => {
    expect(nearestWord('anything', [])).toBeUndefined()
  })

  it('is looked for by the beginning of what is very long only', () => {
    expect(nearestWord('x'.repeat(1_000_000), ['x'.repeat(190)])).toBe('x'.repeat(190))
  })

  it('is one of the three that a fix names, the likest first; all where none is like it', () => {
    expect(nearestWords('room-ful', OUTCOMES).split(', ')).toHaveLength(3)
    expect(nearestWords('room-ful', OUTCOMES)).toMatch(/^room-full, /)
    expect(nearestWords('ab', ['xyz', 'abc'])).toBe('abc')
    expect(nearestWords('xyz', ['on', 'off', 'on'])).toBe('on, off')
    expect(nearestWords('zzz', OUTCOMES)).toBe(OUTCOMES.join(', '))
  })
})

it('likeness goes from 0 to 1', () => {
  expect(likenessOf('aaaa', 'aa')).toBeLessThan(1)
  expect([likenessOf('ab', 'AB'), likenessOf('ab', 'xyz'), likenessOf('', '')]).toEqual([1, 0, 1])
})

it('likeness is of the first 200 characters', () => {
  const [same, other] = ['a'.repeat(200), 'a'.repeat(199)]
  expect(likenessOf(`${same}b`, `${same}c`)).toBe(1)
  expect(likenessOf(`${other}b`, `${other}c`)).toBeLessThan(1)
})

it('an unknown word is refused with the one that may be meant, and how to list all', () => {
  expect(unknownWord('fruit', 'aple', ['apple', 'pear'])).toMatchObject({
    message: 'there is no fruit aple',
    fix: 'Did you mean apple? Known: apple, pear.',
  })
  expect(unknownWord('fruit', 'xyz', ['apple', 'pear'], 'fruits lists them.').fix).toBe('fruits lists them.')
})

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
    expect(nearestWords('room-ful', OUTCOMES)).toBe('room-full, room-locked, room-closed')
    expect(nearestWords('ab', ['xyz', 'abc'])).toBe('abc')
    expect(nearestWords('xyz', ['on', 'off', 'on'])).toBe('on, off')
    expect(nearestWords('zzz', OUTCOMES)).toBe(OUTCOMES.join(', '))
  })
})

it('likeness goes from 0 to 1', () => {
  expect(likenessOf('aaaa', 'aa')).toBeLessThan(1)
  expect([likenessOf('ab', 'AB'), likenessOf('ab', 'xyz'), likenessOf('', ''), likenessOf('a', 'b')]).toEqual([
    1, 0, 1, 0,
  ])
})

it.each([
  ['replaced', 'abcdefgh', 'abcdxfgh', 7 / 8],
  ['swapped with the next', 'abcdefgh', 'abcdfegh', 7 / 8],
  ['swapped at the beginning', 'abcdefgh', 'bacdefgh', 7 / 8],
  ['swapped at the end', 'abcdefgh', 'abcdefhg', 7 / 8],
  ['missing', 'abcdefgh', 'abcdegh', 7 / 8],
  ['missing at the beginning', 'abcdefgh', 'bcdefgh', 7 / 8],
  ['too many', 'abcdefg', 'abcdefgh', 7 / 8],
  // Three letters cannot be swapped at once.
  ['moved by two', 'abcdefgh', 'abfcdegh', 6 / 8],
])('a letter %s makes one of eight unlike: %s, %s', (_, a, b, likeness) => {
  expect(likenessOf(a, b)).toBeCloseTo(likeness)
  expect(likenessOf(b, a)).toBeCloseTo(likeness)
})

it('a pair of letters that only one word has twice is shared once', () => {
  // Of ^a aa aa aa a$ and ^a aa a$, three pairs are shared.
  expect(likenessOf('aaaa', 'aa')).toBeCloseTo((2 * 3) / (5 + 3))
  // Of ^l lo oc ck k- -r ro oo om m$ and ^r ro oo om m- -l lo oc ck k$, only those of the two words are.
  expect(likenessOf('lock-room', 'room-lock')).toBeCloseTo((2 * 6) / (10 + 10))
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

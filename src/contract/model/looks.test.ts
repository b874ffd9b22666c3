import { expect, it } from 'vitest'
import { textLike } from './looks.ts'

/** The first characters of an alphabet, and its size. */
const first = (alphabet: string, count: number): string => `<${alphabet.length}:${alphabet.slice(0, count)}>`

it.each([
  ['abc', 'abc'],
  ['[a-z]{3}-[a-z]{4}', '<26:abc>-<26:abcd>'],
  ['[A-Za-z0-9]{2}', '<62:AB>'],
  ['c[a-c]{1}.[x]', 'c<3:a>.[x]'],
  ['[a-z]{0}|[a-z]', '<26:>|[a-z]'],
  ['[a-c0-1]{2}[a-z]{x}', '<5:ab>[a-z]{x}'],
  ['[0-9]{12}', '<10:0123456789>'],
  ['[]{2}[a-b]{}', '[]{2}[a-b]{}'],
])('%s is made as %s', (like, made) => {
  expect(textLike(like, first)).toBe(made)
})

it('an alphabet has both its ends', () => {
  const seen: string[] = []
  textLike('[x-z]{1}[5-5]{1}', (alphabet) => {
    seen.push(alphabet)
    return ''
  })
  expect(seen).toEqual(['xyz', '5'])
})

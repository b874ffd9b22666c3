import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itAtLength } from '../../../tests/support/at-length.ts'
import { HTML_NAMES, LETTERS } from './escape-names.ts'
import { formsOf } from './secret-forms.ts'
import { createSpellingIndex } from './spelling-index.ts'

const maybe = (text: string, ...spellings: readonly string[]): string[] => {
  const index = createSpellingIndex<string>()
  for (const each of spellings) index.add(each, each)
  return [...index.maybeIn(text)]
}

describe('an index of spellings', () => {
  it.each([
    ['as they are, in any case', 'x HUNTER-22 x', ['hunter-22'], ['hunter-22']],
    ['with any letter', 'AZaz{`@[', ['azAZ{`@['], ['azAZ{`@[']],
    ['and no other sign for a letter', 'ab!{', ['ab![', 'abA', 'ab[!'], []],
    [
      'with backslashes, of which any number is one',
      `a${'\\'.repeat(5)}b1`,
      ['a\\\\b1', 'a\\b1'],
      ['a\\\\b1', 'a\\b1'],
    ],
    ['that begin alike, or within each other', 'abcde', ['abcd', 'abce', 'bcd', 'abcdef'], ['abcd', 'bcd']],
    ['that are escaped, each character in its own way', '%68\\u0075&#110;ter=2D%322', ['hunter-22'], ['hunter-22']],
    ['whose escapes are cut short', '&#971&#98', ['a1b'], ['a1b']],
    ['none of which are there', 'nothing %41 of it', ['hunter-22'], []],
  ])('finds those %s', (_, text, spellings, found) => expect(maybe(text, ...spellings).toSorted()).toEqual(found))

  it('tells as often as it is asked, of what was added meanwhile, too', () => {
    const index = createSpellingIndex<number>()
    index.add('one', 1)
    expect([...index.maybeIn('one two')]).toEqual([1])
    index.add('two', 2)
    expect([...index.maybeIn('one two')]).toEqual([1, 2])
  })
})

const bytes = (sign: string) => (character: string) =>
  [...new TextEncoder().encode(character)].map((byte) => `${sign}${byte.toString(16).padStart(2, '0')}`).join('')
const units = (sign: string) => (character: string) =>
  character
    .split('')
    .map((unit) => `${sign}${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
const code = (character: string): number => character.codePointAt(0) ?? 0
const WAYS: readonly ((character: string) => string)[] = [
  String,
  (character) => character.toUpperCase(),
  (character) => character.toLowerCase(),
  ...['%', '%25', '%2525', '=', '\\x', '\\\\x'].map(bytes),
  ...['\\u', '\\\\\\u', '%u', '%25u'].map(units),
  (character) => `\\u{${code(character).toString(16)}}`,
  (character) => `&#${code(character)}`,
  (character) => `&amp;#x0${code(character).toString(16)};`,
  (character) => `=${code(character).toString(16)}`,
  (character) => `&${HTML_NAMES.get(character)?.[0] ?? 'no'};`,
  (character) => `\\&${HTML_NAMES.get(character)?.[0] ?? 'no'}`,
  (character) => `\\${LETTERS.get(character) ?? 'x'}`,
  (character) => `%5c%255C${LETTERS.get(character) ?? 'x'}`,
  (character) => `%5c${bytes('%')(character)}`,
  (character) => (character === ' ' ? '+' : character),
  (character) => character.repeat(2),
]

itAtLength('no text is passed over that a pattern is in', 5_000, (numRuns) => {
  const unit = fc.constantFrom(...'ab1025xunKſ;#&%=+"\'/<> \n\\éßİςǅ世😀')
  const secret = fc.array(unit, { minLength: 4, maxLength: 9 })
  const around = fc.string({ unit: fc.constantFrom(...'%25&#;amp\\xu01='), maxLength: 4 })
  const ways = fc.array(fc.constantFrom(...WAYS), { minLength: 9, maxLength: 9 })
  fc.assert(
    fc.property(secret, ways, around, around, fc.boolean(), (characters, how, before, after, isBackwards) => {
      const given = characters.join('')
      const spelled = characters.map((character, at) => how[at]?.(character) ?? '').join('')
      const text = `${before}${isBackwards ? characters.toReversed().join('') : spelled}${after}`
      for (const form of formsOf(given)) {
        const index = createSpellingIndex<string>()
        index.add(form.spells, given)
        if (text.search(form.pattern()) >= 0) expect([...index.maybeIn(text)]).toEqual([given])
      }
    }),
    { numRuns },
  )
})

it('a text that is no Unicode is always searched for', () => {
  expect(maybe('nothing', '\ud800 of it')).toEqual(['\ud800 of it'])
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itAtLength } from '../../../tests/support/at-length.ts'
import { formsAlone, formsOf } from './secret-forms.ts'

const isFound = (text: string, ...secrets: readonly string[]): boolean =>
  secrets.flatMap(formsOf).some((form) => text.search(form.pattern()) >= 0)

describe('which secrets', () => {
  it('have forms: those from four characters on, which an emoji is one of', () => {
    expect(formsOf('')).toEqual([])
    expect(['abc', '😀😀😀'].flatMap(formsOf)).toEqual([])
    expect(isFound('x abcd x', 'abcd')).toBe(true)
    expect(isFound('x 😀😀😀😀 x', '😀😀😀😀')).toBe(true)
  })

  it('are found in any case and backwards: those from eight characters on', () => {
    expect([isFound('x ABCDEFGH x', 'abcdefgh'), isFound('x hgfedcba x', 'abcdefgh')]).toEqual([true, true])
    expect([isFound('x ABCDEFG x', 'abcdefg'), isFound('x gfedcba x', 'abcdefg')]).toEqual([false, false])
  })

  it('are all found, and each of them everywhere', () => {
    const text = 'abcd efgh abcd longer-one eno-regnol'
    const places = ['abcd', 'efgh', 'longer-one']
      .flatMap(formsOf)
      .flatMap((form) => [...text.matchAll(form.pattern())].map(({ index }) => index))
    expect(places.toSorted((a, b) => a - b)).toEqual([0, 5, 10, 15, 26])
  })

  it('mean themselves, whatever signs are in them', () => {
    expect(isFound('a.c$ab', 'a.c$')).toBe(true)
    expect(isFound('abc$ab', 'a.c$')).toBe(false)
    expect(isFound('x (a|b)*+?[c] x', '(a|b)*+?[c]')).toBe(true)
  })
})

it('a short one that may be a word has forms where it stands alone, also in base64 and in that of URLs', () => {
  const spelled = formsAlone('>>>?').map(({ spells, isAlone }) => [spells, isAlone])
  expect(spelled).toEqual([
    ['>>>?', true],
    ['Pj4+Pw', true],
    ['Pj4-Pw', true],
  ])
  expect(formsAlone('???/').map(({ spells }) => spells)).toEqual(['???/', 'Pz8/Lw', 'Pz8_Lw'])
  expect(formsAlone('abc')).toEqual([])
  expect(formsAlone('abcdefgh').map(({ isAlone }) => isAlone)).toEqual([false, false])
})

// Each stands between `ab` and `cd`, as a server may write it.
const SPELLINGS: readonly (readonly [character: string, spellings: readonly string[]])[] = [
  [' ', [' ', '%20', '%2520', '+', '\\u0020', '\\x20', '&#32;', '&#x20;', '=20']],
  ['/', ['/', '%2F', '%2f', '\\/', '\\\\/', '\\u002F', '&#47;', '&sol;', '&sol', '=2F', '%5C/', '%5c%2F']],
  [
    '"',
    [
      '"',
      '%22',
      '\\"',
      '\\\\\\"',
      '\\u0022',
      '&#34;',
      '&quot;',
      '&QUOT;',
      '&amp;quot;',
      '&amp;amp;quot;',
      '\\&quot;',
      '%5C%22',
    ],
  ],
  ["'", ["'", '%27', "\\'", '&#39;', '&#x27;', '&apos;', '&#039;']],
  ['\n', ['\n', '%0A', '\\n', '\\\\n', '\\u000a', '&#10;', '=0A', '%5Cn']],
  ['\t', ['\t', '%09', '\\t', '\\u0009', '&#9;']],
  ['\r', ['\r', '%0D', '\\r', '\\u000D']],
  ['\b', ['\b', '%08', '\\b', '\\u0008']],
  ['\f', ['\f', '%0C', '\\f', '\\u000c']],
  ['`', ['`', '%60', '\\`', '&grave;', '&DiacriticalGrave;']],
  ['\\', ['\\', '\\\\', '\\\\\\\\\\\\\\\\', '%5C', '%255c', '\\u005c', '&bsol;', '&#92;']],
  ['&', ['&', '%26', '\\u0026', '&amp;', '&AMP;', '&amp;amp;', '&#38;', '=26']],
  [
    'é',
    [
      'é',
      '%C3%A9',
      '%c3%a9',
      '%25C3%25A9',
      '\\u00e9',
      '\\u00E9',
      '\\xe9',
      '\\xC3\\xA9',
      '&#233;',
      '&#xE9;',
      '=C3=A9',
      '=E9',
      '%E9',
      '%25e9',
      '\\u{000000e9}',
      '&#000000233;',
      '&#x000000E9',
    ],
  ],
  ['ÿ', ['ÿ', '=FF', '%FF', '\\xff']],
  ['世', ['世', '%E4%B8%96', '\\u4e16', '\\u{4E16}', '&#19990;', '&#x4e16;', '=E4=B8=96', '\\xe4\\xb8\\x96']],
  [
    '😀',
    ['😀', '%F0%9F%98%80', '\\ud83d\\ude00', '\\uD83D\\uDE00', '\\u{1f600}', '\\u{01F600}', '&#128512;', '&#x1F600;'],
  ],
]

describe('a character', () => {
  it.each(SPELLINGS.flatMap(([character, all]) => all.map((spelling) => [character, spelling] as const)))(
    '%j may be written as %j',
    (character, spelling) => expect(isFound(`x ab${spelling}cd x`, `ab${character}cd`)).toBe(true),
  )

  it.each(SPELLINGS.map(([character]) => character))('%j is not any other', (character) => {
    expect(isFound('x abzcd x', `ab${character}cd`)).toBe(false)
    expect(isFound('x abcd x', `ab${character}cd`)).toBe(false)
  })

  // The names that HTML has for ASCII characters.
  it.each(
    Object.entries({
      '!': 'excl',
      '#': 'num',
      $: 'dollar',
      '%': 'percnt',
      '(': 'lpar',
      ')': 'rpar',
      '*': 'ast midast',
      '+': 'plus',
      ',': 'comma',
      '.': 'period',
      ':': 'colon',
      ';': 'semi',
      '<': 'lt LT',
      '=': 'equals',
      '>': 'gt GT',
      '?': 'quest',
      '@': 'commat',
      '[': 'lsqb lbrack',
      ']': 'rsqb rbrack',
      '^': 'Hat',
      _: 'lowbar UnderBar',
      '{': 'lcub lbrace',
      '|': 'verbar vert VerticalLine',
      '}': 'rcub rbrace',
    }),
  )('%s has these names in HTML: %s', (character, names) => {
    for (const name of names.split(' ')) expect(isFound(`ab&${name};cd`, `ab${character}cd`)).toBe(true)
  })
})

it('many backslashes are one piece, each of which may be doubled again and again', () => {
  expect(isFound('a\\\\\\\\b1', 'a\\\\b1')).toBe(true)
  expect(isFound('a%5C%5Cb1', 'a\\\\b1')).toBe(true)
  expect(isFound('a\\b1', 'a\\\\b1')).toBe(false)
  expect(isFound(`a${'\\'.repeat(16)}b1`, 'a\\\\b1')).toBe(true)
  expect(isFound(`a${'\\'.repeat(17)}b1`, 'a\\\\b1')).toBe(false)
  expect(isFound(`a${'%5C'.repeat(8)}b1`, 'a\\\\b1')).toBe(true)
  expect(isFound(`a${'%5C'.repeat(9)}b1`, 'a\\\\b1')).toBe(false)
})

itAtLength('finds what a URL, JSON or JSON in JSON makes of any secret', 200, (numRuns) => {
  const unit = fc.oneof(
    fc.constantFrom(...'ab1"\'<>&\\/+%=?;é世😀 \n\t'),
    fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
  )
  const secret = fc
    .string({ unit, minLength: 4, maxLength: 12 })
    .filter((text) => text.isWellFormed() && [...text].length >= 4)
  fc.assert(
    fc.property(secret, (text) => {
      const json = JSON.stringify(text).slice(1, -1)
      for (const form of [encodeURIComponent(text), json, JSON.stringify(json).slice(1, -1)])
        expect(isFound(`x${form}x`, text)).toBe(true)
    }),
    { numRuns },
  )
})

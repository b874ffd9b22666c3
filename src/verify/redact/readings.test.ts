import { describe, expect, it } from 'vitest'
import { readingsAt } from './readings.ts'

/** All that the whole of a text may mean, as one character. */
const wholes = (text: string): string[] =>
  readingsAt(text, 0)
    .filter(({ next }) => next === text.length)
    .map(({ means }) => means)

describe('an escape may be', () => {
  it.each([
    ['%C2%80', '\u0080'],
    ['%DF%BF', '\u07ff'],
    ['%E0%A0%80', '\u0800'],
    ['%E0%A4%85', 'अ'],
    ['%EF%BF%BF', '\uffff'],
    ['%EF%BB%BF', '\ufeff'],
    ['%F0%90%80%80', '\u{10000}'],
    ['%F4%8F%BF%BF', '\u{10ffff}'],
    ['=E0=A4=85', 'अ'],
    ['\\xe0\\xa4\\x85', 'अ'],
    ['%25E0%25A4%2585', 'अ'],
  ])('the bytes %s of one character', (text, meant) => expect(wholes(text)).toContain(meant))

  it.each([
    ['\\u{10ffff}', '\u{10ffff}'],
    ['\\u{00000010ffff}', '\u{10ffff}'],
    ['&#1114111;', '\u{10ffff}'],
    ['&#0000001114111;', '\u{10ffff}'],
    ['&#x10FFFF', '\u{10ffff}'],
    ['&amp;amp;#47;', '/'],
    [`${'\\'.repeat(8)}"`, '"'],
    ['%2525u002f', '/'],
    ['&quot;', '"'],
    ['&LT', '<'],
    ['&amp;sol;', '/'],
    ['+', ' '],
  ])('%s of one character', (text, meant) => expect(wholes(text)).toContain(meant))

  it.each([
    '%E0%A4',
    '%E0%80%80',
    '%ED%A0%80',
    '%F4%90%80%80',
    '\\u{110000}',
    '&#1114112;',
    '&#x110000',
    `${'\\'.repeat(9)}"`,
    '%25252Fu002f',
    '%25252561',
    'a',
    '',
  ])('no character: %j', (text) => expect(wholes(text)).toEqual([]))
})

it('backslashes that are too many before a letter are no escape at all, and escaped ones not of it', () => {
  expect(readingsAt(`${'\\'.repeat(9)}"`, 0)).toEqual([])
  expect(wholes(`${'%5C'.repeat(8)}"`)).toEqual(['"'])
  expect(wholes(`${'%5C'.repeat(9)}"`)).toEqual([])
})

it('bytes of UTF-8 may be so many characters of Latin 1, too, and a number one that is shorter', () => {
  expect(readingsAt('%E0%A4%85', 0)).toEqual([
    { means: 'à', next: 3 },
    { means: 'अ', next: 9 },
  ])
  expect(readingsAt('&#971', 0).map(({ means, next }) => [means, next])).toEqual([
    ['\t', 3],
    ['a', 4],
    ['ϋ', 5],
  ])
})

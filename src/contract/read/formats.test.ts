import { fullFormats } from 'ajv-formats/dist/formats.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDateTime, isRegExp, isUri } from './formats.ts'

describe('isDateTime', () => {
  it('takes every instant that JavaScript writes', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }), (date) => {
        expect(isDateTime(date.toISOString())).toBe(true)
      }),
    )
  })

  it.each([
    ['2024-02-29T00:00:00Z', true],
    ['2023-02-29T00:00:00Z', false],
    ['2000-02-29T00:00:00Z', true],
    ['1900-02-29T00:00:00Z', false],
    ['2026-03-03T10:30:00', false],
    ['2026-03-03 10:30:00Z', false],
    ['2026-03-03T24:00:00Z', false],
    ['2026-13-01T00:00:00Z', false],
    ['2026-04-31T00:00:00Z', false],
    ['2026-03-03T10:30:00.123456+05:30', true],
    ['2026-03-03T10:30:00+24:00', false],
    ['1998-12-31T23:59:60Z', true],
    ['1998-12-31T15:59:60-08:00', true],
    ['1998-12-31T15:59:60Z', false],
    ['2026-03-03', false],
    ['2026-03-03T23:59:59+23:59', true],
    ['2026-03-03T10:60:00Z', false],
    ['2026-03-03T10:30:00+05:60', false],
    ['2026-03-03T10:30:61Z', false],
    ['1998-12-31T23:59:61Z', false],
    ['1999-01-01T05:29:60+05:30', true],
    ['2026-00-03T10:30:00Z', false],
    ['2026-03-00T10:30:00Z', false],
    ['2026-12-31t10:30:00z', true],
  ])('%s: %s, as RFC 3339 has it', (text, expected) => {
    expect(isDateTime(text)).toBe(expected)
  })
})

it('a month has its own number of days', () => {
  const lasts = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  for (const [index, last] of lasts.entries()) {
    const on = (day: number): string => `2026-${String(index + 1).padStart(2, '0')}-${day}T00:00:00Z`
    expect([on(last), on(last + 1)].map(isDateTime), on(last)).toEqual([true, false])
  }
})

it('a date and time is all that its text says', () => {
  for (const text of [
    ' 2026-03-03T10:30:00Z',
    '2026-03-03T10:30:00Z ',
    '02026-03-03T10:30:00Z',
    '2026-03-03T10:30:00.Z',
  ])
    expect(isDateTime(text), text).toBe(false)
})

describe('isUri', () => {
  it.each([
    'http://g.co/meet/RocketChat_697887e3c8b0533020781a4a',
    'https://example.com:8080/a?b=c#d',
    'urn:isbn:0451450523',
    'mailto:a@example.com',
    'example.com/a',
    '/a/b',
    'https://example.com/a b',
    'https://example.com/%zz',
    'https://example.com/%4',
    'https://example.com/%41%c3%A9',
    'a+b-c.1:x',
    '1a:x',
    'a:',
    ' a:b',
    'a:b ',
    'a:b\\c',
    ...[...'-._~:/?#@!$&\'()*+,;=<>"^`{|}é'].map((mark) => `urn:a${mark}b`),
    '',
  ])('says of "%s" what ajv-formats says', (text) => {
    const uri = fullFormats.uri
    expect(isUri(text)).toBe(typeof uri === 'function' && uri(text))
  })
})

it('an address with a host is one that can be read', () => {
  expect(['http://[::1]/a', 'http://[::/a', 'urn:[::'].map(isUri)).toEqual([true, false, true])
})

it('a regular expression is one by the rules of Unicode, which know no needless escapes', () => {
  expect(['', '^a+$', '\\p{Lu}', '(?<name>x)', '\\/'].map(isRegExp)).toEqual([true, true, true, true, true])
  expect(['(', '[z-a]', 'a**', '\\-', '{', '(?<name>x)(?<name>y)'].map(isRegExp)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})

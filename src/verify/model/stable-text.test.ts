import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMark, stableText } from './stable-text.ts'

describe('what changes in every run', () => {
  it.each([
    ['at 2026-03-03T10:34:00.000Z', 'at <…>'],
    ['at 2026-03-03 10:34', 'at <…>'],
    ['at 2026-03-03T10:34:05+01:00.', 'at <…>.'],
    ['from 2026-03-03T10:34:05-0100 on', 'from <…> on'],
    ['id 0B5A8f0e-1111-4222-8333-444455556666!', 'id <…>!'],
    ['of room_0b5a8f0e-1111-4222-8333-444455556666', 'of room_<…>'],
    ['abcdefab-dead-beef-cafe-abcdefabcdef is gone', '<…> is gone'],
    ['wait 12 seconds', 'wait <…> seconds'],
    ['wait 1.5 s', 'wait <…> s'],
    ['wait 300ms', 'wait <…>ms'],
    ['wait 1 minute, or 2 min', 'wait <…> minute, or <…> min'],
    ['12 secondhand books', '12 secondhand books'],
    ['code aB3dE5', 'code <…>'],
    ['number 12345', 'number <…>'],
    ['number 1234', 'number 1234'],
    ['authorization4041', '<…>'],
    ['room gMMeBpWyLeowCrzBv1', 'room <…>'],
    ['637b4534d3cc906f14f967dd', '<…>'],
    // From twelve characters on, only what has the form of words is none.
    ['no room kXbQzWpLmRtY', 'no room <…>'],
    ['no room kXbQzWpLmRt', 'no room kXbQzWpLmRt'],
  ])('is left out of %j', (text, stable) => expect(stableText(text, [])).toBe(stable))

  it.each([
    'error-not-allowed',
    'guestName must be a string',
    'RocketChat utf8 HTTP2 v1',
    'UNAUTHORIZED',
    'invalid_params',
    'ValidationException',
    'status 404',
    'authorization404',
  ])('is none of %j', (text) => expect(stableText(text, [])).toBe(text))

  it('is a value of the case, wherever it stands and however often, the longest first', () => {
    expect(stableText('room abc of abc-def', ['abc', '', 'abc-def'])).toBe('room <…> of <…>')
    expect(stableText('x', [''])).toBe('x')
  })
})

describe('a text that is long', () => {
  const words = (length: number): string => 'ab '.repeat(100).slice(0, length)

  it('is cut after 200 characters', () => {
    expect(stableText(words(200), [])).toBe(words(200))
    expect(stableText(words(201), [])).toBe(`${words(200)}<…>`)
  })

  it('is marked as cut even if what is left out makes it short', () => {
    expect(stableText('a1b2'.repeat(101), [])).toBe('<…><…>')
    expect(stableText('a1b2'.repeat(100), [])).toBe('<…>')
    // What comes after 400 characters is not read.
    expect(stableText(`${'a1b2'.repeat(100)} word`, [])).toBe('<…><…>')
  })

  it('is well-formed even where a character was cut', () => {
    expect(stableText(`${words(199)}😀`, [])).toBe(`${words(199)}\ufffd<…>`)
  })
})

it.each(['<any>', '<nothing>', '<text>', '<number>', '<boolean>', '<instant>', '<list>', '<object>', '<name>'])(
  '%s is a placeholder; a target that says it has said a text',
  (mark) => {
    expect([isMark(mark), stableText(mark, [])]).toEqual([true, '<text>'])
  },
)

it('a hole alone, or anything else, is no placeholder', () => {
  expect(['<…>', '<other>', 'any', ''].map(isMark)).toEqual([false, false, false, false])
})

it('is the same once it is stable, as far as it is short', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const stable = stableText(text, [])
      expect(stableText(stable, [])).toBe(stable)
    }),
  )
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinLines } from './joined-lines.ts'

it.each(['', 'one line', 'a = b', 'a\tb', '100%0', 'a\\b', '&#11;', '\\u000b'])('%j has one line', (text) => {
  expect(joinLines(text)).toBeNull()
})

it.each([
  ['a\nb', 'ab'],
  ['a\r\nb', 'ab'],
  ['a\r\n\r\nb', 'ab'],
  ['a\n    b', 'ab'],
  ['a\n\t b', 'ab'],
  [`a\n${' '.repeat(16)}b`, 'ab'],
  [`a\n${' '.repeat(17)}b`, 'a b'],
  // As JSON and JavaScript write it, also twice.
  ['a\\nb', 'ab'],
  ['a\\r\\nb', 'ab'],
  ['a\\\\nb', 'ab'],
  ['a\\u000ab', 'ab'],
  ['a\\u000Db', 'ab'],
  ['a\\x0Ab', 'ab'],
  ['a\\x0db', 'ab'],
  ['a\\rb', 'ab'],
  [`a${'\\'.repeat(8)}nb`, 'ab'],
  ['a\\r\\n\\r\\nb', 'ab'],
  // As URLs do.
  ['a%0Ab', 'ab'],
  ['a%0d%0ab', 'ab'],
  ['a%250Ab', 'ab'],
  ['a%25250db', 'ab'],
  // As HTML does.
  ['a&#10;b', 'ab'],
  ['a&#013;b', 'ab'],
  ['a&#xA;b', 'ab'],
  ['a&amp;#xd;b', 'ab'],
  ['a&amp;amp;#0000013b', 'ab'],
  ['a&#X000000a;b', 'ab'],
  // As mail does: what follows a soft break is text.
  ['a=\r\nb', 'ab'],
  ['a=\n b', 'a b'],
  ['a=\\r\\nb', 'ab'],
  ['a\nb\n', 'ab'],
  ['\n\na', 'a'],
  ['\n', ''],
])('%j is joined to %j', (text, joined) => expect(joinLines(text)?.text).toBe(joined))

it('knows where each character stood', () => {
  const joined = joinLines('ab\r\n  cd\\ne')
  expect(joined?.text).toBe('abcde')
  expect([0, 1, 2, 3, 4].map((at) => joined?.placeOf(at))).toEqual([0, 1, 6, 7, 10])
})

it('loses no character but those of the breaks, and finds each', () => {
  const pieces = fc.array(fc.constantFrom('a', 'b', 'é', '😀', '\n', '\r\n', '\\n', '%0A', '=\n'), { maxLength: 12 })
  fc.assert(
    fc.property(pieces, (all) => {
      const text = all.join('')
      const joined = joinLines(text)
      expect(joined?.text ?? text).toBe(text.replaceAll(/=?(?:\r\n|\n|\\n|%0A)/g, ''))
      for (let at = 0; at < (joined?.text.length ?? 0); at++)
        expect(text[joined?.placeOf(at) ?? -1]).toBe(joined?.text[at])
    }),
  )
})

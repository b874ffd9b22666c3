import { describe, expect, it } from 'vitest'
import { ACTING, cut, toPlainLine, toPlainText, toVisible } from './plain.ts'

const isActing = (text: string): boolean => text.search(ACTING) >= 0

describe('what acts or cannot be seen', () => {
  it.each([
    ['\0', '␀'],
    ['\u0008', '␈'],
    ['\u000b', '␋'],
    ['\u001b', '␛'],
    ['\u001f', '␟'],
    ['\u007f', '␡'],
    ['\u0080', '⟨U+0080⟩'],
    ['\u009f', '⟨U+009F⟩'],
    ['\u061c', '⟨U+061C⟩'],
    ['\u180e', '⟨U+180E⟩'],
    ['\u200b', '⟨U+200B⟩'],
    ['\u200e', '⟨U+200E⟩'],
    ['\u200f', '⟨U+200F⟩'],
    ['\u2028', '⟨U+2028⟩'],
    ['\u202e', '⟨U+202E⟩'],
    ['\u2060', '⟨U+2060⟩'],
    ['\u206f', '⟨U+206F⟩'],
    ['\ufeff', '⟨U+FEFF⟩'],
    ['\ufff9', '⟨U+FFF9⟩'],
    ['\uffff', '⟨U+FFFF⟩'],
    ['\ud800', '⟨U+D800⟩'],
    ['\udbff', '⟨U+DBFF⟩'],
    ['\udc00', '⟨U+DC00⟩'],
    ['\udfff', '⟨U+DFFF⟩'],
    ['\u{e0000}', '⟨U+E0000⟩'],
    ['\u{e007f}', '⟨U+E007F⟩'],
    ['\u{e0041}', '⟨U+E0041⟩'],
  ])('%j becomes %s', (character, sign) => {
    expect([isActing(character), toVisible(character), toPlainText(`a${character}b`)]).toEqual([
      true,
      sign,
      `a${sign}b`,
    ])
  })

  it('a space is visible as it is asked for, since controls end before it', () => {
    expect([toVisible('\u001f'), toVisible(' ')]).toEqual(['␟', '⟨U+0020⟩'])
  })

  it.each(
    '\t|\n| |~|\u00a0|\u061b|\u061d|\u180d|\u180f|\u200a|\u200c|\u200d|\u2010|\u2027|\u202f|\u205f|\u2070|\ufefe|\uff00|\ufff8|\u{e0080}|\u{e0100}|😀|é|ש'.split(
      '|',
    ),
  )('%j is none of it', (character) => expect(isActing(`a${character}b`)).toBe(false))
})

it('a plain text keeps its lines, with tabs as spaces; a lone return is visible', () => {
  expect(toPlainText('a\r\nb\nc\td\re')).toBe('a\nb\nc  d␍e')
  expect(toPlainText('\u001b[31mred\u001b[0m')).toBe('␛[31mred␛[0m')
  expect(toPlainText('👩‍👩‍👧 🇩🇪 é שלום')).toBe('👩‍👩‍👧 🇩🇪 é שלום')
})

it('a plain line shows its breaks', () => {
  expect(toPlainLine('a\r\nb\n\nc\td')).toBe('a⏎b⏎⏎c  d')
})

it.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['', 0, ''],
  ['a', 0, '…'],
  ['a', 1, 'a'],
  ['ab', 1, '…'],
  ['🙂🙂🙂', 3, '🙂🙂🙂'],
  ['🙂🙂🙂🙂', 3, '🙂🙂…'],
  ['a'.repeat(1000), 5, 'aaaa…'],
])('%j cut to %i characters is %j', (text, length, expected) => expect(cut(text, length)).toBe(expected))

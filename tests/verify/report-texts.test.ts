import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toMessage, toProperty } from '../../src/report/text/github.ts'
import { toLogLine, toLogText } from '../../src/report/text/log.ts'
import { toCode, toCodeBlock, toHtml, toMarkdown } from '../../src/report/text/markdown.ts'
import { cut, toPlainLine, toPlainText } from '../../src/report/text/plain.ts'
import { toAttributes, toXmlText } from '../../src/report/text/xml.ts'
import { readXml } from '../support/read-xml.ts'
import { character } from '../support/code-points.ts'

/** Any text at all, with what acts somewhere more often than chance has it. */
const text = fc.oneof(
  fc.string({ unit: character, maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc.string({
    unit: fc.constantFrom(
      '::',
      ':',
      '#',
      '##',
      '[',
      ']',
      '`',
      '```',
      '\n',
      '\r',
      '\t',
      ' ',
      '<',
      '>',
      '&',
      '"',
      "'",
      '|',
      '@',
      'set-output',
      'error',
      'a',
      '%',
      ',',
      '\u001b[0m',
      '\u202e',
      '\\',
      '](',
      '//',
      'www.',
      '\ud83d',
    ),
    maxLength: 20,
  }),
)

// oxlint-disable-next-line no-control-regex -- it matches control characters
const ACTING = /[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/

const holds = (claim: (value: string) => void): void => fc.assert(fc.property(text, claim), { numRuns: 2000 })

it('prints no character that acts, whatever the text', () => {
  holds((value) => {
    expect(toPlainText(value)).not.toMatch(ACTING)
    expect(toPlainText(value).isWellFormed()).toBe(true)
    expect(toPlainLine(value)).not.toContain('\n')
  })
})

it('keeps what people write as it is: emoji, accents, scripts from right to left', () => {
  const words = '👩‍👩‍👧 🇩🇪 é שלום مرحبا 世界 ✗ …'
  expect(toPlainText(words)).toBe(words)
})

it('makes what acts visible, so that a difference in it is seen', () => {
  expect(toPlainText('a\u001b[31m\0\u007f\u202e\ud800\tb\r\nc')).toBe('a␛[31m␀␡⟨U+202E⟩⟨U+D800⟩  b\nc')
})

it('cuts by characters and never through one', () => {
  expect([cut('🙂🙂🙂', 3), cut('🙂🙂🙂', 2), cut('abc', 3)]).toEqual(['🙂🙂🙂', '🙂…', 'abc'])
})

it('writes no line to a log that a CI system would take for a command', () => {
  holds((value) => {
    for (const line of `  ${toLogText(value)}\n${toLogLine(value)}`.split('\n'))
      expect(line).not.toMatch(/^\s*::|##\w*\[/)
  })
})

it('ends no command to GitHub early, and starts no second one', () => {
  holds((value) => {
    expect(toMessage(value)).not.toMatch(/[\r\n]|%(?!25|0A|0D)/)
    expect(toProperty(value)).not.toMatch(/[\r\n:,]|%(?!25|0A|0D|3A|2C)/)
  })
})

it('writes XML that reads back as the text, in a tag as in an attribute', () => {
  holds((value) => {
    const xml = readXml(
      `<?xml version="1.0" encoding="UTF-8"?><a${toAttributes({ b: value, c: null })}>${toXmlText(value)}</a>`,
    )
    expect(xml).toEqual({ name: 'a', attributes: { b: toPlainText(value) }, children: [], text: toPlainText(value) })
  })
})

it('writes Markdown prose without markup, link or mention', () => {
  holds((value) => {
    const prose = toMarkdown(value).replace(/\\[\\`*_{}[\]|~$]/g, ' ')
    expect(prose).not.toMatch(/[<>`*_[\]|~\n]|@\w|(?<!&)#\w|:\/\/|www\./)
    expect(toHtml(value)).not.toMatch(/[<>"'\n]|&(?!#\d+;)/)
  })
})

it('fences code so that nothing in it closes the fence', () => {
  holds((value) => {
    const lines = toCodeBlock(value, 'text').split('\n')
    const fence = lines.at(-1) ?? ''
    expect(fence).toMatch(/^`{3,}$/)
    expect(lines[0]).toBe(`${fence}text`)
    expect(lines.slice(1, -1).join('\n')).not.toContain(fence)
    const [opening = ''] = /^`*/.exec(toCode(value)) ?? []
    if (value !== '') expect(toCode(value).slice(opening.length, -opening.length)).not.toContain(opening)
  })
})

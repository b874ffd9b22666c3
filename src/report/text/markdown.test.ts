import { expect, it } from 'vitest'
import { toCode, toCodeBlock, toHtml, toMarkdown, toTable } from './markdown.ts'

it.each([
  ['*a* _b_ `c` ~d~ $e$', '\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\$e\\$'],
  ['[a](b) {c} |d| \\', '\\[a\\](b) \\{c\\} \\|d\\| \\\\'],
  ['<b>&amp;', '&#60;b&#62;&#38;amp;'],
  ['https://a.b', 'https&#58;//a.b'],
  ['WWW.a.b a.b', 'WWW&#46;a.b a.b'],
  ['a: b', 'a: b'],
  ['a\nb', 'a⏎b'],
  ['\u001b', '␛'],
])('%j in Markdown is %j', (text, expected) => expect(toMarkdown(text)).toBe(expected))

it('nobody is mentioned, and no issue', () => {
  expect([toMarkdown('@octocat #1 @ #'), toHtml('@octocat #1 @ #')]).toEqual([
    '@\u200boctocat #\u200b1 @ #',
    '@\u200boctocat #\u200b1 @ #',
  ])
})

it('a text in an element of HTML is escaped', () => {
  expect(toHtml(`<a href="x">'&\nb`)).toBe('&#60;a href=&#34;x&#34;&#62;&#39;&#38;⏎b')
})

it('code is verbatim, in more backticks than it has in a row', () => {
  expect([toCode('a*b'), toCode('a`b'), toCode('``'), toCode(''), toCode('a\nb')]).toEqual([
    '` a*b `',
    '`` a`b ``',
    '``` `` ```',
    '',
    '` a⏎b `',
  ])
})

it('a block of code has its language, and a fence that it cannot close', () => {
  expect(toCodeBlock('a\n`b`', 'diff')).toBe('```diff\na\n`b`\n```')
  expect(toCodeBlock('```\n````', 'sh')).toBe('`````sh\n```\n````\n`````')
  expect(toCodeBlock('', 'text')).toBe('```text\n\n```')
})

it('a table has its numbers to the right', () => {
  expect(
    toTable(
      ['a', 'b', 'c'],
      [
        ['x', 1, 2],
        ['y', 3, 4],
      ],
    ),
  ).toBe('| a | b | c |\n| --- | ---: | ---: |\n| x | 1 | 2 |\n| y | 3 | 4 |')
  expect(toTable(['a'], [])).toBe('| a |\n| --- |')
})

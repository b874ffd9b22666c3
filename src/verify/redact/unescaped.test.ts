import { expect, it } from 'vitest'
import { unescapings } from './unescaped.ts'

it.each([
  ['a%2Fb%2fc', 'a/b/c'],
  ['%C3%A9', 'é'],
  ['%E9', 'é'],
  ['100 %', '100 %'],
  ['a\\/b\\u0022c\\x27\\n', 'a/b"c\'\n'],
  ['a&#47;b&#x2f;c&amp;&quot', 'a/b/c&"'],
  ['&#128512;&#x1f600;', '😀😀'],
  ['&#1114111;&#x10FFFF;', '\u{10ffff}\u{10ffff}'],
  ['&#1114112;&#x110000;', '&#1114112;&#x110000;'],
  ['&AMP;&LT&Quot;', '&<"'],
  ['&lt;a&gt; &amp; &quot;b&quot; &apos;c&apos; &apos', "<a> & \"b\" 'c' '"],
  ['\\b\\f\\n\\r\\t\\v\\"\\\\', '\b\f\n\r\tv"\\'],
  ['&#x000000002f;&#00000000047;', '//'],
  ['\\u{2f}\\u{00001F600}\\u{10ffff}', '/😀\u{10ffff}'],
  ['\\u{110000}', 'u{110000}'],
  ['&#9999999;', '&#9999999;'],
  ['\\u{9}&#9;&#x9;', '\t\t\t'],
  ['%255Cu002f', '/'],
  ['\\\\"', '"'],
])('%j may be %j', (text, meant) => expect(unescapings(text)).toContain(meant))

it('of a text without escapes are nothing else, and of any text few', () => {
  expect([...unescapings('as it is')]).toEqual(['as it is'])
  expect(unescapings('%2541 \\\\u0041 &amp;#65;'.repeat(9)).size).toBe(16)
})

import { expect, it } from 'vitest'
import { tokensOf } from './json-tokens.ts'

it.each([
  ['{"a":[1,{}]}', ['{', '"a"', ':', '[', '{', '}', ']', '}']],
  ['"a{:}b"', ['"a{:}b"']],
  [String.raw`{"a\"b":"c\\"}`, ['{', String.raw`"a\"b"`, ':', String.raw`"c\\"`, '}']],
  ['true', []],
  ['{"open', ['{']],
  ['"line\\\nbreak"', ['"line\\\nbreak"']],
])('the tokens of %s are its marks and strings, in order', (json, tokens) => {
  expect([...tokensOf(json)]).toEqual(tokens)
})

it('a string of a million characters is one token', () => {
  const text = JSON.stringify('\\"'.repeat(500_000))
  expect([...tokensOf(`[${text}]`)]).toEqual(['[', text, ']'])
})

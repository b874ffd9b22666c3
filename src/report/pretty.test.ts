import { expect, it } from 'vitest'
import { pretty } from './pretty.ts'

it.each([
  ['{"a":[1,{}],"b":"x"}', '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": "x"\n}'],
  ['[]', '[]'],
  [' null ', 'null'],
  ['"a\\nb"', '"a\\nb"'],
])('%s is formatted', (text, expected) => expect(pretty(text)).toBe(expected))

it.each(['', 'a text', '{"a":1', '<p>', 'undefined'])('%j is no JSON and stays', (text) => {
  expect(pretty(text)).toBe(text)
})

it('what is too deep stays, however it gets there', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`
  expect(pretty(nested(200))).toContain('\n')
  expect(pretty(nested(201))).toBe(nested(201))
  expect(pretty(`{"a":${nested(200)}}`)).toBe(`{"a":${nested(200)}}`)
  // Many side by side are not deep.
  expect(pretty(`[${Array.from({ length: 300 }, () => '[]').join(',')}]`)).toContain('\n')
  expect(pretty(`[${Array.from({ length: 300 }, () => '{}').join(',')}]`)).toContain('\n')
})

it('what is too long stays', () => {
  const text = (length: number): string => `["${'a'.repeat(length - 4)}"]`
  expect(pretty(text(262_144))).toContain('\n')
  expect(pretty(text(262_145))).toBe(text(262_145))
})

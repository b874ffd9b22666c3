import { expect, it } from 'vitest'
import { toEscapedJson, toEscapedLine } from './escaped-json.ts'

it('JSON has no active character, and reads back as the value', () => {
  const value = { name: 'a\u202eb\u001b[31m\ufeff', emoji: '😀', tag: '\u{e0041}', n: [1, null] }
  const json = toEscapedJson(value)
  expect(json).toBe('{"name":"a\\u202eb\\u001b[31m\\ufeff","emoji":"😀","tag":"\\udb40\\udc41","n":[1,null]}')
  expect(JSON.parse(json)).toEqual(value)
})

it('JSON is on one line, unless it is indented', () => {
  expect(toEscapedJson({ a: ['x\ny'] })).toBe('{"a":["x\\ny"]}')
  expect(toEscapedJson({ a: ['x\ny'] }, 2)).toBe('{\n  "a": [\n    "x\\ny"\n  ]\n}')
})

it('a line has its breaks and tabs escaped, too', () => {
  expect(toEscapedLine('a\tb\nc\rd\u001be é 😀')).toBe('a\\u0009b\\u000ac\\u000dd\\u001be é 😀')
  expect(toEscapedLine('\ud800')).toBe('\\ud800')
  expect(toEscapedLine('')).toBe('')
})

import { describe, expect, it } from 'vitest'
import { faces } from '../contract/compiled/faces.ts'
import { deeperThan, readBody, type ReadBody } from './body.ts'

const faceOf = (name: string) => {
  const face = faces.current.find(({ operation }) => operation === name)
  if (!face) throw new Error(`there is no operation ${name}`)
  return face
}
const limits = { depth: 3, parameters: 4 }
const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const read = (body: string, headers: Record<string, string> = json, operation = 'joinMeetingRoom'): ReadBody =>
  readBody(faceOf(operation), headers, body, limits)

const value = (found: unknown): ReadBody => ({ value: found, unreadable: null, over: null })
const EMPTY = value({})

describe('a body of JSON', () => {
  it.each([
    ['{"guestName":"Jane"}', { guestName: 'Jane' }],
    ['\ufeff{"guestName":"Jane"}', { guestName: 'Jane' }],
    [' \n{"a":1} ', { a: 1 }],
    ['[1]', [1]],
    ['null', null],
    ['"x"', 'x'],
    ['0', 0],
  ])('%j is read', (text, expected) => expect(read(text)).toEqual(value(expected)))

  it.each(['', ' \r\n', '\ufeff', '\ufeff '])('%j counts as none', (text) => expect(read(text)).toEqual(EMPTY))

  it('of no bytes is none, however it is said to be encoded', () => {
    expect(read('', { 'content-type': 'application/json; charset=utf-16' })).toEqual(EMPTY)
    expect(read('', { ...json, 'content-encoding': 'gzip' })).toEqual(EMPTY)
  })

  it.each(['{bad', '{}{}', '\ufeff\ufeff{}', ' \ufeff{}', 'NaN'])('%j cannot be read', (text) =>
    expect(read(text)).toEqual({ value: {}, unreadable: 'The body is not valid JSON.', over: null }),
  )

  it('may be as deep as allowed, and not a level more', () => {
    expect(read('[[[]]]')).toEqual(value([[[]]]))
    expect(read('[[[[]]]]')).toEqual({ value: {}, unreadable: null, over: 'depth' })
    expect(read('{"a":{"b":{"c":{}}}}').over).toBe('depth')
  })
})

describe('how deep a text is', () => {
  it.each([
    ['[][][][]', 1],
    ['{"a":[{}],"b":[]}', 3],
    ['["[[[["]', 1],
    [String.raw`["\"[[[["]`, 1],
    [String.raw`["\\",[[]]]`, 3],
    ['{"[{[{":1}', 1],
    ['', 0],
    ['7', 0],
  ])('%s is %i', (text, depth) => {
    expect(deeperThan(text, depth)).toBe(false)
    expect(deeperThan(text, depth - 1)).toBe(depth > 0)
  })
})

describe('the media type', () => {
  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF8"',
    'application/json; charset = us-ascii',
    ' application/json ;x',
  ])('%j is JSON', (type) => expect(read('{"a":1}', { 'content-type': type })).toEqual(value({ a: 1 })))

  it.each(['', 'text/plain', 'application/jsonx', 'application/json, text/plain', 'text/json'])(
    '%j is none that is taken, and the body counts as none',
    (type) => expect(read('{"a":1}', { 'content-type': type })).toEqual(EMPTY),
  )

  it.each(['charset=latin1', 'charset="utf-16"', 'charset=utf-8x'])('%s is another than that of JSON', (charset) =>
    expect(read('{"a":1}', { 'content-type': `application/json; ${charset}` })).toEqual({
      value: {},
      unreadable: 'JSON is read only as UTF-8.',
      over: null,
    }),
  )

  it('may be missing, and the body counts as none', () => expect(read('{"a":1}', {})).toEqual(EMPTY))

  it('matters nothing where an operation reads no body', () =>
    expect(read('{"a":1}', json, 'joinLivechatRoom')).toEqual(EMPTY))
})

describe('a compressed body', () => {
  it.each(['gzip', 'br', 'deflate', 'identity, gzip', 'x'])('in %s is not read', (encoding) =>
    expect(read('{"a":1}', { ...json, 'content-encoding': encoding })).toEqual({
      value: {},
      unreadable: 'The body cannot be decompressed here; send it uncompressed.',
      over: null,
    }),
  )

  it.each(['', ' ', 'identity', ' Identity '])('that says %j is none', (encoding) =>
    expect(read('{"a":1}', { ...json, 'content-encoding': encoding })).toEqual(value({ a: 1 })),
  )
})

describe('a form', () => {
  it('is read as a query is', () => expect(read('a=1&b[c]=2', form).value).toEqual({ a: '1', b: { c: '2' } }))

  it('may hold as many pairs as allowed, and not one more', () => {
    expect(read('a=1&b=2&c=3&d=4', form).over).toBeNull()
    expect(read('a=1&b=2&c=3&d=4&e=5', form)).toEqual({ value: {}, unreadable: null, over: 'parameters' })
  })
})

import { describe, expect, it } from 'vitest'
import { httpUrl, isInScope } from './scope.ts'
import { valuesOf } from './seen.ts'

describe('the URL of a request', () => {
  it('is of http, also where it was written as that of a WebSocket', () => {
    expect(['ws://a.example/x', 'WSS://a.example/x', 'http://a.example/'].map((text) => httpUrl(text)?.href)).toEqual([
      'http://a.example/x',
      'https://a.example/x',
      'http://a.example/',
    ])
  })

  it('is none of another kind', () =>
    expect(['ftp://a.example/', 'chrome-extension://x/', 'data:,x', '/rooms', ''].map(httpUrl)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]))
})

describe('the scope of a reading', () => {
  const url = new URL('https://a.example/any')

  it('without a server holds all', () => expect(isInScope(url, '/x', 'api', { url: null, prefixes: {} })).toBe(true))

  it('is one origin, and one prefix for each API', () => {
    const scope = { url: 'https://a.example/base/', prefixes: { chat: '/v1' } }
    expect(isInScope(url, '/base/v1', 'chat', scope)).toBe(true)
    expect(isInScope(url, '/base', 'chat', scope)).toBe(false)
    expect(isInScope(url, '/base', 'other', scope)).toBe(true)
    expect(isInScope(url, '/base/v1', 'other', scope)).toBe(false)
    expect(isInScope(new URL('https://a.example:444/'), '/base', 'other', scope)).toBe(false)
  })

  it('holds worlds of a greenroom in the path, and nothing below them', () => {
    const scope = { url: 'https://a.example', prefixes: {} }
    expect(['/~qa', '/~qa/more', '/qa', '/x/~qa'].map((before) => isInScope(url, before, '', scope))).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})

it('a header may have several values, in order', () => {
  const headers = [
    ['a', '1'],
    ['b', '2'],
    ['a', '3'],
  ] as const
  expect([valuesOf(headers, 'a'), valuesOf(headers, 'c')]).toEqual([['1', '3'], []])
})

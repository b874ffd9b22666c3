import { expect, it } from 'vitest'
import { sendableHeaders } from './sendable-headers.ts'

it('what frames an answer, or what every answer has, is not taken from a document', () => {
  const documented = {
    'Content-Length': 5,
    'transfer-encoding': 'chunked',
    Connection: 'close',
    'Cache-Control': 'max-age=5',
    'X-Rate': 60,
  }
  expect(sendableHeaders(documented)).toEqual({ headers: ['X-Rate', '60'], unsent: [] })
})

it('names and values that HTTP does not allow are left out, and named', () => {
  const documented = {
    'X-Wide': '→',
    'X-Lines': 'a\r\nSet-Cookie: b',
    'X-Nul': '\0',
    'X y': 'a',
    '': 'a',
    'X-Latin': 'é',
    'X-Tab': 'a\tb',
    "!#$%&'*+.^_`|~-9z": 'a',
  }
  expect(sendableHeaders(documented)).toEqual({
    headers: ['X-Latin', 'é', 'X-Tab', 'a\tb', "!#$%&'*+.^_`|~-9z", 'a'],
    unsent: ['X-Wide', 'X-Lines', 'X-Nul', 'X y', ''],
  })
})

it('a header without a value is left out, a list is joined, and of two the last counts', () => {
  const documented = {
    'X-None': null,
    'X-List': ['a', 'b'],
    'X-Object': { a: 1 },
    'content-type': 'a/b',
    'Content-type': 'c/d',
  }
  expect(sendableHeaders(documented)).toEqual({
    headers: ['X-List', 'a,b', 'X-Object', '{"a":1}', 'Content-type', 'c/d'],
    unsent: [],
  })
})

it.each([
  'Cache-Control',
  'Connection',
  'Content-Encoding',
  'Content-Length',
  'Greenroom-Outcome',
  'Keep-Alive',
  'Preference-Applied',
  'Proxy-Connection',
  'TE',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
  'X-Content-Type-Options',
])('%s is ours to send, in any case', (name) => {
  const documented = { [name]: 'a', [name.toLowerCase()]: 'b', [`${name}s`]: 'c' }
  expect(sendableHeaders(documented)).toEqual({ headers: [`${name}s`, 'c'], unsent: [] })
})

import { expect, it } from 'vitest'
import { passedOn, toPairs, withHeader } from './hop-headers.ts'

it('headers about the connection are not passed on, also those that Connection names', () => {
  const raw = [
    'Host',
    'a',
    'Connection',
    'keep-alive, X-Hop',
    'X-Hop',
    '1',
    'Keep-Alive',
    'timeout=5',
    'Set-Cookie',
    'a=1',
    'set-cookie',
    'b=2',
  ]
  expect(passedOn(raw)).toEqual(['Host', 'a', 'Set-Cookie', 'a=1', 'set-cookie', 'b=2'])
})

it.each([
  'Connection',
  'Keep-Alive',
  'Proxy-Connection',
  'Proxy-Authenticate',
  'Proxy-Authorization',
  'TE',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
  'Expect',
])('%s is about the connection', (name) => {
  expect(passedOn(['A', '1', name, 'x', 'B', '2'])).toEqual(['A', '1', 'B', '2'])
})

it('a header gets another value, and keeps its name and place', () => {
  expect(withHeader(['A', '1', 'HOST', 'here', 'B', 'host'], 'host', 'there')).toEqual([
    'A',
    '1',
    'HOST',
    'there',
    'B',
    'host',
  ])
  expect(toPairs(['A', '1', 'b', '2'])).toEqual([
    ['a', '1'],
    ['b', '2'],
  ])
})

it('a value that reads like the name of a header is none', () => {
  const raw = ['X-Word', 'connection', 'A', '1']
  expect(passedOn(raw)).toEqual(raw)
  expect(passedOn([...raw, 'Connection', 'a'])).toEqual(['X-Word', 'connection'])
})

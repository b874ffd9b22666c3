import { expect, it } from 'vitest'
import { proxyOf } from './proxy.ts'

it('names no proxy where no variable does, or an empty one', () => {
  expect(proxyOf({})).toEqual({})
  expect(proxyOf({ HTTPS_PROXY: '' })).toEqual({})
})

it('takes the variable for https before that for http, in capitals or not', () => {
  expect(proxyOf({ HTTP_PROXY: 'http://a:1', HTTPS_PROXY: 'http://b:2' }).proxy).toBe('http://b:2')
  expect(proxyOf({ https_proxy: 'http://c:3' }).proxy).toBe('http://c:3')
  expect(proxyOf({ HTTP_PROXY: 'http://a:1' }).proxy).toBe('http://a:1')
})

it.each([
  ['example.org', 'example.org', true],
  ['example.org', 'chat.example.org', true],
  ['.example.org', 'chat.example.org', true],
  ['*.example.org', 'chat.example.org', true],
  ['example.org:8443', 'example.org', true],
  ['intern, Example.ORG ', 'example.org', true],
  ['*', 'anything.at.all', true],
  ['example.org', 'notexample.org', false],
  ['chat.example.org', 'example.org', false],
  ['', 'example.org', false],
])('NO_PROXY=%s and the host %s: goes without, %s', (NO_PROXY, host, isDirect) => {
  expect(proxyOf({ HTTPS_PROXY: 'http://p:1', NO_PROXY }).isDirect?.(host)).toBe(isDirect)
})

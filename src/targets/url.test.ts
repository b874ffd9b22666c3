import { expect, it } from 'vitest'
import { toTargetUrl } from './url.ts'

it.each([
  ['https://chat.example.org', 'https://chat.example.org'],
  ['HTTPS://Chat.Example.ORG:443/', 'https://chat.example.org'],
  ['http://127.0.0.1:4010/~qa-17//', 'http://127.0.0.1:4010/~qa-17'],
  ['http://[::1]:4010/base/path', 'http://[::1]:4010/base/path'],
])('%s is written %s', (text, url) => {
  expect(toTargetUrl(text, '--url')).toBe(url)
})

it.each([
  ['chat.example.org', '--url: not an http or https URL'],
  ['localhost:4010', '--url: not an http or https URL'],
  ['ftp://chat.example.org', '--url: not an http or https URL'],
  ['', '--url: not an http or https URL'],
  ['https://hush@chat.example.org', '--url: the URL contains credentials'],
  ['https://:hush@chat.example.org', '--url: the URL contains credentials'],
  ['https://me:hush@chat.example.org', '--url: the URL contains credentials'],
  ['https://chat.example.org/?token=hush', '--url: the URL contains a query or a fragment'],
  ['https://chat.example.org/#hush', '--url: the URL contains a query or a fragment'],
])('%j is refused, and not repeated', (text, message) => {
  const fix = expect.not.stringContaining('hush')
  expect(() => toTargetUrl(text, '--url')).toThrow(expect.objectContaining({ name: 'Fault', message, fix }))
})

it('credentials in a URL are refused with where they come from', () => {
  const fix = 'Remove everything before the @; credentials come from environment variables.'
  expect(() => toTargetUrl('https://me:hush@chat.example.org', '--url')).toThrow(expect.objectContaining({ fix }))
})

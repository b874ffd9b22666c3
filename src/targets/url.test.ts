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

const NO_URL = 'Write scheme, host and path: https://chat.example.org.'
const CREDENTIALS = 'Remove everything before the @; credentials come from environment variables.'
const MORE = 'Remove everything after the path.'

it.each([
  ['chat.example.org', '--url: not an http or https URL', NO_URL],
  ['localhost:4010', '--url: not an http or https URL', NO_URL],
  ['ftp://me:hush@chat.example.org', '--url: not an http or https URL', NO_URL],
  ['', '--url: not an http or https URL', NO_URL],
  ['https://hush@chat.example.org', '--url: the URL contains credentials', CREDENTIALS],
  ['https://:hush@chat.example.org', '--url: the URL contains credentials', CREDENTIALS],
  ['https://me:hush@chat.example.org/?a', '--url: the URL contains credentials', CREDENTIALS],
  ['https://chat.example.org/?token=hush', '--url: the URL contains a query or a fragment', MORE],
  ['https://chat.example.org/?', '--url: the URL contains a query or a fragment', MORE],
  ['https://chat.example.org/#hush', '--url: the URL contains a query or a fragment', MORE],
])('%j is refused, and not repeated', (text, message, fix) => {
  expect(() => toTargetUrl(text, '--url')).toThrow(expect.objectContaining({ name: 'Fault', message, fix }))
})

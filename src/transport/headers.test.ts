import { expect, it } from 'vitest'
import { readHeaders, readRequest } from './headers.ts'

it('headers are read by small names; those that come again are joined, or told where they must not', () => {
  expect(readHeaders(['X-A', '1', 'x-a', '2', 'Host', 'h', '__proto__', 'p'])).toEqual({
    headers: Object.assign(Object.create(null), { 'x-a': '1, 2', host: 'h', ['__proto__']: 'p' }),
    repeated: null,
  })
  for (const name of ['Host', 'ORIGIN', 'Content-Length', 'Sec-Fetch-Site'])
    expect(readHeaders([name, 'a', name.toLowerCase(), 'a']).repeated).toBe(name.toLowerCase())
})

it.each([
  ['/rooms?a=b', '/rooms?a=b', 'h'],
  ['http://one.test/rooms?a=b#c', '/rooms?a=b', 'one.test'],
  ['HTTPS://one.test:81', '/', 'one.test:81'],
  ['http://one.test?a=b', '/?a=b', 'one.test'],
  ['*', '*', 'h'],
  ['ftp://one.test/rooms', 'ftp://one.test/rooms', 'h'],
])('a request for %s is one for the path %s of the host %s, also for who reads it later', (url, target, host) => {
  const request = { url, rawHeaders: ['Host', 'h', 'X-A', '1'] }
  expect(readRequest(request)).toEqual({
    target,
    headers: Object.assign(Object.create(null), { host, 'x-a': '1' }),
    repeated: null,
  })
  expect(request.url).toBe(target)
})

it('a request for a whole URL may repeat its Host no more than any other', () => {
  const request = { url: 'http://one.test/rooms', rawHeaders: ['Host', 'one.test', 'Host', 'two.test'] }
  expect(readRequest(request)).toMatchObject({ headers: { host: 'one.test' }, repeated: 'host' })
})

it('a request without a target is one for the root', () => {
  expect(readRequest({ rawHeaders: [] }).target).toBe('/')
})

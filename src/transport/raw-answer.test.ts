import { expect, it } from 'vitest'
import { undocumented } from '../mock/answer.ts'
import { defaultLimits } from '../mock/limits.ts'
import { pairsOf, rawAnswer, tooManyHeaders, unparsed } from './raw-answer.ts'

it('an answer on a bare connection has the length of its body in bytes, and is the last one there', () => {
  const body = 'Größe: 5 €'
  const about = undocumented('a test')
  expect(rawAnswer({ status: 431, headers: ['Content-Type', 'text/plain', 'X-A', '1'], body, about })).toBe(
    'HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Type: text/plain\r\nX-A: 1\r\nContent-Length: 14\r\nConnection: close\r\n\r\nGröße: 5 €',
  )
  expect(rawAnswer({ status: 599, headers: [], body: '', about })).toMatch(/^HTTP\/1\.1 599 \r\nContent-Length: 0\r\n/)
})

it('a flat list of headers is pairs, those of one name each for itself', () => {
  expect(pairsOf(['A', '1', 'A', '2', 'B', ''])).toEqual([
    ['A', '1'],
    ['A', '2'],
    ['B', ''],
  ])
})

it.each([
  ['HPE_HEADER_OVERFLOW', 431, 'Headers too large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408, 'Request timed out'],
  ['HPE_INVALID_METHOD', 400, 'Not HTTP'],
])('a request that the parser refuses with %s is answered with %i', (code, status, title) => {
  const answer = unparsed(code, defaultLimits)
  expect([answer.status, JSON.parse(answer.body).title]).toEqual([status, title])
})

it('a request that cannot be read is told so, and one that is late how long it may take', () => {
  const details = ['', 'ERR_HTTP_REQUEST_TIMEOUT'].map((code) => JSON.parse(unparsed(code, defaultLimits).body).detail)
  expect(details).toEqual([
    'The request could not be read as HTTP/1.1.',
    'The request was not complete in time: 10 s for headers, 30 s in all.',
  ])
})

it('what exceeds a limit of headers is told which one to raise', () => {
  const detail = ({ body }: { readonly body: string }): string => JSON.parse(body).detail
  expect(detail(unparsed('HPE_HEADER_OVERFLOW', defaultLimits))).toBe(
    'The headers have too many bytes. The limit is 16384; start the server with --limit headerBytes=<number> to allow more.',
  )
  const tooMany = tooManyHeaders(defaultLimits)
  expect([tooMany.status, detail(tooMany)]).toEqual([
    431,
    'The request has too many headers. The limit is 100; start the server with --limit headers=<number> to allow more.',
  ])
})

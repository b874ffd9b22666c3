import { describe, expect, it } from 'vitest'
import { readHar, type HarEntry } from './har.ts'

const request = {
  method: 'GET',
  url: 'https://a.example/x',
  headers: [
    { name: 'X-A', value: '1' },
    { name: ':path', value: '/x' },
  ],
}
const response = { status: 200, headers: [], content: { text: '{}' } }
const entry = (more: object = {}): object => ({
  startedDateTime: '2026-11-28T03:17:00.000Z',
  time: 5,
  request,
  response,
  ...more,
})
const har = (...entries: readonly unknown[]): string => JSON.stringify({ log: { entries } })

function only(more: object): HarEntry {
  const [read, ...others] = readHar(har(entry(more)), 'a.har').entries
  if (!read || others.length > 0) throw new Error('there is not exactly one entry')
  return read
}

describe('an entry of a HAR', () => {
  it('has headers in lower case, without those of HTTP/2 itself, and its times in milliseconds', () => {
    expect(only({})).toMatchObject({
      number: 1,
      startedAt: Date.UTC(2026, 10, 28, 3, 17),
      ms: 5,
      requestHeaders: [['x-a', '1']],
      requestBody: null,
      body: '{}',
      frames: null,
      isWebSocket: false,
    })
  })

  it('has a body as text, in base64, as a form, or none', () => {
    const answered = (content: object): HarEntry => only({ response: { ...response, content } })
    expect(answered({ text: btoa('{"a":1}'), encoding: 'base64' }).body).toBe('{"a":1}')
    expect([
      answered({ size: 0 }).body,
      answered({ size: 5 }).body,
      answered({ size: 0, _file: 'a.bin' }).body,
    ]).toEqual(['', null, null])
    const params = [{ name: 'a b', value: 'c&d' }]
    const sent = (postData: unknown) => only({ request: { ...request, postData } }).requestBody
    expect([sent({ params }), sent({ text: 'x', params }), sent({}), sent(7)]).toEqual(['a+b=c%26d', 'x', null, null])
    expect(sent({ params: [5, { name: 'a' }, { name: 7, value: 'b' }] })).toBe('a=&=b')
    expect([answered({ text: 'AA==' }).body, answered({ text: '?', encoding: 'base64' }).body]).toEqual(['AA==', ''])
    expect(only({ response: { ...response, content: null } }).body).toBeNull()
  })

  it('has the headers of its request and of its answer, as far as they have names', () => {
    const named = [5, null, { name: 7, value: 'a' }, { name: 'X-B' }, { name: 'X-B', value: 'b' }, { name: ':status' }]
    const { requestHeaders, headers } = only({ response: { ...response, headers: named } })
    expect([requestHeaders, headers]).toEqual([
      [['x-a', '1']],
      [
        ['x-b', ''],
        ['x-b', 'b'],
      ],
    ])
    expect(only({ request: { ...request, headers: {} } }).requestHeaders).toEqual([])
  })

  it('has no status where none was recorded', () => {
    expect([204, '200', null].map((status) => only({ response: { ...response, status } }).status)).toEqual([204, 0, 0])
  })

  it('took no time less than none', () => {
    expect([-1, 0, 7, '7', null].map((time) => only({ time }).ms)).toEqual([0, 0, 7, 0, 0])
  })

  it('says why it has no answer, in the words of the recorder that has some', () => {
    const failureOf = (more: object) => only({ response: { ...response, status: 0, ...more } }).failure
    expect(failureOf({ _error: 'net::ERR_FAILED' })).toBe('net::ERR_FAILED')
    expect(failureOf({ _failureText: 'refused', _error: 'net::ERR_FAILED' })).toBe('refused')
    expect(failureOf({ _failureText: '', _error: null })).toBeNull()
  })

  it('is one of a WebSocket by its scheme, its type or its messages', () => {
    const isWebSocket = (more: object) => only(more).isWebSocket
    for (const url of ['wss://a.example/x', 'ws://a.example/x', 'WS://a.example/x'])
      expect(isWebSocket({ request: { ...request, url } })).toBe(true)
    expect(isWebSocket({ request: { ...request, url: 'https://a.example/?to=ws://b.example' } })).toBe(false)
    expect(isWebSocket({ _resourceType: 'websocket' })).toBe(true)
    expect(isWebSocket({ _webSocketMessages: [] })).toBe(true)
    expect(isWebSocket({ _resourceType: 'fetch' })).toBe(false)
  })

  it('has the messages of a WebSocket, in seconds as Chromium writes them, or milliseconds as Playwright does', () => {
    const message = (time: number) => ({ type: 'send', opcode: 1, time, data: '2probe' })
    const { frames, isWebSocket } = only({
      _webSocketMessages: [message(1_790_000_000.5), message(1_790_000_000_500), message(-1), { opcode: 1 }, 5],
    })
    const atOf = (time: number) => only({ _webSocketMessages: [message(time)] }).frames?.[0]?.at
    expect([0, 0.5, 99_999_999_999, 100_000_000_000].map(atOf)).toEqual([
      null,
      500,
      99_999_999_999_000,
      100_000_000_000,
    ])
    expect(isWebSocket).toBe(true)
    expect(frames?.map(({ at, way, data }) => [at, way, data])).toEqual([
      [1_790_000_000_500, 'sent', '2probe'],
      [1_790_000_000_500, 'sent', '2probe'],
      [null, 'sent', '2probe'],
    ])
  })
})

it('binary messages of a WebSocket are bytes, and those of its own protocol are left out', () => {
  const messages = [2, 1, 0, 8, 9, 10].map((opcode) => ({ type: 'receive', opcode, time: 1, data: 'AP9i' }))
  const said = only({ _webSocketMessages: messages }).frames?.map(({ way, data }) => [way, data])
  expect(said).toEqual([
    ['received', Uint8Array.of(0, 255, 98)],
    ['received', 'AP9i'],
  ])
})

it('a recording may begin with a mark of its byte order', () => {
  expect(readHar(`\uFEFF${har(entry())}`, 'a.har').entries).toHaveLength(1)
})

it('what is damaged is left out, and named with its number and what it lacks', () => {
  const { entries, damaged } = readHar(
    har(
      entry(),
      5,
      entry({ response: null }),
      entry({ request: { url: 'no' } }),
      entry({ request: { ...request, method: 1 } }),
      entry({ startedDateTime: 1e99 }),
      entry({ request: [] }),
      entry({ request: { method: 'GET' } }),
    ),
    'a.har',
  )
  expect(entries).toHaveLength(1)
  expect(damaged).toEqual([
    'entry 2 was left out: it is no object',
    'entry 3 was left out: it has no response',
    'entry 4 was left out: its request has no URL',
    'entry 5 was left out: its request has no method',
    'entry 6 was left out: its startedDateTime is no date',
    'entry 7 was left out: it has no request',
    'entry 8 was left out: its request has no URL',
  ])
})

it('another file is refused with its place and the fix', () => {
  expect(() => readHar('{\n"log": 1 "x"}', 'a.har')).toThrow(
    expect.objectContaining({
      message: 'a.har:2 is not JSON',
      fix: 'The recording may have been cut off; record it again.',
    }),
  )
  expect(() => readHar('{"log":{"entries":', 'a.har')).toThrow(/^a\.har(?::1)? is not JSON$/)
  expect(() => readHar('PK\u0003\u0004', 'a.har')).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/^a\.har(?::1)? is not JSON, but a zip archive$/),
      fix: 'Unpack it, and read the .har file in it.',
    }),
  )
  for (const other of ['[]', '{"log":{"entries":{}}}', '{"entries":[]}'])
    expect(() => readHar(other, 'a.har')).toThrow(
      expect.objectContaining({
        message: 'a.har is no HAR: it has no log.entries',
        fix: 'Record one with the network panel of a browser ("Save all as HAR with content"), or recordHar of Playwright.',
      }),
    )
})

import { describe, expect, it } from 'vitest'
import type { HarEntry } from './har.ts'
import { harItems } from './har-items.ts'

const entry = (more: Partial<HarEntry> = {}): HarEntry => ({
  number: 1,
  startedAt: 1000,
  ms: 20,
  method: 'GET',
  url: 'http://a.example/x',
  requestHeaders: [['x-a', '1']],
  requestBody: null,
  status: 200,
  headers: [['x-b', '2']],
  body: '{}',
  failure: null,
  frames: null,
  isWebSocket: false,
  ...more,
})
const calls = (...entries: readonly HarEntry[]) => harItems(entries, 'a.har', () => 'call')
const polls = (...entries: readonly HarEntry[]) => harItems(entries, 'a.har', () => 'polling')

describe('an entry over HTTP', () => {
  it('is an exchange at the time of its answer', () => {
    expect(calls(entry({ requestBody: 'asked' }))).toEqual([
      {
        kind: 'exchange',
        method: 'GET',
        url: 'http://a.example/x',
        headers: [['x-a', '1']],
        body: 'asked',
        received: { status: 200, headers: [['x-b', '2']], body: '{}', ms: 20 },
        lost: null,
        sentAt: 1000,
        at: 1020,
        place: 'a.har, entry 1',
      },
    ])
  })

  it.each([
    [{ status: 0 }, 'no answer was recorded'],
    [{ status: -1, failure: 'net::ERR' }, 'no answer was recorded (net::ERR)'],
    [{ body: null }, 'the recording has no body of its answer; record with content'],
  ])('with %j has nothing to judge, and says why', (more, lost) => {
    expect(calls(entry(more))).toMatchObject([{ received: null, lost }])
  })

  it.each([204, 304])('of status %i needs no body', (status) => {
    expect(calls(entry({ status, body: null }))).toMatchObject([{ lost: null, received: { status, body: '' } }])
  })

  it('that the contract has no use for is an exchange, too', () => {
    expect(harItems([entry()], 'a.har', () => null)).toMatchObject([{ kind: 'exchange' }])
  })
})

describe('an entry of long polling', () => {
  it('carries what was posted when it began, and what was polled when it ended', () => {
    const [sent, got] = polls(entry({ method: 'POST', requestBody: '40' }), entry({ number: 2, body: '2' }))
    expect(sent).toEqual({
      kind: 'payload',
      url: 'http://a.example/x',
      headers: [['x-a', '1']],
      way: 'sent',
      body: '40',
      at: 1000,
      place: 'a.har, entry 1',
    })
    expect(got).toMatchObject({ way: 'received', body: '2', at: 1020, place: 'a.har, entry 2' })
  })

  it('without a body, or with another status, carries nothing', () => {
    expect(
      polls(entry({ method: 'POST' }), entry({ body: null }), entry({ status: 400 }), entry({ status: 201 })),
    ).toEqual([])
    // What was posted has been sent, whatever came of it.
    expect(polls(entry({ method: 'POST', requestBody: '40', status: 400 }))).toMatchObject([
      { way: 'sent', body: '40' },
    ])
  })
})

describe('an entry of a WebSocket', () => {
  const socket = entry({
    number: 3,
    isWebSocket: true,
    ms: 0,
    frames: [
      { way: 'sent', data: 'a', at: 1500 },
      { way: 'received', data: 'b', at: null },
      { way: 'sent', data: 'c', at: 1200 },
    ],
  })

  it('opens, has its messages in their order, and closes after the last; it never goes back in time', () => {
    expect(calls(socket).map(({ kind, at, place }) => [kind, at, place])).toEqual([
      ['socket', 1000, 'a.har, entry 3'],
      ['frame', 1500, 'a.har, entry 3, message 1'],
      ['frame', 1500, 'a.har, entry 3, message 2'],
      ['frame', 1500, 'a.har, entry 3, message 3'],
      ['close', 1500, 'a.har, entry 3'],
    ])
    expect(calls(socket)).toMatchObject([
      { wire: 'entry 3', url: 'http://a.example/x', headers: [['x-a', '1']] },
      { wire: 'entry 3', way: 'sent', data: 'a' },
      { way: 'received', data: 'b' },
      { data: 'c' },
      { wire: 'entry 3' },
    ])
  })

  it('closes when its entry ends, if that is later, also without messages', () => {
    expect(calls({ ...socket, ms: 9000 }).at(-1)).toMatchObject({ kind: 'close', at: 10_000 })
    expect(polls({ ...socket, frames: null }).map(({ kind }) => kind)).toEqual(['socket', 'close'])
  })
})

it('items are in the order of their times; at the same time, in that of the recording', () => {
  const order = calls(
    entry({ number: 1, startedAt: 3000 }),
    entry({ number: 2, startedAt: 1000 }),
    entry({ number: 3, startedAt: 1000 }),
    entry({ number: 4, startedAt: 900, ms: 500 }),
  ).map(({ place }) => place.slice(-1))
  expect(order).toEqual(['2', '3', '4', '1'])
})

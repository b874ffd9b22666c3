import { describe, expect, it } from 'vitest'
import { PLAIN_DIALECT } from '../dialect/dialect.ts'
import { contractParts } from './contract-parts.ts'
import type { Seen } from './model/seen.ts'
import { createReading } from './reading.ts'
import { ENTERED, exchangeItem, reading, sightings, SOCKET_URL, socketItems, wrongIn, SEAT } from './testing/traffic.ts'

const join = (status: number, body: unknown, path = '/rooms/abc/join'): Seen =>
  exchangeItem('POST', path, { status, body }, { body: '{"guestName":"Jane"}' })
const ends = socketItems([...ENTERED, '>420["end-room",{"code":"abc"}]', '<430[{"success":true}]'])

describe('what is wrong by calls before', () => {
  it('is told where a seat was given over HTTP in a room that ended on a socket', () => {
    const [seat] = sightings([...ends, join(201, SEAT)]).slice(-1)
    expect(wrongIn(seat ? [seat] : [])).toEqual([
      'joinMeetingRoom/joined-as-guest, exchange: a seat was given after the end',
    ])
    expect(seat?.notes).toEqual(['it ended in wire 5'])
  })

  it('is told of the room in the path, whatever the body names', () => {
    const told = exchangeItem(
      'POST',
      '/rooms/abc/join',
      { status: 201, body: SEAT },
      { body: '{"guestName":"J","code":"x"}' },
    )
    expect(wrongIn(sightings([...ends, told])).join()).toContain('a seat was given after the end')
  })

  it('is told of any success, also of one that no contract has', () => {
    for (const status of [200, 299])
      expect(wrongIn(sightings([...ends, join(status, SEAT)])).join()).toContain('a seat was given after the end')
  })

  it('is nothing where the call was refused, or in a world, or another room', () => {
    const after = (status: number, body: unknown, path?: string): string[] =>
      wrongIn(sightings([...ends, join(status, body, path)]))
    expect(after(403, { statusCode: 403, message: 'Room is locked' })).toEqual([])
    expect(after(201, SEAT, '/~qa/rooms/abc/join')).toEqual([])
    expect(after(201, SEAT, '/rooms/xyz/join')).toEqual([])
    const answer = { status: 201, body: SEAT }
    const named = exchangeItem('POST', '/rooms/abc/join', answer, {
      headers: [['x-greenroom-world', 'qa']],
      body: '{}',
    })
    expect(wrongIn(sightings([...ends, named])).join()).not.toContain('after the end')
  })

  it('is told of the headers of a limit', () => {
    const limited = (sentAt: number, world = ''): Seen =>
      exchangeItem(
        'POST',
        `${world}/api/v1/video-conference.join`,
        {
          status: 200,
          body: {},
          headers: [
            ['x-ratelimit-limit', '2'],
            ['x-ratelimit-remaining', '1'],
            ['x-ratelimit-reset', '1795000000000'],
          ],
        },
        { sentAt, at: sentAt + 1, body: '{"callId":"x"}' },
      )
    expect(wrongIn(sightings([limited(0)])).join('')).not.toContain('does not fall')
    expect(wrongIn(sightings([limited(0), limited(10)])).join('')).toContain('does not fall within a window')
    expect(wrongIn(sightings([limited(0), limited(10, '/~qa')])).join('')).not.toContain('does not fall')
  })
})

it('what was not judged is counted: other exchanges, lost answers by their reason, messages that cannot be read', () => {
  const { see, leftOut } = reading()
  const items: readonly Seen[] = [
    exchangeItem('GET', '/other', { status: 200, body: '' }),
    exchangeItem('GET', 'data:,x', { status: 200, body: '' }),
    join(502, '<html>'),
    join(502, '<html>'),
    join(304, ''),
    ...socketItems([...ENTERED, '>49']),
  ]
  expect(items.flatMap((item) => see(item))).toHaveLength(1)
  expect(leftOut()).toEqual({
    others: 2,
    lost: new Map([
      ['a gateway answered 502', 2],
      ['the answer came from a cache (304)', 1],
    ]),
    unread: 1,
  })
})

it('of an answer on a socket, credentials are looked for in as much as is asked for', () => {
  const parts = { ...contractParts('current'), scope: { url: null, prefixes: {} }, dialect: PLAIN_DIALECT }
  const leaks = (more: { readonly mostJudged?: number }, before = '', after = ''): number => {
    const { see } = createReading({ ...parts, ...more })
    const answer = `<40{"sid":"s${before}","of":"secret-of-jane${after}"}`
    const said = ['<0{"sid":"e"}', '>40{"token":"secret-of-jane"}', answer]
    const seen = socketItems(said).flatMap((item) => see(item))
    return seen.flatMap(({ breaches }) => breaches).filter(({ check }) => check === 'leak').length
  }
  expect([leaks({ mostJudged: 100 }), leaks({ mostJudged: 10 })]).toEqual([1, 0])
  expect([leaks({ mostJudged: 100 }, '', ' '.repeat(200)), leaks({ mostJudged: 100 }, ' '.repeat(200))]).toEqual([1, 0])
  expect(leaks({}, ' '.repeat(500_000))).toBe(1)
})

it('a request is worth keeping if it is a call, or of Socket.IO at the path of the target', () => {
  const scope = { url: 'http://a.example', prefixes: {} }
  const dialect = { ...PLAIN_DIALECT, path: '/ws/' }
  const { wants } = createReading({ ...contractParts('current'), scope, dialect })
  expect(wants('POST', 'http://a.example/rooms/abc/join')).toBe('call')
  expect(wants('GET', 'http://a.example/rooms/abc/join')).toBeNull()
  expect(wants('POST', 'http://b.example/rooms/abc/join')).toBeNull()
  expect(wants('GET', 'http://a.example/ws/?EIO=4&transport=polling')).toBe('polling')
  expect(wants('GET', SOCKET_URL)).toBeNull()
  expect(wants('GET', 'no url')).toBeNull()
})

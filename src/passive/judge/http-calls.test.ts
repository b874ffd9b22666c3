import { describe, expect, it } from 'vitest'
import { currentFace } from '../../verify/testing/answers.ts'
import type { SeenExchange } from '../model/seen.ts'
import { exchangeItem } from '../testing/traffic.ts'
import { judgeExchange } from './http-calls.ts'

const LOCKED = { status: 403, body: { statusCode: 403, message: 'Room is locked' } }

function judged(exchange: SeenExchange, operation = 'joinMeetingRoom', mostJudged = Infinity) {
  const learnt: string[] = []
  const said = judgeExchange(exchange, {
    called: { face: currentFace(operation), before: '', path: { code: 'lck' } },
    url: new URL(exchange.url),
    repeats: (secrets) => {
      learnt.push(...secrets)
      return () => false
    },
    mostJudged,
  })
  return { learnt, lost: 'lost' in said ? said.lost : null, sighting: 'sighting' in said ? said.sighting : null }
}

const join = (answer: { readonly status: number; readonly body: unknown }, more: Partial<SeenExchange> = {}) =>
  exchangeItem('POST', '/rooms/lck/join?x=1', answer, { body: '{"guestName":"Jane"}', ...more })

describe('a long exchange over HTTP', () => {
  const TOO_LONG = 'too long beyond the status, which is documented'

  it('is judged whole up to the bound', () => {
    const exchange = join(LOCKED)
    const length = (exchange.body?.length ?? 0) + (exchange.received?.body.length ?? 0)
    expect(judged(exchange, undefined, length)).toMatchObject({ lost: null, sighting: { breaches: [] } })
    expect(judged(exchange, undefined, length - 1)).toMatchObject({ lost: TOO_LONG, sighting: null })
  })

  it('breaks the contract by a status that is not documented, and shows its beginning', () => {
    const long = join({ status: 418, body: 'x'.repeat(300_000) }, { body: 'y'.repeat(300_000) })
    const { sighting, lost } = judged(long, undefined, 1000)
    expect(sighting?.played.request.body).toBe('y'.repeat(100_000))
    expect([lost, sighting?.breaches.map(({ message }) => message)]).toEqual([
      null,
      ['the status is 418, which no outcome has'],
    ])
    expect(sighting?.played.answered?.received.body.length).toBe(100_000)
  })

  it('of a gateway is one of a gateway', () => {
    expect(judged(join({ status: 502, body: '<p>'.repeat(1000) }), undefined, 1000).lost).toBe('a gateway answered 502')
  })
})

it('a call without a body has none, and one that is no JSON object is a text', () => {
  const rawOf = (body: string | null) => judged(join(LOCKED, { body })).sighting?.played.call.raw
  expect([rawOf(null), rawOf(''), rawOf('[1]'), rawOf('{}')]).toEqual([null, { text: '' }, { text: '[1]' }, null])
})

describe('an exchange over HTTP', () => {
  it.each([
    [300, 'it was redirected (300)'],
    [304, 'the answer came from a cache (304)'],
    [399, 'it was redirected (399)'],
    [502, 'a gateway answered 502'],
    [503, 'a gateway answered 503'],
    [504, 'a gateway answered 504'],
  ])('that is answered by something else is not judged: %i', (status, why) => {
    expect(judged(join({ status, body: '<p>' }))).toMatchObject({ lost: why, sighting: null })
  })

  it.each([299, 418, 500])('is judged by a status that no outcome has: %i', (status) => {
    expect(judged(join({ status, body: '<p>' }))).toMatchObject({ lost: null, sighting: { outcome: null } })
  })

  it('is a call with its whole request, and the outcome that it met', () => {
    const { sighting } = judged(join(LOCKED))
    expect(sighting).toMatchObject({
      face: { operation: 'joinMeetingRoom' },
      outcome: { name: 'room-locked' },
      transport: 'http',
      place: 'exchange',
      breaches: [],
      origin: 'http://127.0.0.1:4010',
      played: {
        request: {
          method: 'POST',
          target: '/rooms/lck/join?x=1',
          headers: { 'content-type': 'application/json' },
          body: '{"guestName":"Jane"}',
        },
        call: {
          expect: 'room-locked',
          raw: null,
          request: {
            path: { code: 'lck' },
            query: { x: '1' },
            headers: { 'content-type': 'application/json' },
            body: { guestName: 'Jane' },
          },
        },
      },
    })
  })

  it('may have a body that is no object: it is kept as its text', () => {
    expect(judged(join(LOCKED, { body: '[1]' })).sighting?.played.call).toMatchObject({
      raw: { text: '[1]' },
      request: { body: null },
    })
  })

  it('has the clock of its own server, unless that is on this machine', () => {
    const there = join(LOCKED, { url: 'https://a.example/rooms/lck/join', at: 7 })
    expect(judged(there).sighting?.played.answered?.at).toBe(7)
    expect(judged(join(LOCKED)).sighting?.played.answered?.at).toBeNull()
  })

  it('has credentials without their scheme; ids of users are none', () => {
    const headers = [
      ['authorization', 'bearer a.b.c'],
      ['x-auth-token', 'token-of-jane'],
      ['x-user-id', 'id-of-jane'],
      ['x-other', 'other'],
    ] as const
    expect(judged(join(LOCKED, { headers })).learnt).toEqual(['a.b.c'])
    const { learnt, sighting } = judged(exchangeItem('GET', '/x', LOCKED, { headers }), 'joinLivechatRoom')
    expect(learnt).toEqual(['token-of-jane', 'a.b.c'])
    expect(sighting?.secrets).toEqual(learnt)
  })
})

describe('an exchange that says nothing of its operation', () => {
  it.each([
    [502, '<html>', 'a gateway answered 502'],
    [503, '', 'a gateway answered 503'],
    [504, 'late', 'a gateway answered 504'],
    [304, '', 'the answer came from a cache (304)'],
    [302, '', 'it was redirected (302)'],
    [399, '', 'it was redirected (399)'],
    [429, '{}', 'it was limited (429), and no document mentions that'],
  ])('of status %i is not judged, with a reason', (status, body, lost) =>
    expect(judged(join({ status, body }))).toEqual({ learnt: [], lost, sighting: null }),
  )

  it.each([
    [500, '<html>'],
    [502, '{"statusCode":502}'],
    [400, '<html>'],
    [299, ''],
  ])('is none of status %i with the body %s', (status, body) => expect(judged(join({ status, body })).lost).toBeNull())

  it('is no refusal by a limit that a document mentions', () =>
    expect(judged(exchangeItem('POST', '/x', { status: 429, body: '{}' }), 'joinVideoConference').lost).toBeNull())

  it('is one without an answer, with the reason that it has, if any', () => {
    expect(judged(join(LOCKED, { received: null, lost: 'it was too long' })).lost).toBe('it was too long')
    expect(judged(join(LOCKED, { received: null })).lost).toBe('there is no answer')
    expect(judged(join(LOCKED, { lost: null })).lost).toBeNull()
  })
})

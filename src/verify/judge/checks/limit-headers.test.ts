import { describe, expect, it } from 'vitest'
import type { CaseCall } from '../../../contract/model/case.ts'
import type { Received } from '../../model/exchange.ts'
import type { Source } from '../../model/finding.ts'
import { answer, foundBy, limitHeaders, withMembers, type Differing } from '../../testing/answers.ts'
import type { Answered } from './answered.ts'
import { checkLimitHeaders } from './limit-headers.ts'
import { limitWindow, spends } from './limit-window.ts'

const JOINED = 'joinVideoConference/joined'
const LIMITED = 'joinVideoConference/rate-limited'
const REFUSED = 'joinVideoConference/not-logged-in'
const found = (id: string, differing: Differing = {}): string[] => foundBy(checkLimitHeaders, answer(id, differing))

/** A sequence of calls, each after this many milliseconds; returns the last. */
const after = (...calls: readonly (readonly [id: string, waitMs: number])[]): Answered =>
  calls
    .reduce<Answered[]>(
      (earlier, [id, waitMs]) => [...earlier, answer(id, { call: waits(waitMs), earlier, isFresh: true })],
      [],
    )
    .at(-1) ?? answer(JOINED)

const waits = (waitMs: number): Partial<CaseCall> => ({ waitMs })

describe('X-RateLimit headers', () => {
  it('are where a call is spent, and nowhere else', () => {
    expect(found(JOINED)).toEqual([])
    expect(found(LIMITED)).toEqual([])
    expect(found(REFUSED)).toEqual([])
    expect(found(JOINED, { headers: [] })).toEqual(['headers -: X-RateLimit headers are missing'])
    expect(found(JOINED, { headers: limitHeaders(1).slice(1) })).toEqual(['headers -: X-RateLimit headers are missing'])
    expect(found(REFUSED, { headers: limitHeaders(1).slice(0, 1) })).toEqual([
      'headers -: an answer that does not count against the limit has X-RateLimit headers',
    ])
  })

  it('are nobody’s business where the contract enforces no limit', () => {
    expect(found('joinLivechatRoom/joined', { headers: limitHeaders(1) })).toEqual([])
    expect(found('joinMeetingRoom/joined-as-host', { headers: limitHeaders(1) })).toEqual([])
  })

  it.each([
    ['another limit', limitHeaders(1, 3), 'Limit'],
    ['no number', limitHeaders('one'), 'Remaining'],
    ['less than none', limitHeaders('-1'), 'Remaining'],
    ['as much as the limit', limitHeaders(2), 'Remaining'],
    ['one of them twice', [...limitHeaders(1), ...limitHeaders(1).slice(0, 1)], 'Limit'],
    ['a time in seconds', [...limitHeaders(1).slice(0, 2), ['x-ratelimit-reset', '1795000000'] as const], 'Reset'],
    ['seconds that are left', [...limitHeaders(1).slice(0, 2), ['x-ratelimit-reset', '5'] as const], 'Reset'],
  ])('may not hold %s', (_, headers, name) => {
    expect(found(JOINED, { headers })).toEqual([`headers -: X-RateLimit-${name} is wrong`])
  })

  it('count down from call to call where nobody else is counted', () => {
    const first = answer(JOINED, { headers: limitHeaders(1), isFresh: true })
    expect(found(JOINED, { headers: limitHeaders(1), isFresh: true })).toEqual([])
    expect(found(JOINED, { headers: limitHeaders(0), isFresh: true })).toHaveLength(1)
    expect(found(JOINED, { headers: limitHeaders(0) })).toEqual([])
    const second = (remaining: number) =>
      found(JOINED, { headers: limitHeaders(remaining), isFresh: true, earlier: [first] })
    expect(second(0)).toEqual([])
    expect(second(1)).toEqual(['headers -: X-RateLimit-Remaining is wrong'])
  })

  it('name one end of the window in all its calls', () => {
    const first = answer(JOINED, { headers: limitHeaders(1), isFresh: true })
    const headers = [...limitHeaders(0).slice(0, 2), ['x-ratelimit-reset', '1795000000001']] as const
    expect(found(JOINED, { headers, isFresh: true, earlier: [first] })).toEqual([
      'headers -: X-RateLimit-Reset is wrong',
    ])
  })

  it('of a refusal for the limit leave nothing, where nobody else is counted', () => {
    expect(found(LIMITED, { headers: limitHeaders(0), isFresh: true })).toEqual([])
    expect(found(LIMITED, { headers: limitHeaders(1), isFresh: true })).toEqual([
      'headers -: X-RateLimit-Remaining is wrong',
    ])
  })

  const wrong = (name: string, expected: unknown, actual: unknown) => ({
    check: 'headers',
    message: `X-RateLimit-${name} is wrong`,
    source: 'server',
    pointer: null,
    expected,
    actual,
  })
  const resetAt = (reset: string) => [...limitHeaders(1).slice(0, 2), ['x-ratelimit-reset', reset] as const]

  it.each([
    [limitHeaders(1, 3), wrong('Limit', 2, 3)],
    [limitHeaders(2), wrong('Remaining', '0 to 1', 2)],
    [resetAt('5'), wrong('Reset', 'milliseconds since 1970', 5)],
    // The first second of 2001, the last of 2199.
    [resetAt('978307200000'), wrong('Reset', 'milliseconds since 1970', 978_307_200_000)],
    [resetAt('7258118400000'), wrong('Reset', 'milliseconds since 1970', 7_258_118_400_000)],
  ])('are told with what was expected: %j', (headers, breach) => {
    expect(checkLimitHeaders(answer(JOINED, { headers }))).toEqual([{ ...breach, sources: ['server'] }])
  })

  it.each(['978307200001', '7258118399999'])('may end a window at %s', (reset) => {
    expect(found(JOINED, { headers: resetAt(reset) })).toEqual([])
  })

  it('rest on the real server at the most, and on no more than the case does', () => {
    const sources = (id: string, headers: Received['headers'], source: Source) =>
      checkLimitHeaders({ ...answer(id, { headers }), caseSources: source === 'document' ? [] : [source] }).map(
        (each) => each.source,
      )
    expect(sources(JOINED, [], 'document')).toEqual(['server'])
    expect(sources(JOINED, [], 'inferred')).toEqual(['inferred'])
    expect(sources(JOINED, limitHeaders(1, 3), 'document')).toEqual(['server'])
    expect(sources(JOINED, limitHeaders(1, 3), 'inferred')).toEqual(['inferred'])
    expect(sources(REFUSED, limitHeaders(1), 'inferred')).toEqual(['server'])
  })
})

describe('the seconds to wait', () => {
  const waiting = (seconds: string, passed: number, isStill: boolean): string[] => {
    const { example } = answer(LIMITED).outcome
    const { error } = JSON.parse(example)
    const text = String(error).replace('5 seconds', `${seconds} seconds`)
    const body = text === error ? example : withMembers(example, { error: text })
    const first = answer(JOINED, { isFresh: true })
    return found(LIMITED, { body, isFresh: true, isStill, earlier: [first, first], call: waits(passed) })
  }

  it('are those left, rounded up, where time stands still', () => {
    for (const [seconds, passed] of [
      ['5', 0],
      ['5', 1],
      ['1', 4000],
      ['1', 4999],
      ['4', 1000],
    ] as const)
      expect(waiting(seconds, passed, true), `${seconds} after ${passed}`).toEqual([])
    for (const [seconds, passed] of [
      ['4', 0],
      ['6', 0],
      ['5', 4000],
      ['0', 4999],
      ['5000', 0],
    ] as const)
      expect(waiting(seconds, passed, true), `${seconds} after ${passed}`).toEqual([
        'headers -: the seconds to wait differ from those left',
      ])
  })

  it('are nobody’s business where others may have been counted, or in another refusal', () => {
    const { example } = answer(LIMITED).outcome
    const body = example.replace('5 seconds', '60 seconds')
    expect(body).not.toBe(example)
    expect(found(LIMITED, { body, isFresh: false })).toEqual([])
    expect(found(LIMITED, { body: 'no JSON', isFresh: true, headers: limitHeaders(0) })).toEqual([])
    expect(checkLimitHeaders(answer(LIMITED, { body, isFresh: true }))).toMatchObject([
      { message: 'the seconds to wait differ from those left', source: 'server', expected: '1 to 5', actual: '60' },
    ])
    expect(checkLimitHeaders(answer(LIMITED, { body, isFresh: true, isStill: true }))).toMatchObject([
      { expected: '5' },
    ])
  })

  it('may be fewer over a network, and never none or more', () => {
    for (const seconds of ['1', '3', '5']) expect(waiting(seconds, 0, false)).toEqual([])
    for (const seconds of ['0', '6', '60']) expect(waiting(seconds, 0, false)).toHaveLength(1)
  })
})

describe('the window of a limit', () => {
  it.each([
    ['holds no call before the first', [[JOINED, 0]], 0, 0],
    ['may have begun before the first', [[JOINED, 5100]], 0, 100],
    [
      'holds calls that are spent',
      [
        [JOINED, 0],
        [JOINED, 100],
        [LIMITED, 200],
      ],
      2,
      300,
    ],
    [
      'leaves out calls that are refused for their credentials',
      [
        [REFUSED, 0],
        [JOINED, 0],
        [REFUSED, 0],
        [JOINED, 0],
      ],
      1,
      0,
    ],
    [
      'leaves out calls of other operations',
      [
        ['joinLivechatRoom/joined', 0],
        [JOINED, 0],
      ],
      0,
      0,
    ],
    [
      'is over after its time',
      [
        [JOINED, 0],
        [JOINED, 0],
        [JOINED, 5000],
      ],
      0,
      0,
    ],
    [
      'is not over a millisecond before',
      [
        [JOINED, 0],
        [JOINED, 0],
        [LIMITED, 4999],
      ],
      2,
      4999,
    ],
    [
      'begins with its first call, not with its last',
      [
        [JOINED, 0],
        [JOINED, 4000],
        [JOINED, 1000],
        [JOINED, 4000],
      ],
      1,
      4000,
    ],
    [
      'passes on while others are called',
      [
        [JOINED, 0],
        ['joinLivechatRoom/joined', 3000],
        [LIMITED, 1000],
      ],
      1,
      4000,
    ],
  ] as const)('%s', (_, calls, counted, passedMs) => {
    const window = limitWindow(after(...calls))
    expect([window.counted.length, window.passedMs]).toEqual([counted, passedMs])
  })

  it('is spent by every outcome from rate-limited on', () => {
    expect([REFUSED, LIMITED, JOINED, 'joinVideoConference/unknown-call'].map((id) => spends(answer(id)))).toEqual([
      false,
      true,
      true,
      true,
    ])
  })
})

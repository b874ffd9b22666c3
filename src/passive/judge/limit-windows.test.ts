import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { createLimitWindows, type CountedCall } from './limit-windows.ts'
import { toAnsweredCall } from './recorded-call.ts'

const limited = faces.current.find(({ rateLimit }) => rateLimit?.outcome != null)

interface Told {
  readonly remaining: number
  readonly reset: number
  readonly outcome?: string
  readonly sentAt?: number
  readonly at?: number
  readonly place?: string
  readonly more?: readonly (readonly [string, string])[]
  /** The header that is missing. */
  readonly without?: string
}

function call({
  remaining,
  reset,
  outcome,
  sentAt = 0,
  at = sentAt + 1,
  place = 'here',
  more = [],
  without,
}: Told): CountedCall {
  if (!limited) throw new Error('no operation has a limit')
  const headers = Object.entries({ limit: 2, remaining, reset })
    .filter(([name]) => name !== without)
    .map(([name, value]) => [`x-ratelimit-${name}`, String(value)] as const)
  const answered = toAnsweredCall({
    face: limited,
    request: { path: {}, query: {}, headers: {}, body: null },
    raw: null,
    received: { status: 200, headers: [...headers, ...more], body: '{}', ms: 1 },
    sockets: null,
    at: null,
    absent: [],
    repeatsSecret: () => false,
  })
  const other = limited.outcomes.find(({ name }) => name === outcome)
  return { answered: other ? { ...answered, outcome: other } : answered, place, sentAt, at }
}

const seen = (...calls: readonly Told[]): string[] => {
  const windows = createLimitWindows()
  return calls
    .flatMap((each, index) => windows.see(call({ sentAt: index * 10, ...each })))
    .map(({ message }) => message)
}

describe('the headers of a limit over time', () => {
  it('are right if what remains falls, and windows follow each other', () => {
    expect(
      seen({ remaining: 1, reset: 10_000 }, { remaining: 0, reset: 10_003 }, { remaining: 1, reset: 15_500 }),
    ).toEqual([])
  })

  it('may say of a window that it ends a second earlier or later than before', () => {
    for (const reset of [9000, 11_000])
      expect(seen({ remaining: 1, reset: 10_000 }, { remaining: 0, reset })).toEqual([])
    expect(seen({ remaining: 1, reset: 10_000 }, { remaining: 0, reset: 8999 })).toEqual([
      'X-RateLimit-Reset went back',
    ])
  })

  it('are wrong if what remains does not fall', () => {
    expect(seen({ remaining: 1, reset: 10_000 }, { remaining: 1, reset: 10_000 })).toEqual([
      'X-RateLimit-Remaining does not fall within a window',
    ])
  })

  it('say nothing of calls that were under way at the same time', () => {
    expect(seen({ remaining: 0, reset: 10_000, at: 100 }, { remaining: 1, reset: 10_000, sentAt: 50 })).toEqual([])
  })

  it('are wrong if a window goes back, or begins in another', () => {
    expect(seen({ remaining: 1, reset: 20_000 }, { remaining: 1, reset: 15_000 })).toEqual([
      'X-RateLimit-Reset went back',
    ])
    expect(seen({ remaining: 1, reset: 20_000 }, { remaining: 1, reset: 22_000 })).toEqual([
      'a window began before the last one was over',
    ])
  })

  it('count what was answered, and know a refusal that was none of need', () => {
    expect(seen({ remaining: 0, reset: 9000 }, { remaining: 0, reset: 9000 }, { remaining: 0, reset: 9000 })).toEqual([
      'more calls were answered within a window than the limit allows',
    ])
    expect(seen({ remaining: 1, reset: 9000, outcome: limited?.rateLimit?.outcome ?? '' })).toEqual([
      'the call was refused by the limit, though X-RateLimit-Remaining says that some are left',
    ])
  })

  it('count no refusals, and a call that is sent as an answer comes is later than that', () => {
    const outcome = limited?.rateLimit?.outcome ?? ''
    const reset = 9000
    expect(seen({ remaining: 1, reset }, { remaining: 0, reset }, { remaining: 0, reset, outcome })).toEqual([])
    expect(seen({ remaining: 1, reset, at: 7 }, { remaining: 1, reset, sentAt: 7 })).toHaveLength(1)
    expect(seen({ remaining: 1, reset, at: 7 }, { remaining: 1, reset, sentAt: 6 })).toEqual([])
  })

  it('are of one window if they say so within a second', () => {
    expect(seen({ remaining: 1, reset: 10_000 }, { remaining: 1, reset: 11_000 })).toEqual([
      'X-RateLimit-Remaining does not fall within a window',
    ])
    expect(seen({ remaining: 1, reset: 10_000 }, { remaining: 1, reset: 11_001 })).toEqual([
      'a window began before the last one was over',
    ])
  })

  it('count calls of one window, and follow its latest answer, though its end is said to be a second earlier or later', () => {
    expect(
      seen({ remaining: 1, reset: 10_000 }, { remaining: 0, reset: 11_000 }, { remaining: 0, reset: 11_000 }),
    ).toEqual(['more calls were answered within a window than the limit allows'])
    expect(
      seen({ remaining: 2, reset: 20_000 }, { remaining: 1, reset: 19_000 }, { remaining: 1, reset: 19_000 }),
    ).toContain('X-RateLimit-Remaining does not fall within a window')
  })

  it('say nothing of a call that is refused before it counts', () => {
    const refused = { remaining: 1, reset: 10_000, outcome: 'not-logged-in' }
    expect(seen({ remaining: 1, reset: 10_000 }, refused, { remaining: 0, reset: 10_000 })).toEqual([])
  })

  it('say nothing where one of them stands twice, and an older answer that comes late does not count', () => {
    const twice = [['x-ratelimit-reset', '10000']] as const
    expect(seen({ remaining: 1, reset: 10_000 }, { remaining: 1, reset: 10_000, more: twice })).toEqual([])
    const late = { remaining: 1, reset: 10_000, sentAt: 0 }
    expect(seen({ remaining: 1, reset: 20_000 }, late, { remaining: 1, reset: 20_000 })).toEqual([
      'X-RateLimit-Remaining does not fall within a window',
    ])
  })

  it.each(['limit', 'remaining', 'reset'])('say nothing without %s', (without) => {
    const full = { remaining: 1, reset: 10_000 }
    expect(seen(full, { ...full, without })).toEqual([])
  })

  it('may be of a window that begins a second before the last one is over', () => {
    const next = 10_000 + (limited?.rateLimit?.windowMs ?? 0) - 1000
    expect(seen({ remaining: 1, reset: 10_000 }, { remaining: 1, reset: next })).toEqual([])
    expect(seen({ remaining: 1, reset: 10_000 }, { remaining: 1, reset: next - 1 })).toHaveLength(1)
  })

  it('are remembered of a thousand places, those without calls first to be forgotten', () => {
    const others = (count: number): Told[] =>
      Array.from({ length: count }, (_, n) => ({ remaining: 1, reset: 10_000, place: `place ${n}` }))
    const here = { remaining: 1, reset: 10_000 }
    expect(seen(here, ...others(999), here)).toHaveLength(1)
    expect(seen(here, ...others(1000), here)).toEqual([])
    expect(
      seen(here, ...others(999), { ...here, reset: 15_000 }, ...others(1000).slice(-1), { ...here, reset: 15_000 }),
    ).toEqual(['X-RateLimit-Remaining does not fall within a window'])
  })

  it('are those of one place', () => {
    expect(seen({ remaining: 1, reset: 10_000 }, { remaining: 1, reset: 10_000, place: 'there' })).toEqual([])
  })
})

it('what is wrong with a limit is a matter of its headers, by the behaviour of the real server', () => {
  const windows = createLimitWindows()
  windows.see(call({ remaining: 1, reset: 10_000 }))
  expect(windows.see(call({ remaining: 1, reset: 10_000, sentAt: 10 }))).toMatchObject([
    { check: 'headers', source: 'server', sources: ['server'], expected: 'below 1', actual: 1 },
  ])
})

it('what is wrong with a limit says what it should be, and what it is', () => {
  const figures = (...calls: readonly Told[]): unknown[] => {
    const windows = createLimitWindows()
    const found = calls.flatMap((each, index) => windows.see(call({ sentAt: index * 10, ...each })))
    return found.map(({ expected, actual }) => [expected, actual])
  }
  const none = { remaining: 0, reset: 9000 }
  expect(figures(none, none, none)).toEqual([[2, 3]])
  expect(figures({ remaining: 1, reset: 9000, outcome: limited?.rateLimit?.outcome ?? '' })).toEqual([[0, 1]])
  expect(figures({ remaining: 1, reset: 20_000 }, { remaining: 1, reset: 15_000 })).toEqual([
    ['20000 or later', 15_000],
  ])
  expect(limited?.rateLimit?.windowMs).toBe(5000)
  expect(figures({ remaining: 1, reset: 20_000 }, { remaining: 1, reset: 22_000 })).toEqual([
    ['25000 or later', 22_000],
  ])
})

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
}

function call({ remaining, reset, outcome, sentAt = 0, at = sentAt + 1, place = 'here' }: Told): CountedCall {
  if (!limited) throw new Error('no operation has a limit')
  const headers = Object.entries({ limit: 2, remaining, reset }).map(
    ([name, value]) => [`x-ratelimit-${name}`, String(value)] as const,
  )
  const answered = toAnsweredCall({
    face: limited,
    request: { path: {}, query: {}, headers: {}, body: null },
    raw: null,
    received: { status: 200, headers, body: '{}', ms: 1 },
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

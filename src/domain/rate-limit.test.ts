import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AGENT_HEADERS, callOf, MANAGER_HEADERS } from '../../tests/support/call-of.ts'
import { worldOf } from '../../tests/support/world-of.ts'
import { seeds } from '../contract/compiled/seeds.ts'
import { countedAs, standingIn, UNLIMITED, windowKey } from './rate-limit.ts'

const LIMIT = { requests: 2, windowMs: 60_000, key: 'address', outcome: 'rate-limited' } as const

describe('a call under a limit of two a minute', () => {
  it('opens a window if there is none', () => {
    expect(standingIn(undefined, LIMIT, 5_000)).toEqual({
      limit: 2,
      usedUp: false,
      seconds: 60,
      remaining: 1,
      reset: 65_000,
      counted: { start: 5_000, used: 1 },
    })
  })

  it('takes the last place, and is refused after it, without being counted further', () => {
    expect(standingIn({ start: 5_000, used: 1 }, LIMIT, 5_001)).toEqual({
      limit: 2,
      usedUp: false,
      seconds: 60,
      remaining: 0,
      reset: 65_000,
      counted: { start: 5_000, used: 2 },
    })
    expect(standingIn({ start: 5_000, used: 2 }, LIMIT, 6_000)).toEqual({
      limit: 2,
      usedUp: true,
      seconds: 59,
      remaining: 0,
      reset: 65_000,
      counted: { start: 5_000, used: 2 },
    })
  })

  it('waits until the last millisecond of the window, and opens a new one at its end', () => {
    expect(standingIn({ start: 5_000, used: 2 }, LIMIT, 64_999)).toMatchObject({ usedUp: true, seconds: 1 })
    expect(standingIn({ start: 5_000, used: 2 }, LIMIT, 65_000)).toMatchObject({
      usedUp: false,
      seconds: 60,
      reset: 125_000,
      counted: { start: 65_000, used: 1 },
    })
  })

  it('waits for whole seconds, of which the last may be a part of one', () => {
    const seconds = (now: number): number => standingIn({ start: 5_000, used: 2 }, LIMIT, now).seconds
    expect([5_000, 5_001, 5_999, 6_000, 6_001, 64_000, 64_001].map(seconds)).toEqual([60, 60, 60, 59, 59, 1, 1])
    expect(standingIn(undefined, { ...LIMIT, windowMs: 3_600_000 }, 0).seconds).toBe(3600)
  })

  it('is not locked out by a window that starts in the future; one that starts now is open', () => {
    expect(standingIn({ start: 5_000, used: 2 }, LIMIT, 4_999)).toMatchObject({
      usedUp: false,
      counted: { start: 4_999, used: 1 },
    })
    expect(standingIn({ start: 5_000, used: 2 }, LIMIT, 5_000).usedUp).toBe(true)
  })

  it('is answered as often as the limit says in every window, whenever it comes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(30), { maxLength: 40 }), (requests, waits) => {
        let [now, window] = [1_000, undefined as { start: number; used: number } | undefined]
        const passed: number[] = []
        for (const wait of waits) {
          now += wait
          const standing = standingIn(window, { ...LIMIT, requests, windowMs: 50 }, now)
          if (!standing.usedUp) passed.push(standing.counted.start)
          window = standing.counted
        }
        for (const start of passed) expect(passed.filter((each) => each === start).length).toBeLessThanOrEqual(requests)
      }),
    )
  })
})

it('without a limit nothing is used up', () => {
  expect(UNLIMITED).toEqual({ usedUp: false, seconds: 0 })
})

describe('whose window a call counts in', () => {
  const AGENT = AGENT_HEADERS['x-user-id']
  const world = worldOf()
  const counted = (
    limit: Partial<Parameters<typeof countedAs>[2]>,
    headers: Record<string, string>,
    address = '10.0.0.1',
  ) => countedAs(world, () => callOf({ headers }), { ...LIMIT, ...limit }, address)

  it('is the address, of whoever calls', () => {
    expect([counted({}, AGENT_HEADERS), counted({}, {})]).toEqual(['10.0.0.1', '10.0.0.1'])
  })

  it('is that of the user, too, where the contract says so', () => {
    const key = 'address-and-user'
    expect([counted({ key }, AGENT_HEADERS), counted({ key }, {})]).toEqual([`10.0.0.1 ${AGENT}`, '10.0.0.1'])
    expect(counted({ key }, AGENT_HEADERS, '127.0.0.1')).toBe(`loopback ${AGENT}`)
    const member = seeds.documented.identities['member']?.member
    const bearer = { authorization: `Bearer ${world.tokenFor(member ?? '')}` }
    expect(counted({ key }, bearer)).toBe(`10.0.0.1 ${member}`)
    expect(counted({ key }, { ...bearer, ...AGENT_HEADERS })).toBe(`10.0.0.1 ${AGENT}`)
  })

  it('is none of those who are exempt', () => {
    const exempt = 'view-livechat-rooms'
    expect([counted({ exempt }, MANAGER_HEADERS), counted({ exempt }, AGENT_HEADERS), counted({ exempt }, {})]).toEqual(
      [null, '10.0.0.1', '10.0.0.1'],
    )
  })
})

describe('the callers of one window', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.200.3.4', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::FFFF:127.200.3.4', 'loopback'],
    ['localhost', 'loopback'],
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::FFFF:10.0.0.1', '10.0.0.1'],
    ['::ffff:a00:1', '::ffff:a00:1'],
    ['fe80::1', 'fe80::1'],
    ['1127.0.0.1', '1127.0.0.1'],
    ['127.0.0.1.example', '127.0.0.1.example'],
    ['127.0.0', '127.0.0'],
    ['::11', '::11'],
    ['', ''],
  ])('%s is %j', (address, client) => {
    expect(windowKey('joinVideoConference', address)).toBe(`joinVideoConference ${client}`)
  })
})

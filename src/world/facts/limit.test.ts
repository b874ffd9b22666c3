import { expect, it } from 'vitest'
import { worldOf } from '../../../tests/support/world-of.ts'
import { limit } from './limit.ts'

const rateLimit = { requests: 2, windowMs: 5_000, key: 'address', outcome: 'rate-limited' } as const
const context = {
  make: { id: () => 'new', now: 7, isoText: () => '' },
  keepsSeats: false,
  limited: [
    { operation: 'a', rateLimit },
    { operation: 'b', rateLimit: { ...rateLimit, requests: 5 } },
  ],
  address: '::ffff:10.0.0.1',
  state: worldOf(),
  values: {},
}

it('a limit that is used up has a full window of every operation for the address, which starts now', () => {
  expect(limit.arrange(['used-up'], context)).toEqual({
    writes: [
      { table: 'windows', key: 'a 10.0.0.1', value: { start: 7, used: 2 } },
      { table: 'windows', key: 'b 10.0.0.1', value: { start: 7, used: 5 } },
    ],
    values: {},
  })
})

it('a limit of no fact is unused, and one of no operation has no window', () => {
  expect(limit.arrange([], context)).toEqual({ writes: [], values: {} })
  expect(limit.arrange(['used-up'], { ...context, limited: [] })).toEqual({ writes: [], values: {} })
})

import { expect, it } from 'vitest'
import { limitHeaders } from './limit-headers.ts'

it('a limit is told in three headers, as Rocket.Chat names them', () => {
  expect(limitHeaders({ limit: 10, remaining: 9, reset: 1_772_533_800_000 })).toEqual([
    'X-RateLimit-Limit',
    '10',
    'X-RateLimit-Remaining',
    '9',
    'X-RateLimit-Reset',
    '1772533800000',
  ])
})

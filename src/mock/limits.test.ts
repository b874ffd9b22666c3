import { expect, it } from 'vitest'
import { limitHeaders } from './limit-headers.ts'
import { defaultLimits, raiseLimit } from './limits.ts'

it('the limits are those of the documentation', () => {
  expect(defaultLimits).toEqual({
    body: 1_048_576,
    url: 8_192,
    headers: 100,
    headerBytes: 16_384,
    depth: 64,
    parameters: 100,
    packet: 262_144,
    events: 100,
    unread: 4_194_304,
    connections: 10_000,
    world: 33_554_432,
  })
})

it('a message says what the limit is, and how to raise it', () => {
  expect(raiseLimit('depth', { ...defaultLimits, depth: 7 })).toBe(
    'The limit is 7; start the server with --limit depth=<number> to allow more.',
  )
})

it('the headers of a rate limit are the documented three', () => {
  expect(limitHeaders({ limit: 10, remaining: 0, reset: 1_795_000_000_000 })).toEqual([
    'X-RateLimit-Limit',
    '10',
    'X-RateLimit-Remaining',
    '0',
    'X-RateLimit-Reset',
    '1795000000000',
  ])
})

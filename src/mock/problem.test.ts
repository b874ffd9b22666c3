import { expect, it } from 'vitest'
import { problem } from './problem.ts'

it('a problem is one of RFC 9457, with what it is about, and extension members after', () => {
  expect(problem({ status: 405, title: 'T', detail: 'D', headers: ['Allow', 'GET'], more: { nearest: null } })).toEqual(
    {
      status: 405,
      headers: [
        'Content-Type',
        'application/problem+json',
        'Cache-Control',
        'no-store',
        'X-Content-Type-Options',
        'nosniff',
        'Allow',
        'GET',
      ],
      body: '{"title":"T","status":405,"detail":"D","nearest":null}',
      about: { outcome: null, operation: null, cause: 'D', forced: null },
    },
  )
  expect(problem({ status: 400, title: 'T', detail: 'D' }).body).toBe('{"title":"T","status":400,"detail":"D"}')
})

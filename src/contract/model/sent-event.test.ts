import { describe, expect, it } from 'vitest'
import { firstSpending, isAudience } from './face.ts'
import { toOrigin } from './sent-event.ts'

describe('where a part of an event comes from', () => {
  it.each([
    ['$request.body#/locked', { of: 'request', pointer: '/locked' }],
    ['$response.body#/a/b', { of: 'response', pointer: '/a/b' }],
    ['$response.body', { of: 'response', pointer: '' }],
    ['$seat.body#', { of: 'seat', pointer: '' }],
    ['$seat.socket', { of: 'seat', pointer: null }],
    // The id of a socket is asked for by the whole expression, not by the end of a member's name.
    ['$request.body#/my.socket', { of: 'request', pointer: '/my.socket' }],
    ['$response.body#/.socket', { of: 'response', pointer: '/.socket' }],
    ['$seat.body#/', { of: 'seat', pointer: '/' }],
    ['$request.socket', { of: 'request', pointer: null }],
    [{ end: 'the end', leave: 'left' }, { byOperation: { end: 'the end', leave: 'left' } }],
  ])('is read from %j', (written, origin) => {
    expect(toOrigin(written)).toEqual(origin)
  })

  it.each([
    '$reply.body',
    'request.body',
    '$request.body#locked',
    '$request.socket#/a',
    '$request.sockets',
    '$request.bodywork',
    '$request',
    '$request.body/a',
    ' $request.body',
    '$request.header',
    '',
    5,
    null,
    undefined,
    [],
    ['a'],
    {},
    { end: 5 },
    { end: 'the end', leave: null },
  ])('is not said by %j', (written) => {
    expect(toOrigin(written)).toBeNull()
  })
})

it('an audience is one of three', () => {
  expect(['caller', 'others', 'unseated', 'all', '', null, 5].filter(isAudience)).toEqual([
    'caller',
    'others',
    'unseated',
  ])
})

describe('a limit is spent', () => {
  const outcomes = ['a', 'full', 'b'].map((name) => ({
    name,
    status: 400,
    mediaType: '',
    cause: '',
    sources: [],
    statements: {},
    instants: [],
    at: '',
    body: '',
    varies: {},
    example: '',
  }))
  const limit = { requests: 1, windowMs: 1, key: 'address' } as const

  it('from its own outcome on, and where it is not enforced or not there, by none', () => {
    expect(firstSpending({ rateLimit: { ...limit, outcome: 'full' }, outcomes })).toBe(1)
    expect(firstSpending({ rateLimit: { ...limit, outcome: 'a' }, outcomes })).toBe(0)
    expect(firstSpending({ rateLimit: { ...limit, outcome: null }, outcomes })).toBe(3)
    expect(firstSpending({ rateLimit: null, outcomes })).toBe(3)
  })
})

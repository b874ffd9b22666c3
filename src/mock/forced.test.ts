import { describe, expect, it } from 'vitest'
import { preparedOf, stepOf } from '../../tests/support/prepared.ts'
import { forcedOutcome, forcedReset, forcedStatus, statusName, type Forced } from './forced.ts'

const prepared = preparedOf('joinVideoConference')
const forced: Forced = { prepared, by: 'arm', world: 'qa', now: 1_000 }

/** The rate-limit headers of a forced outcome. */
const quotaOf = (name: string, of = prepared) => {
  const step = stepOf(of, name)
  return forcedOutcome({ ...forced, prepared: of }, step).headers.slice(step.forcedHeaders.length)
}

describe('a forced outcome', () => {
  it('is the example of the contract, marked as forced', () => {
    const step = stepOf(prepared, 'joined')
    expect(forcedOutcome({ ...forced, by: 'prefer' }, step)).toEqual({
      status: 200,
      headers: [
        ...step.forcedHeaders,
        'X-RateLimit-Limit',
        '2',
        'X-RateLimit-Remaining',
        '1',
        'X-RateLimit-Reset',
        '6000',
      ],
      body: step.outcome.example,
      about: { outcome: 'joined', operation: 'joinVideoConference', cause: step.outcome.cause, forced: 'prefer' },
      world: 'qa',
    })
    expect(forcedOutcome(forced, step).about.forced).toBe('arm')
  })

  it('over the limit has no calls left; one before it, or without a limit, says nothing of it', () => {
    expect(quotaOf('rate-limited')).toEqual([
      'X-RateLimit-Limit',
      '2',
      'X-RateLimit-Remaining',
      '0',
      'X-RateLimit-Reset',
      '6000',
    ])
    expect(quotaOf('unknown-call')).toContain('1')
    expect([quotaOf('not-logged-in'), quotaOf('room-locked', preparedOf('joinMeetingRoom'))]).toEqual([[], []])
    expect(quotaOf('listed', preparedOf('listLivechatRooms'))).toEqual([])
  })
})

it('a forced status is a problem with its name', () => {
  const { body, headers, ...rest } = forcedStatus(forced, 503)
  expect(JSON.parse(body)).toEqual({ title: 'Service unavailable', status: 503, detail: 'Armed: status 503.' })
  expect(headers.slice(0, 2)).toEqual(['Content-Type', 'application/problem+json'])
  expect(rest).toEqual({
    status: 503,
    about: { outcome: null, operation: 'joinVideoConference', cause: 'armed: status 503', forced: 'arm' },
    world: 'qa',
  })
})

it('server errors have the reason phrases of RFC 9110, as far as they are known', () => {
  expect([500, 501, 502, 503, 504, 505, 599].map(statusName)).toEqual([
    'Internal server error',
    'Not implemented',
    'Bad gateway',
    'Service unavailable',
    'Gateway timeout',
    'Server error',
    'Server error',
  ])
})

it('a forced reset breaks the connection, and has no answer', () => {
  expect(forcedReset({ ...forced, by: 'prefer' })).toEqual({
    status: 0,
    headers: [],
    body: '',
    breaks: true,
    about: {
      outcome: null,
      operation: 'joinVideoConference',
      cause: 'armed: the connection is reset',
      forced: 'prefer',
    },
    world: 'qa',
  })
})

import { expect, it } from 'vitest'
import { standTimers } from '../../../tests/support/timers.ts'
import { connectionOf } from '../testing/plays.ts'
import { onWebSocket } from '../testing/answers.ts'
import { saidStatus, statusOf, toSocketAnswer } from './socket-answer.ts'

const { face } = onWebSocket('joinMeetingRoom/joined-as-guest')

it('an answer has the form of one over HTTP, and says how it came and how long it took', () => {
  using time = standTimers({ clock: true })
  time.pass(1000)
  const listener = { who: 'caller 1', connection: connectionOf({ id: 'abc' }), isSeated: false, isJudged: true }
  const begin = performance.now()
  time.pass(40)
  const answer = toSocketAnswer(
    { by: 'ack', value: { a: 1 }, status: 201, acks: () => 2, ackArguments: 3, event: 'e', refusedBy: 'r' },
    listener,
    begin,
  )
  expect(answer).toMatchObject({
    received: { status: 201, headers: [], body: '{"a":1}', ms: 40 },
    listener,
    about: { callerId: 'abc', answeredBy: 'ack', event: 'e', ackArguments: 3, refusedBy: 'r' },
  })
  expect(answer.acks()).toBe(2)
})

it('what is not given is nothing', () => {
  const answer = toSocketAnswer({ by: 'nothing', value: undefined, status: 0 }, null, performance.now())
  expect(answer).toMatchObject({
    received: { status: 0, body: '' },
    listener: null,
    about: { callerId: '', answeredBy: 'nothing', event: null, ackArguments: 0, refusedBy: null },
  })
  expect(answer.acks()).toBeNull()
})

it.each([
  [{ statusCode: 404 }, true, 404],
  [{ statusCode: 202 }, false, 202],
  [{ statusCode: '404' }, true, 0],
  [{ message: 'no' }, true, 0],
  [undefined, false, 0],
  [{ id: 'p' }, false, 201],
  [null, false, 201],
])('the answer %j (a refusal: %s) has the status %i', (value, isRefusal, status) => {
  expect(statusOf({ value, isRefusal }, face)).toBe(status)
})

it('a success without a status has that of the face; without one, 200', () => {
  const success = { value: {}, isRefusal: false }
  expect(statusOf(success, undefined)).toBe(200)
  const outcomes = face.outcomes.filter(({ status }) => status >= 400)
  expect(statusOf(success, { ...face, outcomes: outcomes.map((each) => ({ ...each, status: 300 })) })).toBe(200)
})

it.each([
  [{ statusCode: 401 }, 401],
  [{ statusCode: '401' }, 400],
  [undefined, 400],
  ['Unauthorized', 400],
])('the refusal %j stands for %i', (refusal, status) => expect(saidStatus(refusal, 400)).toBe(status))

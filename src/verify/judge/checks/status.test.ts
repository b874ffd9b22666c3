import { expect, it } from 'vitest'
import { answer } from '../../testing/answers.ts'
import { checkStatus, isOtherEnd } from './status.ts'

const HOST = 'joinMeetingRoom/joined-as-host'

it('holds if it is the documented one', () => {
  expect(checkStatus(answer(HOST))).toEqual([])
  expect(checkStatus(answer('joinMeetingRoom/room-full'))).toEqual([])
})

it('is wrong in the same way for a redirect as for anything else, with both statuses', () => {
  expect(checkStatus(answer(HOST, { status: 302 }))).toMatchObject([
    { check: 'status', pointer: null, message: 'the status is 302, not 201', expected: 201, actual: 302 },
  ])
})

it('violates the condition if a call succeeded instead of being refused, or the reverse; else only the status', () => {
  const sources = (status: number): unknown => checkStatus(answer(HOST, { status }))[0]?.sources
  expect(sources(400)).toEqual(['002_142f66b635c02c8c.txt#For Authenticated Users'])
  expect(sources(200)).toEqual(['002_142f66b635c02c8c.txt#Participant Checks', 'inferred'])
})

it('may be none on a socket, and nothing is then shown of it', () => {
  const [missing, ...others] = checkStatus(answer('joinMeetingRoom/room-full', { status: 0 }))
  expect(others).toEqual([])
  expect(missing).toMatchObject({ message: 'the refusal has no status, but should have 400', expected: 400 })
  expect(missing?.actual).toBeUndefined()
})

it.each([
  [199, 200, true],
  [200, 201, false],
  [299, 200, false],
  [300, 200, true],
  [201, 400, true],
  [0, 400, false],
  [500, 400, false],
])('%i instead of %i is the other end: %s', (status, expected, isOther) => {
  const { received, outcome } = answer(HOST, { status })
  expect(isOtherEnd({ received, outcome: { ...outcome, status: expected } })).toBe(isOther)
})

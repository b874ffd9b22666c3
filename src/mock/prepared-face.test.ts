import { expect, it } from 'vitest'
import { callOf } from '../../tests/support/call-of.ts'
import { preparedOf, stepOf } from '../../tests/support/prepared.ts'
import { worldOf } from '../../tests/support/world-of.ts'
import { currentFace } from '../verify/testing/answers.ts'
import { operations } from './operations.ts'
import { prepareFace } from './prepared-face.ts'

it('an outcome has its constant headers, and others that say that it is forced', () => {
  const { headers, forcedHeaders, about } = stepOf(preparedOf('joinMeetingRoom'), 'room-locked')
  const rest = ['Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff', 'Greenroom-Outcome']
  expect(headers).toEqual(['Content-Type', 'application/json', ...rest, 'room-locked'])
  expect(forcedHeaders).toEqual(['Content-Type', 'application/json', ...rest, 'room-locked; forced'])
  expect(about).toMatchObject({ outcome: 'room-locked', operation: 'joinMeetingRoom', forced: null })
  expect(about.cause).toBe(stepOf(preparedOf('joinMeetingRoom'), 'room-locked').outcome.cause)
})

it('the constant headers that the contract states take the places of ours', () => {
  const face = currentFace('joinMeetingRoom')
  const outcomes = face.outcomes.map((each) => ({ ...each, headers: { Pragma: 'no-cache', 'Cache-Control': null } }))
  const { headers } = stepOf(preparedOf('joinMeetingRoom', { outcomes }), 'room-locked')
  expect(headers).toEqual([
    'Content-Type',
    'application/json',
    'X-Content-Type-Options',
    'nosniff',
    'Pragma',
    'no-cache',
    'Greenroom-Outcome',
    'room-locked',
  ])
})

it('what counts against a limit is the outcome about it, and all after it', () => {
  const counted = (name: 'joinVideoConference' | 'listLivechatRooms') =>
    preparedOf(name).outcomes.flatMap(({ outcome, isCounted }) => (isCounted ? [outcome.name] : []))
  expect(counted('joinVideoConference')).toEqual([
    'rate-limited',
    'missing-call-id',
    'invalid-body',
    'unknown-call',
    'joined',
  ])
  expect(counted('listLivechatRooms')).toEqual([])
})

it('its rules decide in the contract’s order, and only statuses below 300 act', () => {
  const make = { id: () => 'new', now: 0, isoText: () => '' }
  const decided = (status?: number) => {
    const face = currentFace('joinVideoConference')
    const outcomes = face.outcomes.map((each) => (each.name === 'joined' && status ? { ...each, status } : each))
    const { decide } = prepareFace({ ...face, outcomes }, operations.joinVideoConference)
    const call = callOf({ body: { callId: '697887e3c8b0533020781a4a' } })
    const { index, writes } = decide(worldOf(), call, make, true)
    return [outcomes[index]?.name, writes.length]
  }
  expect([decided(), decided(299), decided(300)]).toEqual([
    ['joined', 1],
    ['joined', 1],
    ['joined', 0],
  ])
})

it('an operation that is not registered is a fault', () => {
  expect(() => prepareFace(currentFace('joinMeetingRoom'), undefined)).toThrow(
    expect.objectContaining({
      message: 'the operation joinMeetingRoom is not registered',
      fix: 'Register it in src/mock/operations.ts.',
    }),
  )
})

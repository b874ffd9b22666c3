import { expect, it } from 'vitest'
import { operationsWith, toOutcome, unknownOutcomeFault } from './find-outcome.ts'

it('an outcome of any edition or transport is one; no name is none', () => {
  expect([undefined, 'room-full', 'not-host', 'connected', 'code-missing'].map(toOutcome)).toEqual([
    undefined,
    'room-full',
    'not-host',
    'connected',
    'code-missing',
  ])
  expect(['room-full', 'not-host', 'connected'].map(unknownOutcomeFault)).toEqual([undefined, undefined, undefined])
})

it.each([
  ['room-ful', 'Did you mean room-full? greenroom outcomes lists them.'],
  ['ROOM-FULL', 'Did you mean room-full? greenroom outcomes lists them.'],
  ['zzzzzzzz', 'greenroom outcomes lists them.'],
  ['toString', 'greenroom outcomes lists them.'],
])('%s is none, and the fault says what lists them', (name, fix) => {
  const fault = { name: 'Fault', message: `there is no outcome ${name}`, fix }
  expect(() => toOutcome(name)).toThrow(expect.objectContaining(fault))
  expect(unknownOutcomeFault(name)).toMatchObject(fault)
})

it('an outcome has the operations that have it, each once', () => {
  expect(operationsWith('not-logged-in')).toEqual(
    expect.arrayContaining(['joinLivechatRoom', 'listLivechatRooms', 'joinVideoConference']),
  )
  expect(operationsWith('not-logged-in')).toHaveLength(3)
  // In later editions, others are limited, too.
  expect(operationsWith('rate-limited')).toEqual(['joinVideoConference'])
  expect([operationsWith('room-full'), operationsWith('connected'), operationsWith('none')]).toEqual([
    ['joinMeetingRoom'],
    ['connectMeetingRooms'],
    [],
  ])
})

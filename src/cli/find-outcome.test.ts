import { expect, it } from 'vitest'
import { operationsWith, toOutcome } from './find-outcome.ts'

it('an outcome of any edition or transport is one; no name is none', () => {
  expect([undefined, 'room-full', 'not-host', 'connected', 'code-missing'].map(toOutcome)).toEqual([
    undefined,
    'room-full',
    'not-host',
    'connected',
    'code-missing',
  ])
})

it.each([
  ['room-ful', 'Did you mean room-full? There are '],
  ['ROOM-FULL', 'Did you mean room-full? There are '],
  ['zzzzzzzz', 'There are '],
  ['toString', 'There are '],
])('%s is none, and the fault lists those there are', (name, begins) => {
  expect(() => toOutcome(name)).toThrow(
    expect.objectContaining({
      name: 'Fault',
      message: `there is no outcome ${name}`,
      fix: expect.stringMatching(new RegExp(`^${begins.replace('?', '\\?')}.*room-full.*\\.$`)),
    }),
  )
})

it('an outcome has the operations that have it, each once', () => {
  expect(operationsWith('not-logged-in')).toEqual(
    expect.arrayContaining(['joinLivechatRoom', 'listLivechatRooms', 'joinVideoConference']),
  )
  expect(operationsWith('not-logged-in')).toHaveLength(3)
  expect([operationsWith('room-full'), operationsWith('connected'), operationsWith('none')]).toEqual([
    ['joinMeetingRoom'],
    ['connectMeetingRooms'],
    [],
  ])
})

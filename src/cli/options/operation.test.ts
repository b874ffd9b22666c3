import { expect, it } from 'vitest'
import { isOperation, toOperation } from './operation.ts'

it('an operation is one of any transport; no name is none', () => {
  expect([undefined, 'joinMeetingRoom', 'connectMeetingRooms'].map(toOperation)).toEqual([
    undefined,
    'joinMeetingRoom',
    'connectMeetingRooms',
  ])
  expect(['endMeetingRoom', 'toString', '', '__proto__'].map(isOperation)).toEqual([true, false, false, false])
})

it('an unknown one is a fault that suggests another, and lists all', () => {
  expect(() => toOperation('joinMeetingroom')).toThrow(
    expect.objectContaining({
      message: 'there is no operation joinMeetingroom',
      fix: expect.stringMatching(/^Did you mean joinMeetingRoom\? Known: .*lockMeetingRoom/),
    }),
  )
})

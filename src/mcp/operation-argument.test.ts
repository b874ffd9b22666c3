import { expect, it } from 'vitest'
import { operationArgument, operationIn } from './operation-argument.ts'

it('an argument names one of the operations of the contracts', () => {
  expect(operationArgument).toEqual({
    type: 'string',
    enum: expect.arrayContaining(['joinLivechatRoom', 'listLivechatRooms', 'joinVideoConference', 'joinMeetingRoom']),
  })
  expect(operationIn({ operation: 'joinMeetingRoom' })).toBe('joinMeetingRoom')
  for (const none of [{}, { operation: 'toString' }, { operation: 7 }]) expect(operationIn(none)).toBeUndefined()
})

import { expect, it } from 'vitest'
import { seatCall } from './seat-call.ts'

it('a seat is taken by the event of the room that the values name', () => {
  expect(seatCall({ code: 'abc' }, 'Jane Smith')).toBe(`'join-room', { code: 'abc', guestName: 'Jane Smith' }`)
  expect(seatCall({ code: `a'b` }, 'O’Hara')).toBe(`'join-room', { code: 'a\\'b', guestName: 'O’Hara' }`)
})

it.each([{}, { callId: 'c' }, { roomId: 'r' }])('%j names nothing with seats', (values) => {
  expect(seatCall(values, 'Jane')).toBeUndefined()
})

import { it } from 'greenroom/vitest'
import { expect } from 'vitest'
import { joinRoom } from './join-room.ts'

it('says that a room is locked', async ({ world }) => {
  const { code } = await world.situation({ 'meeting-room': ['locked'] })
  expect(await joinRoom(world.url, code, 'Jane')).toBe('Room is locked')
})

it('shows a documented error for the next call only', async ({ world }) => {
  await world.arm('joinMeetingRoom', 'room-inactive', { times: 1 })
  expect(await joinRoom(world.url, 'abc-def-ghi', 'Jane')).toBe('Room is no longer active')
  expect(await joinRoom(world.url, 'abc-def-ghi', 'Jane')).toBe('Welcome, Jane')
})

it('tries again after a server error, once', async ({ world }) => {
  await world.arm('joinMeetingRoom', { status: 503 }, { times: 1 })
  expect(await joinRoom(world.url, 'abc-def-ghi', 'Jane')).toBe('Welcome, Jane')

  const first = await world.journal.next({ operation: 'joinMeetingRoom' })
  const second = await world.journal.next({ operation: 'joinMeetingRoom' })
  expect([first.status, second.outcome]).toEqual([503, 'joined-as-guest'])
  expect(second.request.body).toBe('{"guestName":"Jane"}')
})

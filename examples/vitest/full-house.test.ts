import { fileWorld } from 'greenroom/vitest'
import { beforeEach, expect, it } from 'vitest'
import { joinRoom } from './join-room.ts'

// A world for this file, arranged once …
const world = await fileWorld()
const { code } = await world.situation({ 'meeting-room': [] })
await world.meetingRooms.change(code, { maxParticipants: 2 })
await world.meetingRooms.seat(code, { guestName: 'Somebody else' })
const oneSeatLeft = await world.snapshot()
// … and put back before every test.
beforeEach(() => world.restore(oneSeatLeft))

it('takes the last seat', async () => {
  expect(await joinRoom(world.url, code, 'Jane')).toBe('Welcome, Jane')
  const { inside } = await world.meetingRooms.get(code)
  expect(inside.map(({ guestName }) => guestName)).toEqual(['Somebody else', 'Jane'])
})

it('finds the last seat free again, although the test before took it', async () => {
  expect(await joinRoom(world.url, code, 'John')).toBe('Welcome, John')
})

it('shows why nobody else comes in', async () => {
  await joinRoom(world.url, code, 'Jane')
  expect(await joinRoom(world.url, code, 'John')).toBe('Room is full')
})

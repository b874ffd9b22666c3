import type { Snapshot, TestWorld } from 'greenroom'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { greenroom } from './greenroom.ts'
import { joinRoom } from './join-room.ts'

let world: TestWorld
let code: string
let oneSeatLeft: Snapshot

// A world for this file, arranged once …
beforeAll(async () => {
  world = await greenroom.world()
  ;({ code } = await world.situation({ 'meeting-room': [] }))
  await world.meetingRooms.change(code, { maxParticipants: 2 })
  await world.meetingRooms.seat(code, { guestName: 'Somebody else' })
  oneSeatLeft = await world.snapshot()
})
// … and put back before every test.
beforeEach(() => world.restore(oneSeatLeft))
afterAll(() => world.drop())

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

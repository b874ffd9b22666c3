import type { TestWorld } from '../client/connect.ts'
import type { MeetingRoom } from '../contract/compiled/types.ts'
import { existingRoom } from './existing.ts'
import type { Room } from './kinds.ts'

/** A change of a meeting room that exists, by one word. */
export interface RoomChange {
  /** The verb: `lock`. */
  readonly name: string
  readonly summary: string
  readonly change: (world: TestWorld, room: MeetingRoom) => Promise<unknown>
}

const adds =
  (fact: 'locked' | 'inactive' | 'full'): RoomChange['change'] =>
  (world, { code }) =>
    world.situation({ 'meeting-room': [fact] }, { values: { code }, keepSeats: true })

export const roomLock: RoomChange = {
  name: 'lock',
  summary: 'Locks a meeting room: no one else may join.',
  change: adds('locked'),
}

export const roomUnlock: RoomChange = {
  name: 'unlock',
  summary: 'Unlocks a meeting room.',
  change: (world, { code }) => world.meetingRooms.change(code, { isLocked: false }),
}

export const roomEnd: RoomChange = {
  name: 'end',
  summary: 'Ends a meeting: everyone inside has to leave.',
  change: adds('inactive'),
}

export const roomFill: RoomChange = {
  name: 'fill',
  summary: 'Fills a meeting room: guests take every free seat.',
  change: adds('full'),
}

/** Changes the room of a code, and returns it as it is then. Throws a Fault for an unknown code. */
export async function changedRoom(world: TestWorld, code: string, { change }: RoomChange): Promise<Room> {
  const room = await existingRoom(world, code, ['meeting-room'])
  if (room.kind === 'meeting-room') await change(world, room.row)
  return existingRoom(world, code, [room.kind])
}

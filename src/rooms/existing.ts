import type { TestWorld } from '../client/connect.ts'
import { nearestWord } from '../contract/model/nearest.ts'
import { Fault } from '../fault.ts'
import { findRoom, roomKey, ROOM_KINDS, roomPage, type Room, type RoomKind } from './kinds.ts'

/** The room of this code or id, of any of the kinds. Throws a Fault that suggests the nearest one. */
export async function existingRoom(
  world: TestWorld,
  key: string,
  kinds: readonly RoomKind[] = ROOM_KINDS,
): Promise<Room> {
  const found = await Promise.all(kinds.map((kind) => findRoom(world, kind, key)))
  const room = found.find((each) => each !== undefined)
  if (room) return room
  const pages = await Promise.all(kinds.map((kind) => roomPage(world, kind, MOST_COMPARED)))
  const meant = nearestWord(
    key,
    pages.flatMap(({ rooms }) => rooms.map(roomKey)),
  )
  const [kind, other] = kinds
  throw new Fault(
    `there is no ${kind === undefined || other ? 'room or call' : kind} ${key} in the world ${world.name}`,
    `${meant === undefined ? '' : `Did you mean ${meant}? `}greenroom rooms lists them all.`,
  )
}

/** Rooms among which a similar name is looked for. */
const MOST_COMPARED = 1000

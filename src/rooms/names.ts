import type { TestWorld } from '../client/connect.ts'
import type { UserNames } from './room-line.ts'
import type { Room } from './kinds.ts'

/** The user names of the people in these rooms. */
export async function userNamesIn(world: TestWorld, rooms: readonly Room[]): Promise<UserNames> {
  const ids = new Set(rooms.flatMap(idsIn))
  if (ids.size === 0) return new Map()
  const { rows } = await world.people.list({ limit: 1000 })
  return new Map(rows.filter(({ id }) => ids.has(id)).map(({ id, username }) => [id, username]))
}

function idsIn(room: Room): readonly string[] {
  if (room.kind === 'meeting-room')
    return [room.row.hostId, ...[...room.row.inside, ...room.row.past].flatMap(({ userId }) => userId ?? [])]
  return room.kind === 'call' ? [...room.row.users, ...(room.row.members ?? [])] : []
}

import type { LivechatRoom, Participant, Seed } from '../contract/compiled/types.ts'
import type { MeetingRoom, Person, Role, Tables, VideoCall } from '../domain/state.ts'
import { baseOf, orderedBaseOf, type Base, type OrderedBase } from './base.ts'
import { idOf } from './ids.ts'

/** The tables that a seed fills; all others start empty or with rows of the world itself. */
export type SeededTable = 'people' | 'roles' | 'livechatRooms' | 'calls' | 'meetingRooms'

/** The read-only rows that all worlds of a seed share. */
export interface SeedTables {
  readonly seed: Seed
  readonly bases: {
    readonly [Name in Exclude<SeededTable, 'livechatRooms'>]: Base<Tables[Name]>
  } & {
    /** Newest first. */
    readonly livechatRooms: OrderedBase<LivechatRoom>
  }
}

/** Call it once per seed: any number of worlds can share the result. */
export const seedTables = (seed: Seed): SeedTables => ({
  seed,
  bases: {
    people: baseOf(seed.people.map(toPerson), ({ id }) => id),
    roles: baseOf(rolesOf(seed), ({ name }) => name),
    livechatRooms: orderedBaseOf<LivechatRoom>(seed.livechatRooms, ({ _id }) => _id, newerFirst),
    calls: baseOf(seed.calls.map(toCall), ({ id }) => id),
    meetingRooms: baseOf(
      seed.meetingRooms.map((room) => toMeetingRoom(room, seed)),
      ({ code }) => code,
    ),
  },
})

/** The default order of livechat rooms: by `ts` descending, then by id. Both are ASCII of fixed length. */
export const newerFirst = (a: LivechatRoom, b: LivechatRoom): number =>
  a.ts === b.ts ? (a._id < b._id ? -1 : Number(a._id > b._id)) : a.ts < b.ts ? 1 : -1

const rolesOf = (seed: Seed): Role[] => Object.entries(seed.roles).map(([name, permissions]) => ({ name, permissions }))

const toPerson = ({ id, username, name, role, authToken }: Seed['people'][number]): Person => ({
  id,
  username,
  name,
  role,
  authToken: authToken ?? null,
})

const toCall = ({ id, url, providerName, members }: Seed['calls'][number]): VideoCall => ({
  id,
  url,
  providerName,
  members: members ?? null,
  users: [],
  anonymousUsers: 0,
})

const toMeetingRoom = (room: Seed['meetingRooms'][number], seed: Seed): MeetingRoom => ({
  id: room.id,
  code: room.code,
  hostId: room.hostId,
  isActive: room.isActive ?? true,
  isLocked: room.isLocked ?? false,
  maxParticipants: room.maxParticipants ?? DEFAULT_SEATS,
  inside: (room.guests ?? []).map((name, index) => toGuest(room.id, name, index, seed.instant)),
  past: [],
})

// The meeting product's default.
const DEFAULT_SEATS = 50

const toGuest = (roomId: string, guestName: string, index: number, joinedAt: string): Participant => ({
  id: idOf(`seed/${roomId}`, 'participant', index),
  roomId,
  userId: null,
  guestName,
  isActive: true,
  isHost: false,
  joinedAt,
  leftAt: null,
})

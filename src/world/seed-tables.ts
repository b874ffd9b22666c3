import type { LivechatRoom, Participant, Seed } from '../contract/compiled/types.ts'
import type { LivechatDepartment, MeetingRoom, Person, Role, Tables, VideoCall } from '../domain/state.ts'
import { baseOf, orderedBaseOf, type Base, type OrderedBase } from './base.ts'
import { idOf } from './ids.ts'

/** The tables that a seed fills; all others start empty or with rows of the world itself. */
export type SeededTable = 'people' | 'roles' | 'livechatRooms' | 'calls' | 'departments' | 'meetingRooms'

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
    departments: baseOf((seed.departments ?? []).map(toDepartment), ({ id }) => id),
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

const toPerson = ({ id, username, name, role, authToken, password }: Seed['people'][number]): Person => ({
  id,
  username,
  name,
  role,
  authToken: authToken ?? null,
  ...(password === undefined ? {} : { password }),
})

const toCall = ({ members, users, anonymousUsers, ...call }: Seed['calls'][number]): VideoCall => ({
  ...call,
  members: members ?? null,
  users: users ?? [],
  anonymousUsers: anonymousUsers ?? 0,
})

type SeedDepartment = NonNullable<Seed['departments']>[number]

const toDepartment = ({ ancestors, agents, ...department }: SeedDepartment): LivechatDepartment => ({
  ...department,
  ancestors: ancestors ?? [],
  agents: agents ?? null,
})

const toMeetingRoom = (room: Seed['meetingRooms'][number], seed: Seed): MeetingRoom => ({
  id: room.id,
  code: room.code,
  hostId: room.hostId,
  isActive: room.isActive ?? true,
  isLocked: room.isLocked ?? false,
  maxParticipants: room.maxParticipants ?? DEFAULT_SEATS,
  inside: insideOf(room, seed.instant),
  past: [],
})

/** The seats of a room that names no number, as in the meeting product. */
export const DEFAULT_SEATS = 50

type SeedRoom = Seed['meetingRooms'][number]

const insideOf = ({ id, hostId, guests = [], users = [] }: SeedRoom, joinedAt: string): Participant[] =>
  [
    ...guests.map((guestName) => ({ guestName, userId: null })),
    ...users.map((userId) => ({ guestName: null, userId })),
  ].map((who, index) => ({
    id: idOf(`seed/${id}`, 'participant', index),
    roomId: id,
    ...who,
    isActive: true,
    isHost: who.userId === hostId,
    joinedAt,
    leftAt: null,
  }))

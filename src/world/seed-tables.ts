import type { LivechatRoom, Participant, Seed } from '../contract/compiled/types.ts'
import type { MeetingRoom, Person, Tables, VideoCall } from '../domain/state.ts'
import { idOf } from './ids.ts'

/** The rows that worlds of one seed share, and never write. */
export interface SeedTables {
  readonly seed: Seed
  readonly rows: { readonly [Name in keyof Tables]: ReadonlyMap<string, Tables[Name]> }
}

/** The rows of a seed. Call it once per seed: its result serves any number of worlds. */
export const seedTables = (seed: Seed): SeedTables => ({
  seed,
  rows: {
    people: keyed(seed.people.map(toPerson), ({ id }) => id),
    livechatRooms: keyed<LivechatRoom>(seed.livechatRooms, ({ _id }) => _id),
    subscriptions: new Map(),
    messages: new Map(),
    calls: keyed(seed.calls.map(toCall), ({ id }) => id),
    meetingRooms: keyed(
      seed.meetingRooms.map((room) => toMeetingRoom(room, seed)),
      ({ code }) => code,
    ),
    windows: new Map(),
  },
})

const keyed = <T>(values: readonly T[], key: (value: T) => string): ReadonlyMap<string, T> =>
  new Map(values.map((value) => [key(value), value]))

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

// What the meeting product gives a room that says nothing of its size.
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

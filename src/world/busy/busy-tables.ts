import { seeds } from '../../contract/compiled/seeds.ts'
import type { LivechatRoom } from '../../contract/compiled/types.ts'
import type { MeetingRoom, VideoCall } from '../../domain/state.ts'
import type { Base, OrderedBase } from '../base.ts'
import { seedTables, type SeedTables } from '../seed-tables.ts'
import { castOf, type Cast } from './cast.ts'
import { generatedBase } from './generated-base.ts'
import { keyedIds } from './keyed-ids.ts'
import { livechatIds, meetingCodes, callIds } from './looks.ts'
import { roomMaker, type RoomMaker } from './livechat-room.ts'
import { meetingRoomMaker } from './meeting-room.ts'
import { reservedOf } from './reserved.ts'
import { STREAMS } from './streams.ts'
import { callMaker } from './video-call.ts'

/**
 * A seed with this many livechat rooms, meeting rooms and calls in proportion, and the people of the documented seed.
 * Rows are generated when read, so any number is ready at once. Call it once per seed, like `seedTables`.
 */
export function busyTables(rooms: number, toMaker: (cast: Cast) => RoomMaker = roomMaker): SeedTables {
  const cast = castOf(rooms, seeds.documented)
  const livechatRooms = livechatBase(cast, toMaker(cast))
  const calls = callBase(cast)
  const { bases, seed } = seedTables({
    ...seeds.documented,
    name: `busy:${rooms}`,
    says: `${rooms} generated livechat rooms, meeting rooms and calls in proportion, and the documented people`,
    people: [...seeds.documented.people, ...cast.others],
    livechatRooms: [],
    calls: [],
    reserved: reservedOf(seeds.documented, cast, { livechatRooms, calls }),
  })
  const meetingRooms = joined(bases.meetingRooms, meetingBase(cast))
  return { seed: { ...seed, meetingRooms: [] }, bases: { ...bases, livechatRooms, calls, meetingRooms } }
}

const livechatBase = (cast: Cast, make: RoomMaker): OrderedBase<LivechatRoom> =>
  generatedBase({ size: cast.rooms, ids: keyedIds(livechatIds, cast.rooms, STREAMS.livechatIds), make })

const meetingBase = (cast: Cast): OrderedBase<MeetingRoom> =>
  generatedBase({
    size: partOf(cast, 10),
    ids: keyedIds(meetingCodes, cast.rooms, STREAMS.meetingCodes),
    make: meetingRoomMaker(cast),
  })

const callBase = (cast: Cast): OrderedBase<VideoCall> =>
  generatedBase({
    size: partOf(cast, 20),
    ids: keyedIds(callIds, cast.rooms, STREAMS.callIds),
    make: callMaker(cast),
  })

/** One per `share` livechat rooms, but enough for one of each kind; none if there are no rooms. */
const partOf = ({ rooms }: Cast, share: number): number => (rooms === 0 ? 0 : Math.max(8, Math.ceil(rooms / share)))

/** The rows of two bases; if both have a key, the first one wins. */
const joined = <T>(first: Base<T>, second: Base<T>): Base<T> => ({
  size: first.size + second.size,
  get: (key) => first.get(key) ?? second.get(key),
  *entries() {
    yield* first.entries()
    yield* second.entries()
  },
})

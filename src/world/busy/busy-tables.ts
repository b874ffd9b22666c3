import { seeds } from '../../contract/compiled/seeds.ts'
import type { LivechatRoom } from '../../contract/compiled/types.ts'
import type { MeetingRoom, VideoCall } from '../../domain/state.ts'
import type { Base, OrderedBase } from '../base.ts'
import { seedTables, type SeedTables } from '../seed-tables.ts'
import { populationOf, type Population } from './population.ts'
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
export function busyTables(rooms: number, toMaker: (population: Population) => RoomMaker = roomMaker): SeedTables {
  const population = populationOf(rooms, seeds.documented)
  const livechatRooms = livechatBase(population, toMaker(population))
  const calls = callBase(population)
  const { bases, seed } = seedTables({
    ...seeds.documented,
    name: `busy:${rooms}`,
    says: `${rooms} generated livechat rooms, meeting rooms and calls in proportion, and the documented people`,
    people: [...seeds.documented.people, ...population.others],
    livechatRooms: [],
    calls: [],
    reserved: reservedOf(seeds.documented, population, { livechatRooms, calls }),
  })
  const meetingRooms = joined(bases.meetingRooms, meetingBase(population))
  return { seed: { ...seed, meetingRooms: [] }, bases: { ...bases, livechatRooms, calls, meetingRooms } }
}

const livechatBase = (population: Population, make: RoomMaker): OrderedBase<LivechatRoom> =>
  generatedBase({ size: population.rooms, ids: keyedIds(livechatIds, population.rooms, STREAMS.livechatIds), make })

const meetingBase = (population: Population): OrderedBase<MeetingRoom> =>
  generatedBase({
    size: partOf(population, 10),
    ids: keyedIds(meetingCodes, population.rooms, STREAMS.meetingCodes),
    make: meetingRoomMaker(population),
  })

const callBase = (population: Population): OrderedBase<VideoCall> =>
  generatedBase({
    size: partOf(population, 20),
    ids: keyedIds(callIds, population.rooms, STREAMS.callIds),
    make: callMaker(population),
  })

/** One per `share` livechat rooms, but enough for one of each kind; none if there are no rooms. */
const partOf = ({ rooms }: Population, share: number): number =>
  rooms === 0 ? 0 : Math.max(8, Math.ceil(rooms / share))

/** The rows of two bases; if both have a key, the first one wins. */
const joined = <T>(first: Base<T>, second: Base<T>): Base<T> => ({
  size: first.size + second.size,
  get: (key) => first.get(key) ?? second.get(key),
  *entries() {
    yield* first.entries()
    yield* second.entries()
  },
})

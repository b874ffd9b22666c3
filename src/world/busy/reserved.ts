import type { LivechatRoom, Seed } from '../../contract/compiled/types.ts'
import { isQueued } from '../../domain/livechat.ts'
import type { VideoCall } from '../../domain/state.ts'
import type { OrderedBase } from '../base.ts'
import type { Population } from './population.ts'

type Reserved = Seed['reserved'][number]

/** The rows of a busy seed to search. */
export interface Rows {
  readonly livechatRooms: OrderedBase<LivechatRoom>
  readonly calls: OrderedBase<VideoCall>
}

/** Data for situations: that of another seed, but with the first matching livechat rooms and calls of this one. */
export const reservedOf = (seed: Seed, population: Population, rows: Rows): readonly Reserved[] =>
  seed.reserved.flatMap((entry) => {
    if (entry.facts.includes('unknown')) return [entry]
    if (entry.subject === 'livechat-room') return livechatEntry(entry, population, rows.livechatRooms)
    if (entry.subject === 'call') return callEntry(entry, rows.calls)
    // This seed also contains the meeting rooms of the other one, but not its rows of other subjects.
    return entry.subject === 'meeting-room' ? [entry] : []
  })

function livechatEntry(entry: Reserved, { agent }: Population, rooms: OrderedBase<LivechatRoom>): readonly Reserved[] {
  const fits = (room: LivechatRoom): boolean => {
    if (entry.facts.includes('closed')) return room.open !== true
    if (!entry.facts.includes('out-of-reach')) return isQueued(room)
    return room.open === true && room.onHold !== true && room.servedBy !== undefined && room.servedBy._id !== agent.id
  }
  const room = firstOf(rooms, fits)
  if (!room) return []
  const says = entry.facts.includes('out-of-reach') ? `served by ${room.servedBy?.username}` : entry.says
  return [{ ...entry, values: { roomId: room._id }, says }]
}

function callEntry(entry: Reserved, calls: OrderedBase<VideoCall>): readonly Reserved[] {
  const isPrivate = entry.facts.includes('private')
  const call = firstOf(calls, ({ members }) => (members !== null) === isPrivate)
  const says = isPrivate ? 'only some agents may see it' : entry.says
  return call ? [{ ...entry, values: { callId: call.id }, says }] : []
}

/** The first matching row; it is among the first few, however large the base. */
function firstOf<T>(rows: OrderedBase<T>, fits: (row: T) => boolean): T | undefined {
  for (let place = 0; place < rows.size; place++) {
    const row = rows.at(place)
    if (fits(row)) return row
  }
  return undefined
}

import type { LivechatRoom, Seed } from '../contract/compiled/types.ts'
import { livechatRooms } from '../control/open-tables.ts'
import type { Make } from '../domain/operation.ts'
import { Fault } from '../fault.ts'
import { waitingRoom } from '../world/facts/livechat-room.ts'
import { idOf } from '../world/ids.ts'
import { pointerParts } from '../contract/model/pointer.ts'
import type { Department, OwnLivechatRoom, OwnSeed } from './form.ts'
import { mergedRows, unknownName, type PlaceOf } from './place.ts'
import type { FindPerson } from './people.ts'

/** What rooms are completed with. */
export interface RoomContext {
  readonly instant: string
  readonly people: Seed['people']
  readonly find: FindPerson
  readonly place: PlaceOf
}

/** The rooms of a base and one's own, each with all that the API shows. Throws a Fault for one that the API could not show. */
export const livechatRoomsOf = (base: Seed, own: OwnSeed, context: RoomContext): Seed['livechatRooms'] =>
  mergedRows(
    base.livechatRooms,
    (own.livechatRooms ?? []).map((room, index) =>
      checked(complete(room, index, own.departments ?? [], context), index, context),
    ),
    ({ _id }) => _id,
    (index) => context.place('livechatRooms', index),
  )

function complete(
  own: OwnLivechatRoom,
  index: number,
  departments: readonly Department[],
  context: RoomContext,
): object {
  if (livechatRooms.isRow(own)) return own
  const { _id, open, onHold, servedBy, departmentId, ...rest } = own
  const { open: _open, ...waiting } = waitingRoom(_id, makeOf(_id, context.instant))
  return {
    ...waiting,
    ...(open === false || 'closedAt' in rest ? closedAt(_id, context.instant) : { open: true }),
    ...(onHold ? { onHold } : {}),
    ...(servedBy === undefined ? {} : { servedBy: agentOf(servedBy, index, context) }),
    ...(departmentId === undefined ? {} : departmentOf(departmentId, index, departments, context.place)),
    ...(typeof rest['fname'] === 'string' ? saidBy(waiting, rest['fname']) : {}),
    ...rest,
  }
}

/** Ids that depend only on the room, so that the same file gives the same bytes. */
const makeOf = (_id: string, instant: string): Make => ({
  now: Date.parse(instant),
  isoText: (at) => new Date(at).toISOString(),
  id: (kind) => idOf(`seed/${_id}`, kind, 0),
})

const closedAt = (_id: string, instant: string): object => ({
  closedAt: instant,
  closedBy: { _id: makeOf(_id, instant).id('person'), username: 'another-agent' },
  closer: 'user',
  tags: [],
  waitingResponse: false,
})

function agentOf(servedBy: string | object, index: number, { people, find, place, instant }: RoomContext): object {
  if (typeof servedBy !== 'string') return servedBy
  const _id = find(servedBy, place('livechatRooms', index, 'servedBy'))
  const username = people.find(({ id }) => id === _id)?.username ?? servedBy
  return { _id, username, ts: instant }
}

/** Without departments in the file, an id is all that is known of one. */
function departmentOf(departmentId: string, index: number, departments: readonly Department[], place: PlaceOf): object {
  if (departments.length === 0) return { departmentId }
  const found = departments.find(({ id }) => id === departmentId)
  if (!found)
    throw unknownName(
      place('livechatRooms', index, 'departmentId'),
      'department',
      departmentId,
      departments.map(({ id }) => id),
    )
  const { id: _id, name, ancestors } = found
  return {
    departmentId,
    department: { _id, name },
    ...(ancestors === undefined ? {} : { departmentAncestors: ancestors }),
  }
}

const saidBy = ({ lastMessage }: Pick<LivechatRoom, 'lastMessage'>, name: string): object => ({
  lastMessage: { ...lastMessage, u: { ...lastMessage.u, name } },
})

function checked(row: object, index: number, { place }: RoomContext): LivechatRoom {
  if (livechatRooms.isRow(row)) return row
  const { pointer = '', text = '' } = livechatRooms.validator(row) ?? {}
  const where = place('livechatRooms', index, ...pointerParts(pointer))
  throw new Fault(`${where}: ${pointer} ${text}`, 'The schema LivechatRoom says what it may contain.')
}

import { DEFAULT_LIMIT, faultFinder, type Operation } from './operation.ts'
import { failure, joined, notLoggedIn } from './reply.ts'
import type { LivechatRoom } from './rooms.ts'
import type { Person, State } from './state.ts'

/** Joining a livechat room (§2). */
export const roomJoin: Operation = {
  method: 'GET',
  path: '/api/v1/livechat/room.join',
  permission: 'view-l-room',
  anonymous: false,
  limit: DEFAULT_LIMIT,
  faultOf: faultFinder(
    { type: 'object', properties: { roomId: { type: 'string' } }, required: ['roomId'], additionalProperties: false },
    true,
  ),
  handle: ({ roomId }, caller, state) => {
    if (!caller) return notLoggedIn
    const room = state.rooms.find(({ _id }) => _id === roomId)
    if (!room) return failure('error-invalid-room')
    if (!room.open) return failure('room-closed')
    if (!mayAccess(caller, room, state)) return failure('error-not-allowed')
    if (!isIn(caller, room, state)) {
      state.subscriptions.push({ rid: room._id, userId: caller.userId })
      room.usersCount += 1
    }
    return joined
  },
}

const isIn = ({ userId }: Person, { _id }: LivechatRoom, { subscriptions }: State): boolean =>
  subscriptions.some((one) => one.rid === _id && one.userId === userId)

// A waiting room is open to whoever may take it: the agents of its department, all agents if it has none (§2.3).
const mayAccess = (caller: Person, room: LivechatRoom, state: State): boolean =>
  caller.permissions.includes('view-livechat-rooms') ||
  isIn(caller, room, state) ||
  (room.servedBy
    ? room.servedBy._id === caller.userId
    : room.departmentId === undefined || caller.departments.includes(room.departmentId))

import type { LivechatRoom } from '../contract/compiled/types.ts'
import type { FormFault } from '../contract/model/face.ts'
import { isInUnits, monitoredUnits } from './monitors.ts'
import type { Call, Effect, Make, Operation, Standing } from './operation.ts'
import { callerByAuthToken, personOf } from './people.ts'
import {
  subscriptionKey,
  type BarredRoom,
  type Person,
  type State,
  type Subscription,
  type SystemMessage,
} from './state.ts'

/** Facts for the rules of `joinLivechatRoom`. */
export interface JoinFacts {
  readonly person: Person | undefined
  readonly mayView: boolean
  readonly form: FormFault | null
  readonly room: LivechatRoom | undefined
  readonly hasAccess: boolean
  readonly isInside: boolean
  readonly limit: Standing
  /** What else keeps everybody out of the room; undefined: nothing. */
  readonly barred: BarredRoom | undefined
}

/** GET /api/v1/livechat/room.join */
export const joinLivechatRoom: Operation<'joinLivechatRoom', JoinFacts> = {
  facts(state: State, call: Call): JoinFacts {
    const person = personOf(callerByAuthToken(state, call))
    const permissions = state.permissionsOf(person?.role ?? '')
    const units = monitoredUnits(state.settings, person)
    const { roomId } = call.query
    const room = typeof roomId === 'string' ? state.livechatRooms.get(roomId) : undefined
    const isInside =
      person !== undefined &&
      room !== undefined &&
      state.subscriptions.get(subscriptionKey(room._id, person.id)) !== undefined
    return {
      person,
      mayView: permissions.has('view-l-room'),
      form: call.faults.form,
      room,
      hasAccess:
        isInside ||
        (permissions.has('view-livechat-rooms') &&
          (units === null || (room !== undefined && isInUnits(room, units)))) ||
        (room !== undefined && (waitsFor(room, person, state) || room.servedBy?._id === person?.id)),
      isInside,
      limit: call.limit,
      barred: room && state.settings.barredRooms?.[room._id],
    }
  },
  rules: {
    'not-logged-in': ({ person }) => person === undefined,
    'rate-limited': ({ limit }) => limit.usedUp && { seconds: limit.seconds },
    'missing-room-id': ({ form }) => form?.keyword === 'required',
    'invalid-query': ({ form }) => form !== null && form.keyword !== 'required' && { message: form.text },
    'missing-permission': ({ mayView }) => !mayView,
    'invalid-room': ({ room }) => room === undefined,
    'room-closed': ({ room }) => room !== undefined && room.open !== true,
    'no-access': ({ mayView, hasAccess }) => !mayView || !hasAccess,
    'mac-limit-reached': ({ barred }) => barred?.overContactLimit === true,
    'app-prevented': ({ barred }) => barred?.app !== undefined && { reason: barred.app },
    joined: ({ person, room }) => person !== undefined && room !== undefined,
  },
  act({ person, room, isInside }: JoinFacts, make: Make): Effect<'joinLivechatRoom'> {
    if (!person || !room || isInside) return { writes: [], values: null }
    const subscription = toSubscription(person, room, make)
    const message: SystemMessage = {
      id: make.id('message'),
      rid: room._id,
      t: 'uj',
      msg: person.username,
      userId: person.id,
      ts: make.now,
    }
    const entered = { ...room, usersCount: room.usersCount + 1, _updatedAt: new Date(make.now).toISOString() }
    return {
      writes: [
        { table: 'subscriptions', key: subscriptionKey(room._id, person.id), value: subscription },
        { table: 'messages', key: message.id, value: message },
        { table: 'livechatRooms', key: room._id, value: entered },
      ],
      values: null,
    }
  },
}

/**
 * Whether a room waits for this agent: it waits for any, unless it has a department whose agents are known, or rooms are given to
 * agents.
 */
function waitsFor(room: LivechatRoom, person: Person | undefined, { departments, settings }: State): boolean {
  if (!isQueued(room) || settings.routing === 'auto') return false
  const agents = room.departmentId === undefined ? null : (departments.get(room.departmentId)?.agents ?? null)
  return agents === null || (person !== undefined && agents.includes(person.id))
}

/** Whether a room is waiting for an agent; every agent may then join it. */
export const isQueued = (room: LivechatRoom): boolean =>
  room.open === true && room.servedBy === undefined && room.onHold !== true

/** The counts of a new subscription on the real server. */
const toSubscription = (person: Person, room: LivechatRoom, make: Make): Subscription => ({
  id: make.id('subscription'),
  rid: room._id,
  userId: person.id,
  name: room.fname,
  t: 'l',
  open: true,
  alert: true,
  unread: 1,
  userMentions: 1,
  groupMentions: 0,
  ts: make.now,
})

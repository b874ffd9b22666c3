import type { LivechatRoom } from '../contract/compiled/types.ts'
import type { FormFault } from '../contract/model/face.ts'
import type { Call, Effect, Make, Operation } from './operation.ts'
import { callerByAuthToken, personOf } from './people.ts'
import { subscriptionKey, type Person, type State, type Subscription, type SystemMessage } from './state.ts'

/** Facts for the rules of `joinLivechatRoom`. */
export interface JoinFacts {
  readonly person: Person | undefined
  readonly mayView: boolean
  readonly form: FormFault | null
  readonly room: LivechatRoom | undefined
  readonly hasAccess: boolean
  readonly isInside: boolean
}

/** GET /api/v1/livechat/room.join */
export const joinLivechatRoom: Operation<'joinLivechatRoom', JoinFacts> = {
  facts(state: State, call: Call): JoinFacts {
    const person = personOf(callerByAuthToken(state, call))
    const permissions = state.permissionsOf(person?.role ?? '')
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
        permissions.has('view-livechat-rooms') ||
        (room !== undefined && (isQueued(room) || room.servedBy?._id === person?.id)),
      isInside,
    }
  },
  rules: {
    'not-logged-in': ({ person }) => person === undefined,
    'missing-room-id': ({ form }) => form?.keyword === 'required',
    'invalid-query': ({ form }) => form !== null && form.keyword !== 'required' && { message: form.text },
    'missing-permission': ({ mayView }) => !mayView,
    'invalid-room': ({ room }) => room === undefined,
    'room-closed': ({ room }) => room !== undefined && room.open !== true,
    'no-access': ({ mayView, hasAccess }) => !mayView || !hasAccess,
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

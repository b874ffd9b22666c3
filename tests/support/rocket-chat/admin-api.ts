import { failure, json, lacksPermission, notLoggedIn, type Reply } from './reply.ts'
import type { LivechatRoom } from './rooms.ts'
import type { Person, State } from './state.ts'

/** A call of a route by which a server is set up, in a server's own words. */
export interface AdminCall {
  readonly method: string
  /** Behind `/api/v1/`. */
  readonly path: string
  readonly input: Readonly<Record<string, unknown>>
  readonly caller: Person | null
}

/** Whom and what the routes have made, beside what the endpoints know. */
export interface Made {
  readonly visitors: Map<string, { readonly _id: string; readonly name: string }>
  readonly inquiries: Map<string, string>
  readonly channels: { readonly _id: string; readonly name: string; readonly isPrivate: boolean }[]
  readonly agents: Set<string>
  readonly managers: Set<string>
  readonly available: Set<string>
  /** How many ids there are with this one. */
  readonly count: () => number
}

export function nothingMade(): Made {
  let counted = 0
  return {
    count: () => ++counted,
    visitors: new Map(),
    inquiries: new Map(),
    channels: [],
    agents: new Set(),
    managers: new Set(),
    available: new Set(),
  }
}

/** How often an address may call a route in a minute; administrators are exempt but from the first two. */
export const adminLimit = (path: string): number =>
  path === 'livechat/visitor' || path === 'livechat/room' ? 5 : path === 'video-conference.start' ? 3 : 10

type Handler = (call: AdminCall, state: State, made: Made) => Reply

const ANYBODY = new Set(['POST login', 'POST livechat/visitor', 'GET livechat/room'])
const AGENTS = new Set([
  'POST users.setStatus',
  'POST livechat/agent.status',
  'GET livechat/inquiries.getOne',
  'POST livechat/inquiries.take',
])

export const isAdminRoute = (method: string, path: string): boolean =>
  HANDLERS[`${method} ${splitId(path)[0] ?? ''}`] !== undefined

/** Undefined for a route that there is not. */
export function adminAnswer(call: AdminCall, state: State, made: Made): Reply | undefined {
  const [path = '', id = ''] = splitId(call.path)
  const route = `${call.method} ${path}`
  const handler = HANDLERS[route]
  if (!handler) return undefined
  if (!ANYBODY.has(route) && !call.caller) return notLoggedIn
  if (!ANYBODY.has(route) && !AGENTS.has(route) && call.caller?.role !== 'admin') return lacksPermission
  return handler({ ...call, input: { ...call.input, id } }, state, made)
}

/** Routes of one thing have its id as their last part. */
const splitId = (path: string): readonly string[] =>
  /^(livechat\/users\/(?:agent|manager)|livechat\/visitor)\/(.+)$/.exec(path)?.slice(1) ?? [path]

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const done = (more: object = {}): Reply => json(200, { ...more, success: true })
const newId = ({ count }: Made): string => `madeByApi${String(count()).padStart(8, '0')}`

const HANDLERS: Readonly<Record<string, Handler>> = {
  'POST users.create': ({ input }, state, made) => {
    const username = text(input['username'])
    if (state.people.some((each) => each.username === username)) return failure('error-field-unavailable')
    const person = {
      role: username,
      userId: newId(made),
      username,
      authToken: `token-of-${username}`,
      password: text(input['password']),
      permissions: [],
      bypass: false,
      departments: [],
    }
    state.people.push(person)
    return done({ user: { _id: person.userId, username } })
  },
  'POST login': ({ input }, { people }) => {
    const found = people.find(
      ({ username, password }) =>
        username === input['user'] && password !== undefined && password === input['password'],
    )
    return found
      ? json(200, { status: 'success', data: { userId: found.userId, authToken: found.authToken } })
      : json(401, { status: 'error', error: 'Unauthorized', message: 'Unauthorized' })
  },
  'POST users.setStatus': () => done(),
  'POST users.delete': ({ input }, state) => {
    const at = state.people.findIndex(({ userId }) => userId === input['userId'])
    if (at < 0) return failure('error-invalid-user')
    state.people.splice(at, 1)
    return done()
  },
  'GET users.list': ({ input }, { people }) =>
    done(
      paged(
        'users',
        people.map(({ userId, username }) => ({ _id: userId, username })),
        input,
      ),
    ),
  'POST livechat/users/agent': ({ input }, state, { agents }) =>
    hired(state, text(input['username']), agents, ['view-l-room']),
  'POST livechat/users/manager': ({ input }, state, { managers }) =>
    hired(state, text(input['username']), managers, ['view-l-room', 'view-livechat-rooms']),
  'DELETE livechat/users/agent': ({ input }, _, { agents }) => (agents.delete(text(input['id'])) ? done() : failure()),
  'DELETE livechat/users/manager': ({ input }, _, { managers }) =>
    managers.delete(text(input['id'])) ? done() : failure(),
  'POST livechat/agent.status': ({ input, caller }, _, { agents, available }) => {
    if (!caller || !agents.has(caller.userId)) return failure('error-not-allowed')
    if (input['status'] === 'available') available.add(caller.userId)
    return done()
  },
  'POST livechat/visitor': ({ input }, _, made) => {
    const visitor = input['visitor']
    const { token, name }: { token?: unknown; name?: unknown } = typeof visitor === 'object' ? (visitor ?? {}) : {}
    if (text(token) === '') return failure('error-invalid-token')
    made.visitors.set(text(token), { _id: newId(made), name: text(name) })
    return done({ visitor: { token } })
  },
  'DELETE livechat/visitor': ({ input }, _, { visitors }) =>
    visitors.delete(text(input['id'])) ? done() : failure('invalid-token'),
  'GET livechat/room': ({ input }, state, made) => {
    const { visitors, inquiries, available } = made
    const token = text(input['token'])
    const visitor = visitors.get(token)
    if (!visitor) return failure('invalid-token')
    if (available.size === 0) return failure('Sorry, no online agents [no-agent-online]')
    const model = state.rooms.find(({ servedBy, open }) => open && !servedBy)
    if (!model) throw new Error('the stand-in has no waiting room to copy')
    const { departmentId: _d, ...like } = model
    const v = { _id: visitor._id, username: token, token, status: 'online' }
    const room: LivechatRoom = { ...like, _id: newId(made), fname: visitor.name, usersCount: 1, v }
    state.rooms.push(room)
    inquiries.set(room._id, newId(made))
    return done({ room: { _id: room._id }, newRoom: true })
  },
  'GET livechat/inquiries.getOne': ({ input }, _, { inquiries }) =>
    done({ inquiry: { _id: inquiries.get(text(input['roomId'])) } }),
  'POST livechat/inquiries.take': ({ input, caller }, state, { inquiries, available }) => {
    const [roomId] = [...inquiries].find(([, id]) => id === input['inquiryId']) ?? []
    if (!caller || roomId === undefined || !available.has(caller.userId)) return failure('error-not-allowed')
    change(state, roomId, (room) => ({
      ...room,
      servedBy: { _id: caller.userId, username: caller.username, ts: room.ts },
    }))
    inquiries.delete(roomId)
    return done()
  },
  'POST livechat/room.closeByUser': ({ input }, state) => {
    const room = state.rooms.find(({ _id }) => _id === input['rid'])
    if (!room?.open) return failure('room-closed')
    const { open: _, ...rest } = room
    change(state, room._id, () => ({ ...rest, closedAt: room.ts, closer: 'user' }))
    return done()
  },
  'POST livechat/rooms.delete': ({ input }, state) => {
    const at = state.rooms.findIndex(({ _id }) => _id === input['roomId'])
    if (at < 0) return failure('error-invalid-room')
    if (state.rooms[at]?.open) return failure('error-room-is-not-closed')
    state.rooms.splice(at, 1)
    return done()
  },
  'POST channels.create': ({ input }, _, made) => created(made, text(input['name']), false),
  'POST groups.create': ({ input }, _, made) => created(made, text(input['name']), true),
  'POST channels.delete': ({ input }, state, made) => channelGone(state, made, input['roomId']),
  'POST groups.delete': ({ input }, state, made) => channelGone(state, made, input['roomId']),
  'GET channels.list': ({ input }, _, { channels }) =>
    done(
      paged(
        'channels',
        channels.filter(({ isPrivate }) => !isPrivate),
        input,
      ),
    ),
  'GET groups.listAll': ({ input }, _, { channels }) =>
    done(
      paged(
        'groups',
        channels.filter(({ isPrivate }) => isPrivate),
        input,
      ),
    ),
  'POST video-conference.start': ({ input, caller }, state, made) => {
    const channel = made.channels.find(({ _id }) => _id === input['roomId'])
    if (!channel || !caller) return failure('invalid-params')
    const callId = String(made.count()).padStart(24, 'b')
    const members = channel.isPrivate ? [caller.userId] : null
    state.calls.push({ _id: callId, rid: channel._id, members, ended: false, users: [], anonymousUsers: 0 })
    return done({ data: { type: 'videoconference', callId } })
  },
}

function hired(state: State, username: string, into: Set<string>, permissions: readonly string[]): Reply {
  const at = state.people.findIndex((each) => each.username === username)
  const person = state.people[at]
  if (!person) return failure('error-invalid-user')
  state.people[at] = { ...person, permissions: [...new Set([...person.permissions, ...permissions])] }
  into.add(person.userId)
  return done({ user: { _id: person.userId, username } })
}

function created(made: Made, name: string, isPrivate: boolean): Reply {
  const { channels } = made
  if (channels.some((each) => each.name === name)) return failure('error-duplicate-channel-name')
  const channel = { _id: newId(made), name, isPrivate }
  channels.push(channel)
  return done({ [isPrivate ? 'group' : 'channel']: channel })
}

function channelGone(state: State, { channels }: Made, id: unknown): Reply {
  const at = channels.findIndex(({ _id }) => _id === id)
  if (at < 0) return failure('error-room-not-found')
  channels.splice(at, 1)
  const kept = state.calls.filter(({ rid }) => rid !== id)
  state.calls.splice(0, state.calls.length, ...kept)
  return done()
}

function change(state: State, id: string, to: (room: LivechatRoom) => LivechatRoom): void {
  const at = state.rooms.findIndex(({ _id }) => _id === id)
  const room = state.rooms[at]
  if (room) state.rooms[at] = to(room)
}

function paged(name: string, rows: readonly object[], { count, offset }: AdminCall['input']): object {
  const [from, most] = [Number(offset ?? 0), Number(count ?? 50)]
  return { [name]: rows.slice(from, from + most), count: most, offset: from, total: rows.length }
}

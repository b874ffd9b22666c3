import type { Call, Make } from '../../domain/operation.ts'
import { callerByBearer, personOf } from '../../domain/people.ts'
import { UNLIMITED } from '../../domain/rate-limit.ts'
import type { MeetingRoom, Person, State, Write } from '../../domain/state.ts'
import { isObject } from '../../json.ts'
import type { Ask, RouteReason } from '../speech.ts'

/** A request of a dialect's route. */
export interface RouteCall {
  readonly params: Readonly<Record<string, string>>
  readonly body: unknown
  readonly headers: Call['headers']
}

/** What a route found, as templates see it, or why it refuses. */
export type RouteResult =
  | { readonly values: Readonly<Record<string, unknown>>; readonly writes?: readonly Write[] }
  | { readonly reason: RouteReason }

/** What answers a question. */
type Answering = (state: State, asked: RouteCall, make: Make) => RouteResult

/** Answers to what routes ask for. */
export const answering: Readonly<Record<Ask, Answering>> = {
  room: (state, { params }) => withRoom(state, params, (room) => ({ room: asSeen(state, room) })),
  inside: (state, { params }) =>
    withRoom(state, params, ({ inside }) => ({
      inside: inside.map(({ id, userId, guestName, isHost }) => {
        const name = guestName ?? (userId === null ? undefined : state.people.get(userId)?.name) ?? userId ?? ''
        return { id, userId, name, isHost }
      }),
    })),
  'log-in': (state, { body }) => {
    const person = personByMail(state, textIn(body, 'email'))
    const isRight = person?.password !== undefined && person.password === textIn(body, 'password')
    return isRight ? { values: session(state, person) } : { reason: 'wrong-login' }
  },
  register: (state, { body }, make) => {
    const [username, password] = [textIn(body, 'email'), textIn(body, 'password')]
    if (!username || !password) return { reason: 'wrong-form' }
    if (personByMail(state, username)) return { reason: 'known-user' }
    const name = textIn(body, 'displayName') || username
    const person: Person = { id: make.id('participant'), username, name, role: 'user', authToken: null, password }
    return { values: session(state, person), writes: [{ table: 'people', key: person.id, value: person }] }
  },
  me: (state, asked) => asPerson(state, asked, (person) => ({ values: { user: asUser(person) } })),
  'create-room': (state, asked, make) =>
    asPerson(state, asked, ({ id: hostId }) => {
      const id = make.id('meeting-room')
      const code = make.id('meeting-code')
      const most = isObject(asked.body) ? asked.body['maxParticipants'] : undefined
      const maxParticipants = typeof most === 'number' && most >= 2 && most <= 100 ? Math.floor(most) : 50
      const room = { id, code, hostId, isActive: true, isLocked: false, maxParticipants, inside: [], past: [] }
      return { values: { room: asSeen(state, room) }, writes: [{ table: 'meetingRooms', key: code, value: room }] }
    }),
  'own-rooms': (state, asked) =>
    asPerson(state, asked, ({ id }) => {
      const rooms = [...state.meetingRooms.entries()].map(([, room]) => room).filter(({ hostId }) => hostId === id)
      return { values: { rooms: rooms.map((room) => asSeen(state, room)) } }
    }),
}

function withRoom(
  state: State,
  params: RouteCall['params'],
  values: (room: MeetingRoom) => Readonly<Record<string, unknown>>,
): RouteResult {
  const room = state.meetingRooms.get(params['code'] ?? '')
  return room ? { values: values(room) } : { reason: 'no-room' }
}

function asPerson(state: State, { headers }: RouteCall, then: (person: Person) => RouteResult): RouteResult {
  const person = personOf(callerByBearer(state, { ...CALL, headers }))
  return person ? then(person) : { reason: 'not-logged-in' }
}

const CALL = {
  params: {},
  query: {},
  body: {},
  faults: { unreadable: null, tooLarge: false, form: null },
  limit: UNLIMITED,
} as const

const asSeen = ({ people }: State, room: MeetingRoom): object => ({
  ...room,
  host: { id: room.hostId, name: people.get(room.hostId)?.name ?? room.hostId },
})

const session = (state: State, person: Person): Readonly<Record<string, unknown>> => ({
  user: asUser(person),
  token: state.tokenFor(person.id),
})

/** People have no addresses: one that a user name isn't is made from it, and taken back from it. */
const asUser = ({ id, username, name }: Person): object => ({
  id,
  name,
  email: username.includes('@') ? username : `${username}@${DOMAIN}`,
})

const DOMAIN = 'greenroom.example'

function personByMail(state: State, email: string): Person | undefined {
  const short = email.endsWith(`@${DOMAIN}`) ? email.slice(0, -DOMAIN.length - 1) : email
  for (const [, person] of state.people.entries()) if ([email, short].includes(person.username)) return person
  return undefined
}

function textIn(body: unknown, name: string): string {
  const text = isObject(body) ? body[name] : undefined
  return typeof text === 'string' ? text.slice(0, LONGEST) : ''
}

const LONGEST = 256

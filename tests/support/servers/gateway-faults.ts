import type { Answer, GatewayFault } from './gateway.ts'
import type { Notice } from './rooms.ts'
import { toCallersToo, WRONG_ROOMS } from './wrong-rooms.ts'

/** One thing that a gateway does wrong, and a case that must notice it. */
export interface SingleFault {
  readonly name: string
  readonly noticedBy: string
  /** Whether no document states it, so that only the gate `all` fails. */
  readonly isWeak?: boolean
  readonly fault: GatewayFault
}

type Members = Readonly<Record<string, unknown>>

const membersOf = (body: unknown): Members => (typeof body === 'object' && body !== null ? { ...body } : {})

/** Answers whose body has this member, with it changed. */
const withBody =
  (name: string, change: (body: Members) => unknown): NonNullable<GatewayFault['answers']> =>
  ([status, body]) => [status, name in membersOf(body) ? change(membersOf(body)) : body]

const without = (name: string): NonNullable<GatewayFault['answers']> =>
  withBody(name, ({ [name]: _gone, ...rest }) => rest)

const set = (name: string, change: (value: unknown) => unknown): NonNullable<GatewayFault['answers']> =>
  withBody(name, (body) => ({ ...body, [name]: change(body[name]) }))

/** Refusals in these words, as others. */
const refusing =
  (words: string, change: (body: Members, status: number) => Answer): NonNullable<GatewayFault['answers']> =>
  ([status, body]) =>
    membersOf(body)['message'] === words ? change(membersOf(body), status) : [status, body]

const inOtherWords = (words: string, others: unknown): NonNullable<GatewayFault['answers']> =>
  refusing(words, (body, status) => [status, { ...body, message: others }])

const asStatus = (words: string, status: number): NonNullable<GatewayFault['answers']> =>
  refusing(words, (body) => [status, { ...body, statusCode: status }])

const told = (event: Notice['event'], change: (notice: Notice) => readonly Notice[]): GatewayFault => ({
  tells: (notices) => notices.flatMap((notice) => (notice.event === event ? change(notice) : [notice])),
})

const forgets = (fact: string): GatewayFault => ({ keeps: (each) => each !== fact })

const JOINED = 'joinMeetingRoom/joined-as-guest'
const HOST = 'joinMeetingRoom/joined-as-host'
const LOCKED = 'joinMeetingRoom/room-locked'
const FULL = 'joinMeetingRoom/room-full'
const UNKNOWN = 'joinMeetingRoom/room-not-found'

const answers = (name: string, noticedBy: string, change: NonNullable<GatewayFault['answers']>): SingleFault => ({
  name,
  noticedBy,
  fault: { answers: change },
})

/** What a developer gets wrong, each in one place. */
export const FAULTS: readonly SingleFault[] = [
  answers('another status', LOCKED, asStatus('Room is locked', 400)),
  answers('a server error in place of a refusal', FULL, asStatus('Room is full', 500)),
  answers('another status of what is not found', UNKNOWN, asStatus('Room not found', 400)),
  answers('another word', LOCKED, inOtherWords('Room is locked', 'Room is Locked')),
  answers('the words of another refusal', FULL, inOtherWords('Room is full', 'Room is locked')),
  answers('words as a list', UNKNOWN, inOtherWords('Room not found', ['Room not found'])),
  answers(
    'no words',
    LOCKED,
    refusing('Room is locked', ({ message: _gone, ...rest }, status) => [status, rest]),
  ),
  answers('insides of the server', UNKNOWN, (answer) =>
    withBody('error', (body) => ({ ...body, stack: STACK }))(answer),
  ),
  answers('a missing member', JOINED, without('leftAt')),
  answers('a missing id', JOINED, without('id')),
  answers(
    'a number for an id',
    JOINED,
    set('id', () => 17),
  ),
  answers(
    'a date that is none',
    JOINED,
    set('joinedAt', () => 'yesterday'),
  ),
  answers(
    'a host who is none',
    HOST,
    set('isHost', (is) => is !== true),
  ),
  answers(
    'a guest who is the host',
    JOINED,
    set('isHost', (is) => is !== true),
  ),
  answers(
    'nobody active',
    JOINED,
    set('isActive', () => false),
  ),
  answers(
    'another name than was given',
    JOINED,
    set('guestName', (name) => `${String(name)}!`),
  ),
  answers(
    'a name for a user',
    HOST,
    set('guestName', () => 'Somebody'),
  ),
  answers('no success', 'lockMeetingRoom/lock-changed', without('success')),
  answers(
    'a text in place of an object',
    JOINED,
    withBody('isHost', () => 'OK'),
  ),
  {
    name: 'a limit of 40 characters',
    noticedBy: 'joinMeetingRoom/joined-as-guest:characters-50',
    fault: { reads: stretched },
  },
  { name: 'locks that do not hold', noticedBy: LOCKED, fault: forgets('locked') },
  { name: 'rooms without an end', noticedBy: FULL, fault: forgets('full') },
  { name: 'meetings that are never over', noticedBy: 'joinMeetingRoom/room-inactive', fault: forgets('inactive') },
  { name: 'trust in any token', noticedBy: 'connectMeetingRooms/unauthorized', fault: { isTrusting: true } },
  { name: 'another media type', noticedBy: JOINED, fault: { mediaType: 'text/html' } },
  { name: 'nobody told of who comes', noticedBy: JOINED, fault: told('user-joined', () => []) },
  { name: 'everybody told twice', noticedBy: JOINED, fault: told('user-joined', (notice) => [notice, notice]) },
  {
    name: 'an event that tells nothing',
    noticedBy: JOINED,
    fault: told('user-joined', (notice) => [{ ...notice, payload: {} }]),
  },
  { name: 'nobody told of a lock', noticedBy: 'lockMeetingRoom/lock-changed', fault: told('room-locked', () => []) },
  {
    name: 'the reverse of a lock told',
    noticedBy: 'lockMeetingRoom/lock-changed',
    fault: told('room-locked', (notice) => [{ ...notice, payload: { locked: 'no' } }]),
  },
  { name: 'nobody sent away', noticedBy: 'endMeetingRoom/room-ended', fault: told('force-disconnect', () => []) },
]

/** Further ones, most of them of the logic behind the answers. */
export const FURTHER_FAULTS: readonly SingleFault[] = [
  ...WRONG_ROOMS.map(({ rooms, ...about }) => ({ ...about, fault: { rooms } })),
  { name: 'names that are optional', noticedBy: 'joinMeetingRoom/guest-name-missing', fault: { reads: named } },
  { name: 'empty names', noticedBy: 'joinMeetingRoom/guest-name-too-short', fault: { reads: notEmpty } },
  answers('a refusal as a success', LOCKED, ([status, body]) => [status >= 400 ? 200 : status, body]),
  answers(
    'another status in the body',
    FULL,
    refusing('Room is full', (body, status) => [status, { ...body, statusCode: 409 }]),
  ),
  answers(
    'a participant in a wrapper',
    JOINED,
    withBody('isHost', (body) => ({ participant: body })),
  ),
  answers(
    'members in snake case',
    JOINED,
    withBody('isHost', ({ roomId, ...rest }) => ({ ...rest, room_id: roomId })),
  ),
  { name: 'who comes told to themselves', noticedBy: JOINED, isWeak: true, fault: { tells: toCallersToo } },
]

function named(payload: Members): Members {
  return { ...payload, guestName: payload['guestName'] ?? 'Guest' }
}

function notEmpty(payload: Members): Members {
  return payload['guestName'] === '' ? { ...payload, guestName: 'Guest' } : payload
}

const STACK = 'Error: no room\n    at Rooms.join (/srv/app/dist/rooms.js:41:13)'

function stretched(payload: Members): Members {
  const { guestName: name } = payload
  return typeof name === 'string' && Array.from(name).length > 40 ? { ...payload, guestName: name.repeat(2) } : payload
}

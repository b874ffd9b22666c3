import type { Participant } from '../contract/compiled/types.ts'
import type { Announcement } from './announcement.ts'
import { departed, isHost, meetingCaller, roomWrite, seatedBy, isoNow, withSeats } from './meeting-seats.ts'
import {
  memberOf,
  type Call,
  type CallingSocket,
  type Effect,
  type Faults,
  type Make,
  type Operation,
  type Caller,
} from './operation.ts'
import type { MeetingRoom, State } from './state.ts'

/** Facts for the rules of `joinMeetingRoom`. */
export interface MeetingFacts {
  readonly faults: Faults
  readonly body: unknown
  readonly caller: Caller
  readonly guestName: unknown
  /** From the path, or from a socket's payload and then not yet validated. */
  readonly code: unknown
  readonly room: MeetingRoom | undefined
  readonly socket: CallingSocket | undefined
  /** Another room in which the socket has its seat. */
  readonly elsewhere: MeetingRoom | undefined
}

/** POST /rooms/{code}/join, and the event join-room. */
export const joinMeetingRoom: Operation<'joinMeetingRoom', MeetingFacts> = {
  facts(state: State, call: Call): MeetingFacts {
    const { socket } = call
    const code = socket ? memberOf(call.body, 'code') : (call.params['code'] ?? '')
    const seat = socket?.seat ?? null
    return {
      faults: call.faults,
      body: call.body,
      caller: meetingCaller(state, call),
      guestName: memberOf(call.body, 'guestName'),
      code,
      room: typeof code === 'string' ? state.meetingRooms.get(code) : undefined,
      socket,
      elsewhere: seat === null || seat.code === code ? undefined : state.meetingRooms.get(seat.code),
    }
  },
  rules: {
    'malformed-body': ({ faults, body }) => malformed(faults, body),
    'body-too-large': ({ faults }) => faults.tooLarge,
    unauthorized: ({ caller }) => caller.kind === 'wrong',
    'code-missing': ({ code }) => typeof code !== 'string',
    'guest-name-missing': ({ caller, guestName }) =>
      isAbsent(guestName) ? caller.kind === 'nobody' : typeof guestName !== 'string',
    'guest-name-too-short': ({ guestName }) => typeof guestName === 'string' && shownLength(guestName) === 0,
    'guest-name-too-long': ({ guestName }) => typeof guestName === 'string' && shownLength(guestName) > MAX_NAME,
    'room-not-found': ({ room }) => room === undefined,
    'room-inactive': ({ room }) => room !== undefined && !room.isActive,
    'room-locked': ({ room }) => room !== undefined && room.isLocked,
    'room-full': ({ room, caller, socket }) =>
      room !== undefined && seatsTaken(room, caller, socket) >= room.maxParticipants,
    'joined-as-host': ({ room, caller }) => isHost(room, caller),
    'joined-as-user': ({ room, caller }) => caller.kind === 'person' && !isHost(room, caller),
    'joined-as-guest': ({ caller }) => caller.kind === 'nobody',
  },
  act(facts: MeetingFacts, make: Make): Effect<'joinMeetingRoom'> {
    const { room, caller, guestName, socket, elsewhere } = facts
    if (!room) return { writes: [], values: NOBODY_JOINED }
    const joinedAt = isoNow(make)
    const participant: Participant = {
      id: make.id('participant'),
      roomId: room.id,
      userId: caller.kind === 'person' ? caller.person.id : null,
      guestName: caller.kind === 'person' ? null : String(guestName),
      isActive: true,
      isHost: isHost(room, caller),
      joinedAt,
      leftAt: null,
    }
    const own = room.inside.filter((inside) => isOwn(inside, caller, socket)).map((each) => departed(each, joinedAt))
    const other = seatedBy(elsewhere, socket?.seat ?? null)
    const left = other ? [departed(other, joinedAt)] : []
    return {
      writes: [
        roomWrite(withSeats(room, { left: own, joined: [participant] })),
        ...(elsewhere && other ? [roomWrite(withSeats(elsewhere, { left }))] : []),
      ],
      values: valuesOf(participant),
      announces: [
        ...left.map((each) => toLeft(elsewhere, each, socket)),
        ...own.map((each) => toLeft(room, each, socket)),
        { kind: 'joined', room: room.code, participant, socketId: socket?.id ?? null },
      ],
    }
  },
}

// The documented limits are 1 and 50 characters; its framework counts code points, but no variation selector after another character.
const MAX_NAME = 50

/** The visible length of a name: code points without variation selectors that follow another character. */
export const shownLength = (name: string): number => {
  let count = 0
  let isBehindOther = false
  for (const character of name) {
    const isSelector = character === '\ufe0e' || character === '\ufe0f'
    if (!isSelector || !isBehindOther) count++
    isBehindOther = !isSelector
  }
  return count
}

const malformed = ({ unreadable }: Faults, body: unknown): false | { message: string } => {
  if (unreadable !== null) return { message: unreadable }
  return (typeof body !== 'object' || body === null) && { message: 'The body must be a JSON object or list.' }
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null

/** Whether a seat is the caller's own, which joining again gives up first. Guests have one only on a socket. */
const isOwn = ({ id, userId }: Participant, caller: Caller, socket: CallingSocket | undefined): boolean =>
  (caller.kind === 'person' && userId === caller.person.id) ||
  (socket !== undefined && socket.seat?.participantId === id)

const seatsTaken = ({ inside }: MeetingRoom, caller: Caller, socket: CallingSocket | undefined): number =>
  inside.reduce((taken, participant) => (isOwn(participant, caller, socket) ? taken : taken + 1), 0)

/** A socket that gives up its own seat knows why; any other holder must be told. */
const toLeft = (
  room: MeetingRoom | undefined,
  participant: Participant,
  socket: CallingSocket | undefined,
): Announcement => ({
  kind: 'left',
  room: room?.code ?? '',
  participant,
  reason: participant.id === socket?.seat?.participantId ? null : 'Joined from elsewhere',
})

const valuesOf = ({ id, roomId, userId, guestName, joinedAt }: Participant): Effect<'joinMeetingRoom'>['values'] => ({
  id,
  roomId,
  userId: userId ?? '',
  guestName: guestName ?? '',
  joinedAt,
})

const NOBODY_JOINED = { id: '', roomId: '', userId: '', guestName: '', joinedAt: '' }

import type { Participant } from '../contract/compiled/types.ts'
import { memberOf, type Call, type Effect, type Faults, type Make, type Operation } from './operation.ts'
import { callerByBearer, type Caller } from './people.ts'
import type { MeetingRoom, State } from './state.ts'

/** What decides about joining a meeting room. */
export interface MeetingFacts {
  readonly faults: Faults
  readonly body: unknown
  readonly caller: Caller
  readonly guestName: unknown
  readonly room: MeetingRoom | undefined
}

/** POST /rooms/{code}/join */
export const joinMeetingRoom: Operation<'joinMeetingRoom', MeetingFacts> = {
  facts(state: State, call: Call): MeetingFacts {
    return {
      faults: call.faults,
      body: call.body,
      caller: callerByBearer(state, call),
      guestName: memberOf(call.body, 'guestName'),
      room: state.meetingRooms.get(call.params['code'] ?? ''),
    }
  },
  rules: {
    'malformed-body': ({ faults, body }) => malformed(faults, body),
    'body-too-large': ({ faults }) => faults.tooLarge,
    unauthorized: ({ caller }) => caller.kind === 'wrong',
    'guest-name-missing': ({ caller, guestName }) =>
      isAbsent(guestName) ? caller.kind === 'nobody' : typeof guestName !== 'string',
    'guest-name-too-short': ({ guestName }) => typeof guestName === 'string' && shownLength(guestName) === 0,
    'guest-name-too-long': ({ guestName }) => typeof guestName === 'string' && shownLength(guestName) > MAX_NAME,
    'room-not-found': ({ room }) => room === undefined,
    'room-inactive': ({ room }) => room !== undefined && !room.isActive,
    'room-locked': ({ room }) => room !== undefined && room.isLocked,
    'room-full': ({ room, caller }) => room !== undefined && seatsTaken(room, caller) >= room.maxParticipants,
    'joined-as-host': ({ room, caller }) => isHost(room, caller),
    'joined-as-user': ({ room, caller }) => caller.kind === 'person' && !isHost(room, caller),
    'joined-as-guest': ({ caller }) => caller.kind === 'nobody',
  },
  act({ room, caller, guestName }: MeetingFacts, make: Make): Effect<'joinMeetingRoom'> {
    if (!room) return { writes: [], values: NOBODY_JOINED }
    const participant: Participant = {
      id: make.id('participant'),
      roomId: room.id,
      userId: caller.kind === 'person' ? caller.person.id : null,
      guestName: caller.kind === 'person' ? null : String(guestName),
      isActive: true,
      isHost: isHost(room, caller),
      joinedAt: new Date(make.now).toISOString(),
      leftAt: null,
    }
    return {
      writes: [{ table: 'meetingRooms', key: room.code, value: seated(room, caller, participant) }],
      values: valuesOf(participant),
    }
  },
}

// The document's limits are 1 and 50 characters; its framework counts code points and leaves variation selectors out.
const MAX_NAME = 50

/** How many characters a name shows: code points without variation selectors. */
export const shownLength = (name: string): number => {
  let count = 0
  for (const character of name) if (character !== '\ufe0e' && character !== '\ufe0f') count++
  return count
}

const malformed = ({ unreadable }: Faults, body: unknown): false | { message: string } => {
  if (unreadable !== null) return { message: unreadable }
  return (typeof body !== 'object' || body === null) && { message: 'The body must be a JSON object or list.' }
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null

const isHost = (room: MeetingRoom | undefined, caller: Caller): boolean =>
  caller.kind === 'person' && room?.hostId === caller.person.id

/** Whether a seat is the caller's: a user who joins again gives up the older seat first. */
const isOwn = ({ userId }: Participant, caller: Caller): boolean =>
  caller.kind === 'person' && userId === caller.person.id

const seatsTaken = ({ inside }: MeetingRoom, caller: Caller): number =>
  inside.reduce((taken, participant) => (isOwn(participant, caller) ? taken : taken + 1), 0)

// History is shown, never decided by; without a bound a load test would fill the memory with it.
const KEPT_PAST = 100

function seated(room: MeetingRoom, caller: Caller, participant: Participant): MeetingRoom {
  const own = room.inside.filter((inside) => isOwn(inside, caller))
  if (own.length === 0) return { ...room, inside: [...room.inside, participant] }
  const left = own.map((inside) => ({ ...inside, isActive: false, leftAt: participant.joinedAt }))
  const others = room.inside.filter((inside) => !isOwn(inside, caller))
  return { ...room, inside: [...others, participant], past: [...room.past.slice(left.length - KEPT_PAST), ...left] }
}

const valuesOf = ({ id, roomId, userId, guestName, joinedAt }: Participant): Effect<'joinMeetingRoom'>['values'] => ({
  id,
  roomId,
  userId: userId ?? '',
  guestName: guestName ?? '',
  joinedAt,
})

const NOBODY_JOINED = { id: '', roomId: '', userId: '', guestName: '', joinedAt: '' }

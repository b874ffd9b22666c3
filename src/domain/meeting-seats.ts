import type { Participant } from '../contract/compiled/types.ts'
import { memberOf, type Call, type Caller, type HeldSeat, type Make } from './operation.ts'
import { callerByBearer } from './people.ts'
import type { MeetingRoom, State, Write } from './state.ts'

/** Who calls about a meeting: a socket is whom it was found to be when it connected, a request whom its token names. */
export const meetingCaller = (state: State, call: Call): Caller => call.socket?.caller ?? callerByBearer(state, call)

/** Whether a room is the caller's. */
export const isHost = (room: MeetingRoom | undefined, caller: Caller): boolean =>
  caller.kind === 'person' && room?.hostId === caller.person.id

/** The room that a socket's call is about: the one it names by `code`, else the one of its seat, which `roomId` may name. */
export function roomMeant(state: State, { body, socket }: Call): MeetingRoom | undefined {
  const [code, roomId] = [memberOf(body, 'code'), memberOf(body, 'roomId')]
  const named = code === undefined ? socket?.seat?.code : code
  const room = typeof named === 'string' ? state.meetingRooms.get(named) : undefined
  return roomId === undefined || roomId === room?.id ? room : undefined
}

/** Who holds a seat in this room; undefined: the seat is elsewhere, or given up. */
export const seatedBy = (room: MeetingRoom | undefined, seat: HeldSeat | null): Participant | undefined =>
  seat === null ? undefined : room?.inside.find(({ id }) => id === seat.participantId)

/** A participant who has left, at a time in ISO 8601. */
export const departed = (participant: Participant, leftAt: string): Participant => ({
  ...participant,
  isActive: false,
  leftAt,
})

/** The time of a decision in ISO 8601. */
export const isoNow = ({ now, isoText }: Make): string => isoText(now)

// History is shown, never decided by; without a bound a load test would fill the memory with it.
const KEPT_PAST = 100

/** A room in which some have left, and some have come. */
export function withSeats(
  room: MeetingRoom,
  { left = [], joined = [] }: { readonly left?: readonly Participant[]; readonly joined?: readonly Participant[] },
): MeetingRoom {
  if (left.length === 0) return { ...room, inside: [...room.inside, ...joined] }
  const stay = room.inside.filter((inside) => !left.some(({ id }) => id === inside.id))
  // A list of a hundred is copied for each that leaves; spread, it takes twice as long.
  const past = room.past.concat(left)
  return { ...room, inside: [...stay, ...joined], past: past.length > KEPT_PAST ? past.slice(-KEPT_PAST) : past }
}

/** Writes a room. */
export const roomWrite = (room: MeetingRoom): Write => ({ table: 'meetingRooms', key: room.code, value: room })

import type { Participant } from '../contract/compiled/types.ts'
import { memberOf, type Call, type Caller, type HeldSeat, type Make } from './operation.ts'
import { callerByBearer } from './people.ts'
import type { MeetingRoom, State, Write } from './state.ts'

/** The caller: a socket was identified when it connected, a request is identified by its token. */
export const meetingCaller = (state: State, call: Call): Caller => call.socket?.caller ?? callerByBearer(state, call)

/** Whether the caller hosts the room. */
export const isHost = (room: MeetingRoom | undefined, caller: Caller): boolean =>
  caller.kind === 'person' && room?.hostId === caller.person.id

/** The room of a socket's call: the one named by `code`, else the one of its seat, which `roomId` may name. */
export function roomMeant(state: State, { body, socket }: Call): MeetingRoom | undefined {
  const [code, roomId] = [memberOf(body, 'code'), memberOf(body, 'roomId')]
  const named = code === undefined ? socket?.seat?.code : code
  const room = typeof named === 'string' ? state.meetingRooms.get(named) : undefined
  return roomId === undefined || roomId === room?.id ? room : undefined
}

/** The participant with this seat; undefined if the seat is in another room or was given up. */
export const seatedBy = (room: MeetingRoom | undefined, seat: HeldSeat | null): Participant | undefined =>
  seat === null ? undefined : room?.inside.find(({ id }) => id === seat.participantId)

/** The record of a participant who left; `leftAt` is in ISO 8601. */
export const departed = (participant: Participant, leftAt: string): Participant => ({
  ...participant,
  isActive: false,
  leftAt,
})

/** The time of the decision in ISO 8601. */
export const isoNow = ({ now, isoText }: Make): string => isoText(now)

// History is only displayed; unbounded, a load test would fill the memory with it.
const KEPT_PAST = 100

/** The room after some participants left and others joined. */
export function withSeats(
  room: MeetingRoom,
  { left = [], joined = [] }: { readonly left?: readonly Participant[]; readonly joined?: readonly Participant[] },
): MeetingRoom {
  if (left.length === 0) return { ...room, inside: [...room.inside, ...joined] }
  const stay = room.inside.filter((inside) => !left.some(({ id }) => id === inside.id))
  return { ...room, inside: [...stay, ...joined], past: withPast(room.past, left) }
}

/** Runs for each one who leaves, so it copies only once. */
function withPast(past: readonly Participant[], left: readonly Participant[]): Participant[] {
  const kept = past.slice(Math.max(0, past.length + left.length - KEPT_PAST))
  kept.push(...left.slice(-KEPT_PAST))
  return kept
}

export const roomWrite = (room: MeetingRoom): Write => ({ table: 'meetingRooms', key: room.code, value: room })

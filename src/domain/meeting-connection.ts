import type { Participant } from '../contract/compiled/types.ts'
import { departed, roomMeant, roomWrite, seatedBy, isoNow, withSeats } from './meeting-seats.ts'
import type { Call, Caller, Effect, Make, Operation } from './operation.ts'
import { callerByBearer } from './people.ts'
import type { MeetingRoom, State } from './state.ts'

/** Connecting, with or without a token. */
export const connectMeetingRooms: Operation<'connectMeetingRooms', { readonly caller: Caller; readonly sid: string }> =
  {
    facts: (state: State, call: Call) => ({ caller: callerByBearer(state, call), sid: call.socket?.id ?? '' }),
    rules: {
      unauthorized: ({ caller }) => caller.kind === 'wrong',
      connected: ({ caller }) => caller.kind !== 'wrong',
    },
    act: ({ sid }): Effect<'connectMeetingRooms'> => ({ writes: [], values: { sid } }),
  }

/** Facts for the rules of `leaveMeetingRoom`. */
export interface LeaveFacts {
  readonly room: MeetingRoom | undefined
  /** The participant who leaves; undefined if the socket has no seat in the room. */
  readonly participant: Participant | undefined
}

/** The event leave-room; a disconnect acts the same way. */
export const leaveMeetingRoom: Operation<'leaveMeetingRoom', LeaveFacts> = {
  facts(state: State, call: Call): LeaveFacts {
    const room = roomMeant(state, call)
    return { room, participant: seatedBy(room, call.socket?.seat ?? null) }
  },
  rules: { left: () => true },
  act({ room, participant }: LeaveFacts, make: Make): Effect<'leaveMeetingRoom'> {
    if (!room || !participant) return { writes: [], values: null }
    const left = departed(participant, isoNow(make))
    return {
      writes: [roomWrite(withSeats(room, { left: [left] }))],
      values: null,
      announces: [{ kind: 'left', room: room.code, participant: left, reason: null }],
    }
  },
}

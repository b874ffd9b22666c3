import { departed, isHost, meetingCaller, roomMeant, roomWrite, isoNow, withSeats } from './meeting-seats.ts'
import { memberOf, type Call, type Caller, type Effect, type Make, type Operation } from './operation.ts'
import type { MeetingRoom, State } from './state.ts'

/** Facts for the rules of operations reserved to the host. */
export interface HostFacts {
  readonly caller: Caller
  readonly room: MeetingRoom | undefined
  /** Whether to lock; not yet validated. */
  readonly locked: unknown
  readonly socketId: string | null
}

const facts = (state: State, call: Call): HostFacts => ({
  caller: meetingCaller(state, call),
  room: roomMeant(state, call),
  locked: memberOf(call.body, 'locked'),
  socketId: call.socket?.id ?? null,
})

const isUnknown = ({ room }: HostFacts): boolean => room === undefined
const isNoHost = ({ room, caller }: HostFacts): boolean => room !== undefined && !isHost(room, caller)
const mayDo = ({ room, caller }: HostFacts): boolean => isHost(room, caller)

/** The event lock-room. */
export const lockMeetingRoom: Operation<'lockMeetingRoom', HostFacts> = {
  facts,
  rules: {
    'locked-missing': ({ locked }) => typeof locked !== 'boolean',
    'room-not-found': isUnknown,
    'not-host': isNoHost,
    'lock-changed': mayDo,
  },
  act({ room, locked, socketId }: HostFacts): Effect<'lockMeetingRoom'> {
    const isLocked = locked === true
    if (!room || room.isLocked === isLocked) return { writes: [], values: null }
    return {
      writes: [roomWrite({ ...room, isLocked })],
      values: null,
      announces: [{ kind: 'said', room: room.code, event: 'room-locked', payload: { locked: isLocked }, socketId }],
    }
  },
}

/** The event end-room. */
export const endMeetingRoom: Operation<'endMeetingRoom', HostFacts> = {
  facts,
  rules: { 'room-not-found': isUnknown, 'not-host': isNoHost, 'room-ended': mayDo },
  act({ room }: HostFacts, make: Make): Effect<'endMeetingRoom'> {
    if (!room || (!room.isActive && room.inside.length === 0)) return { writes: [], values: null }
    const leftAt = isoNow(make)
    const left = room.inside.map((inside) => departed(inside, leftAt))
    return {
      writes: [roomWrite({ ...withSeats(room, { left }), isActive: false })],
      values: null,
      announces: [{ kind: 'ended', room: room.code, participants: left, reason: 'The meeting has ended' }],
    }
  },
}

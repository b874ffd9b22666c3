import type { Participant } from '../../contract/compiled/types.ts'
import type { Make } from '../../domain/operation.ts'
import type { MeetingRoom } from '../../domain/state.ts'
import { withFacts, type Subject } from './subject.ts'

/** A meeting room: joinable, *locked*, *full*, with its *last-seat* or *two-seats* free, *inactive*; *unknown*: its code is of no room. */
export const meetingRoom: Subject = {
  arrange(facts, stage) {
    const code = stage.make.id('meeting-code')
    if (facts.includes('unknown')) return { writes: [], values: { code } }
    const room = withFacts(joinable(code, stage.make), facts, FACTS, stage)
    return { writes: [{ table: 'meetingRooms', key: code, value: room }], values: { code } }
  },
}

// The host of the documented seed, so that the identity `host` hosts every room that is arranged.
const HOST = 'clx9z8y7x6w5v4u3t2s1r0q'

const joinable = (code: string, make: Make): MeetingRoom => ({
  id: make.id('meeting-room'),
  code,
  hostId: HOST,
  isActive: true,
  isLocked: false,
  maxParticipants: 50,
  inside: [],
  past: [],
})

const locked = (room: MeetingRoom): MeetingRoom => ({ ...room, isLocked: true })

const inactive = (room: MeetingRoom): MeetingRoom => ({ ...room, isActive: false })

const full = (room: MeetingRoom, { make }: { make: Make }): MeetingRoom => ({
  ...room,
  maxParticipants: SEATS,
  inside: ['Ada', 'Grace'].map((guestName) => toGuest(room.id, guestName, make)),
})

const SEATS = 2

/** A room that is full has no last seat, whichever of the two is said first. */
const lastSeat = (room: MeetingRoom, { make }: { make: Make }): MeetingRoom =>
  room.inside.length >= room.maxParticipants
    ? room
    : { ...room, maxParticipants: SEATS, inside: [toGuest(room.id, 'Ada', make)] }

const twoSeats = (room: MeetingRoom): MeetingRoom =>
  room.inside.length > 0 ? room : { ...room, maxParticipants: SEATS }

const FACTS = { locked, full, 'last-seat': lastSeat, 'two-seats': twoSeats, inactive }

const toGuest = (roomId: string, guestName: string, make: Make): Participant => ({
  id: make.id('participant'),
  roomId,
  userId: null,
  guestName,
  isActive: true,
  isHost: false,
  joinedAt: new Date(make.now).toISOString(),
  leftAt: null,
})

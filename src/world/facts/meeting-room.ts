import type { Participant } from '../../contract/compiled/types.ts'
import type { Announcement } from '../../domain/announcement.ts'
import { changesByHand } from '../../domain/meeting-changes.ts'
import { departed, roomWrite, isoNow, withSeats } from '../../domain/meeting-seats.ts'
import type { Make } from '../../domain/operation.ts'
import type { MeetingRoom } from '../../domain/state.ts'
import { withFacts, type Arranged, type Changes, type FactContext, type Subject } from './subject.ts'

/** A meeting room, joinable, or *locked*, *full*, with its *last-seat* or *two-seats* free, *inactive*; *unknown*: no room has its code. */
export const meetingRoom: Subject = {
  arrange(facts, context) {
    const code = context.values['code'] ?? context.make.id('meeting-code')
    const before = context.state.meetingRooms.get(code)
    if (facts.includes('unknown')) return removed(code, before)
    const room = withFacts(before ?? joinable(code, context.make), facts, FACTS, context)
    const after = withTaken(room, facts, context)
    return { writes: [roomWrite(after)], values: { code }, announces: heardOf(before, after, context.make) }
  },
}

const removed = (code: string, before: MeetingRoom | undefined): Arranged => ({
  writes: before ? [{ table: 'meetingRooms', key: code, value: null }] : [],
  values: { code },
  announces: changesByHand(before, null),
})

/** What participants hear about a change to their room; a new room has none. */
function heardOf(before: MeetingRoom | undefined, after: MeetingRoom, make: Make): Announcement[] {
  if (!before) return []
  if (!before.isActive || after.isActive) return changesByHand(before, after)
  const participants = before.inside.map((inside) => departed(inside, isoNow(make)))
  return [{ kind: 'ended', room: after.code, participants, reason: 'The meeting has ended' }]
}

// The host of the documented seed, so that the identity `host` hosts every arranged room.
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

/** All participants lose their seats, as when the host ends the meeting. */
const inactive = (room: MeetingRoom, { make }: { make: Make }): MeetingRoom => ({
  ...withSeats(room, { left: room.inside.map((inside) => departed(inside, isoNow(make))) }),
  isActive: false,
})

const asItIs = (room: MeetingRoom): MeetingRoom => room

const FACTS: Changes<'meeting-room', MeetingRoom> = {
  locked,
  full: asItIs,
  'last-seat': asItIs,
  'two-seats': asItIs,
  inactive,
}

const SEATS = 2
/** How many of the `SEATS` are taken: `full` overrides `last-seat`, which overrides `two-seats`. */
const TAKEN: Readonly<Record<string, number>> = { 'two-seats': 0, 'last-seat': 1, full: SEATS }

/** Leaves as many seats as the facts say: of two that are added to those already taken, or of all that the room has. */
function withTaken(room: MeetingRoom, facts: readonly string[], { make, keepsSeats }: FactContext): MeetingRoom {
  const taken = facts.flatMap((fact) => TAKEN[fact] ?? [])
  if (taken.length === 0) return room
  const left = SEATS - Math.max(...taken)
  const free = keepsSeats ? room.maxParticipants - room.inside.length : SEATS
  const count = Math.min(MOST_GUESTS, Math.max(0, free - left))
  const joined = Array.from({ length: count }, (_, at) =>
    toGuest(room.id, NAMES[at] ?? `Guest ${room.inside.length + at + 1}`, make),
  )
  const seats = room.inside.length + count + left
  return {
    ...withSeats(room, { joined }),
    maxParticipants: keepsSeats && count < MOST_GUESTS ? room.maxParticipants : seats,
  }
}

const NAMES = ['Ada', 'Grace']

/** Of more free seats, the rest is taken away: each guest is a row, and heard by all others. */
const MOST_GUESTS = 500

const toGuest = (roomId: string, guestName: string, make: Make): Participant => ({
  id: make.id('participant'),
  roomId,
  userId: null,
  guestName,
  isActive: true,
  isHost: false,
  joinedAt: isoNow(make),
  leftAt: null,
})

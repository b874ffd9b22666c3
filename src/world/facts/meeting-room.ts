import type { Participant } from '../../contract/compiled/types.ts'
import type { Announcement } from '../../domain/announcement.ts'
import { changesByHand } from '../../domain/meeting-changes.ts'
import { departed, roomWrite, isoNow, withSeats } from '../../domain/meeting-seats.ts'
import type { Make } from '../../domain/operation.ts'
import type { MeetingRoom } from '../../domain/state.ts'
import { withFacts, type Arranged, type Changes, type Subject } from './subject.ts'

/** A meeting room, joinable, or *locked*, *full*, with its *last-seat* or *two-seats* free, *inactive*; *unknown*: no room has its code. */
export const meetingRoom: Subject = {
  arrange(facts, context) {
    const code = context.values['code'] ?? context.make.id('meeting-code')
    const before = context.state.meetingRooms.get(code)
    if (facts.includes('unknown')) return removed(code, before)
    const room = withFacts(before ?? joinable(code, context.make), facts, FACTS, context)
    const after = withTaken(room, facts, context.make)
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

/** Adds two seats to those already taken, and seats as many guests as the facts require. */
function withTaken(room: MeetingRoom, facts: readonly string[], make: Make): MeetingRoom {
  const taken = facts.flatMap((fact) => TAKEN[fact] ?? [])
  if (taken.length === 0) return room
  const joined = ['Ada', 'Grace'].slice(0, Math.max(...taken)).map((guestName) => toGuest(room.id, guestName, make))
  return { ...withSeats(room, { joined }), maxParticipants: room.inside.length + SEATS }
}

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

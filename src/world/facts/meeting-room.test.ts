import { describe, expect, it } from 'vitest'
import { AT, worldOf } from '../../../tests/support/world-of.ts'
import type { Arranged } from './subject.ts'
import { meetingRoom } from './meeting-room.ts'
import { participantOf } from '../../../tests/support/participant.ts'

const NOW = '2026-03-03T10:30:00.000Z'
const CODE = 'aaa-bbb-ccc'
const state = worldOf({ seed: { meetingRooms: [{ id: 'room', code: CODE, hostId: 'host', guests: ['Tom'] }] } })
const BEFORE = state.meetingRooms.get(CODE)
const [TOM] = BEFORE?.inside ?? []

function arranged(
  facts: readonly string[],
  values: Record<string, string> = {},
  { keepsSeats = false, rooms = state }: { readonly keepsSeats?: boolean; readonly rooms?: typeof state } = {},
): Arranged {
  let ids = 0
  const make = {
    id: (kind: string) => `${kind}-${++ids}`,
    now: AT,
    isoText: (instant: number) => new Date(instant).toISOString(),
  }
  return meetingRoom.arrange(facts, { make, limited: [], address: '::1', state: rooms, values, keepsSeats })
}
const roomOf = ({ writes: [write] }: Arranged) => (write?.table === 'meetingRooms' ? write.value : undefined)
const guest = (id: string, guestName: string, roomId = 'meeting-room-2') =>
  participantOf({ id, roomId, guestName, joinedAt: NOW })

describe('an arranged meeting room', () => {
  it('is a new one of fifty seats that can be joined, hosted by the documented host, of which nobody hears', () => {
    expect(arranged([])).toEqual({
      writes: [
        {
          table: 'meetingRooms',
          key: 'meeting-code-1',
          value: {
            id: 'meeting-room-2',
            code: 'meeting-code-1',
            hostId: 'clx9z8y7x6w5v4u3t2s1r0q',
            isActive: true,
            isLocked: false,
            maxParticipants: 50,
            inside: [],
            past: [],
          },
        },
      ],
      values: { code: 'meeting-code-1' },
      announces: [],
    })
  })

  it.each([
    [['full'], ['Ada', 'Grace']],
    [['last-seat'], ['Ada']],
    [['two-seats'], []],
    [['two-seats', 'last-seat'], ['Ada']],
    [
      ['full', 'two-seats'],
      ['Ada', 'Grace'],
    ],
  ])('that is %j has two seats, of which those are taken: %j', (facts, names) => {
    const room = roomOf(arranged(facts))
    expect(room).toMatchObject({
      maxParticipants: 2,
      inside: names.map((name, at) => guest(`participant-${3 + at}`, name)),
    })
    expect(room?.inside).toHaveLength(names.length)
  })

  it('gets two seats besides those that are taken already', () => {
    expect(roomOf(arranged(['full'], { code: CODE }))).toMatchObject({
      maxParticipants: 3,
      inside: [TOM, guest('participant-1', 'Ada', 'room'), guest('participant-2', 'Grace', 'room')],
    })
    expect(roomOf(arranged(['two-seats'], { code: CODE }))).toMatchObject({ maxParticipants: 3, inside: [TOM] })
  })
})

describe('a meeting room that is there', () => {
  it('is locked, which those inside hear', () => {
    const { announces, ...rest } = arranged(['locked'], { code: CODE })
    expect(roomOf({ ...rest })).toEqual({ ...BEFORE, isLocked: true })
    expect(announces).toMatchObject([{ kind: 'said', room: CODE }])
  })

  it('is over for all inside, who hear why', () => {
    const left = { ...TOM, isActive: false, leftAt: NOW }
    const { announces, ...rest } = arranged(['inactive'], { code: CODE })
    expect(roomOf({ ...rest })).toEqual({ ...BEFORE, isActive: false, inside: [], past: [left] })
    expect(announces).toEqual([{ kind: 'ended', room: CODE, participants: [left], reason: 'The meeting has ended' }])
  })

  it('is gone once it is made unknown; one that was not there stays so', () => {
    const room = { id: 'room', code: CODE, hostId: 'host', guests: ['Tom', 'Ann'] }
    const rooms = worldOf({ seed: { meetingRooms: [room] } })
    const { announces, ...rest } = arranged(['unknown'], { code: CODE }, { rooms })
    expect(rest).toEqual({ writes: [{ table: 'meetingRooms', key: CODE, value: null }], values: { code: CODE } })
    expect(announces).toEqual(
      rooms.meetingRooms
        .get(CODE)
        ?.inside.map((participant) => ({ kind: 'left', room: CODE, participant, reason: 'Removed by host' })),
    )
    expect(announces).toHaveLength(2)
    expect(arranged(['unknown', 'locked'])).toEqual({ writes: [], values: { code: 'meeting-code-1' }, announces: [] })
  })

  it('that nothing changes is heard by nobody', () => {
    expect(arranged([], { code: CODE })).toMatchObject({ announces: [], writes: [{ value: BEFORE }] })
  })
})

describe('a meeting room that keeps its seats', () => {
  const within = (maxParticipants: number, facts: readonly string[]) => {
    const room = { id: 'room', code: CODE, hostId: 'host', guests: ['Tom'], maxParticipants }
    const rooms = worldOf({ seed: { meetingRooms: [room] } })
    const arrangedRoom = roomOf(arranged(facts, { code: CODE }, { keepsSeats: true, rooms }))
    return arrangedRoom && [arrangedRoom.maxParticipants, arrangedRoom.inside.length]
  }

  it('is filled with guests, of whom there are no more than five hundred: further seats go', () => {
    expect(within(3, ['full'])).toEqual([3, 3])
    expect(within(3, ['last-seat'])).toEqual([3, 2])
    expect(within(500, ['full'])).toEqual([500, 500])
    const four = worldOf({
      seed: { meetingRooms: [{ id: 'room', code: CODE, hostId: 'host', guests: ['Tom'], maxParticipants: 4 }] },
    })
    const { inside } = roomOf(arranged(['full'], { code: CODE }, { keepsSeats: true, rooms: four })) ?? { inside: [] }
    expect(inside.map(({ guestName }) => guestName)).toEqual(['Tom', 'Ada', 'Grace', 'Guest 4'])
    expect(within(1000, ['full'])).toEqual([501, 501])
    expect(within(1000, ['last-seat'])).toEqual([502, 501])
    expect(within(1, ['two-seats'])).toEqual([1, 1])
  })
})

it('a meeting that is over ends no second time', () => {
  const room = { id: 'room', code: CODE, hostId: 'host', isActive: false }
  const rooms = worldOf({ seed: { meetingRooms: [room] } })
  expect(arranged(['inactive'], { code: CODE }, { rooms }).announces).toEqual([])
})

it('a meeting that is over stays locked if it was', () => {
  expect(roomOf(arranged(['locked', 'inactive']))).toMatchObject({ isLocked: true, isActive: false })
})

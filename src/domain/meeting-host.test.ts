import { describe, expect, it } from 'vitest'
import { endMeetingRoom, lockMeetingRoom, type HostFacts } from './meeting-host.ts'
import type { Make } from './operation.ts'
import type { MeetingRoom } from './state.ts'
import { participantOf } from '../../tests/support/participant.ts'

const JANE = participantOf({ id: 'jane', roomId: 'room', guestName: 'Jane' })
const GONE = { ...JANE, isActive: false, leftAt: '2026-03-03T10:40:00.000Z' }

const ROOM: MeetingRoom = {
  id: 'room',
  code: 'abc-def-ghi',
  hostId: 'host',
  isActive: true,
  isLocked: false,
  maxParticipants: 3,
  inside: [JANE],
  past: [],
}

const facts = (room: Partial<MeetingRoom>, more: { readonly locked?: unknown } = {}): HostFacts => ({
  caller: { kind: 'person', person: { id: 'host', username: 'host', name: 'Host', role: 'user', authToken: null } },
  room: { ...ROOM, ...room },
  locked: true,
  socketId: 'socket',
  ...more,
})
const make: Make = { id: () => 'new', now: 0, isoText: () => '2026-03-03T10:40:00.000Z' }

it('nobody is told to be no host of a room that there is not', () => {
  const none = { ...facts({}), room: undefined }
  for (const { rules } of [lockMeetingRoom, endMeetingRoom])
    expect([rules['room-not-found'](none), rules['not-host'](none)]).toEqual([true, false])
})

it('who hosts a room may lock and end it, whatever it is like, and nobody else', () => {
  for (const room of [{}, { isActive: false }, { isLocked: true }, { inside: [] }]) {
    const [host, nobody] = [facts(room), { ...facts(room), caller: { kind: 'nobody' } as const }]
    expect([lockMeetingRoom.rules['lock-changed'](host), endMeetingRoom.rules['room-ended'](host)]).toEqual([
      true,
      true,
    ])
    for (const { rules } of [lockMeetingRoom, endMeetingRoom])
      expect([rules['not-host'](host), rules['not-host'](nobody), rules['room-not-found'](nobody)]).toEqual([
        false,
        true,
        false,
      ])
    expect([lockMeetingRoom.rules['lock-changed'](nobody), endMeetingRoom.rules['room-ended'](nobody)]).toEqual([
      false,
      false,
    ])
  }
})

describe('who ends a room', () => {
  it.each([
    ['that goes on', true],
    ['that is over, but in which somebody is left', false],
  ])('%s lets everybody go, and says so once', (_, isActive) => {
    expect(endMeetingRoom.act(facts({ isActive }), make)).toEqual({
      writes: [
        { table: 'meetingRooms', key: 'abc-def-ghi', value: { ...ROOM, isActive: false, inside: [], past: [GONE] } },
      ],
      values: null,
      announces: [{ kind: 'ended', room: 'abc-def-ghi', participants: [GONE], reason: 'The meeting has ended' }],
    })
  })

  it('that goes on without anybody inside ends it, too', () => {
    expect(endMeetingRoom.act(facts({ inside: [] }), make).writes).toEqual([
      { table: 'meetingRooms', key: 'abc-def-ghi', value: { ...ROOM, isActive: false, inside: [] } },
    ])
  })

  it('that is over and empty changes nothing, and is heard by nobody', () => {
    expect(endMeetingRoom.act(facts({ isActive: false, inside: [] }), make)).toEqual({ writes: [], values: null })
  })
})

describe('who locks a room', () => {
  it('changes that alone, and says by which socket', () => {
    expect(lockMeetingRoom.act(facts({}), make)).toEqual({
      writes: [{ table: 'meetingRooms', key: 'abc-def-ghi', value: { ...ROOM, isLocked: true } }],
      values: null,
      announces: [
        { kind: 'said', room: 'abc-def-ghi', event: 'room-locked', payload: { locked: true }, socketId: 'socket' },
      ],
    })
  })

  it.each([true, false])('as it is (locked: %j) changes nothing', (locked) => {
    expect(lockMeetingRoom.act(facts({ isLocked: locked }, { locked }), make)).toEqual({ writes: [], values: null })
  })

  it.each([undefined, null, 0, 1, 'true', {}])('must say a truth value, not %j', (locked) => {
    expect(lockMeetingRoom.rules['locked-missing'](facts({}, { locked }))).toBe(true)
  })

  it.each([true, false])('may say %j', (locked) => {
    expect(lockMeetingRoom.rules['locked-missing'](facts({}, { locked }))).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { callOf } from '../../tests/support/call-of.ts'
import { worldOf } from '../../tests/support/world-of.ts'
import { departed, meetingCaller, roomMeant, seatedBy, withSeats } from './meeting-seats.ts'
import type { MeetingRoom } from './state.ts'
import { participantOf } from '../../tests/support/participant.ts'

const guest = (id: string) => participantOf({ id, roomId: 'room', guestName: id })
const gone = (id: string) => departed(guest(id), '2026-03-03T10:40:00.000Z')

const room = (inside: readonly string[], past: readonly string[]): MeetingRoom => ({
  id: 'room',
  code: 'abc-def-ghi',
  hostId: 'host',
  isActive: true,
  isLocked: false,
  maxParticipants: 1000,
  inside: inside.map(guest),
  past: past.map(gone),
})
const idsOf = ({ inside, past }: MeetingRoom): string[][] => [inside, past].map((list) => list.map(({ id }) => id))

it('a socket calls as who connected, a request as its token says', () => {
  const state = worldOf()
  const headers = { authorization: 'Bearer ended.since.then' }
  const socket = { id: 's', caller: { kind: 'nobody' }, seat: null } as const
  expect(meetingCaller(state, callOf({ headers, socket }))).toBe(socket.caller)
  expect(meetingCaller(state, callOf({ headers }))).toEqual({ kind: 'wrong' })
})

describe('the room that a call means', () => {
  const meant = (body: object, code?: string): string | undefined => {
    const socket = {
      id: 's',
      caller: { kind: 'nobody' } as const,
      seat: code === undefined ? null : { code, participantId: 'p' },
    }
    const faults = { unreadable: null, tooLarge: false, form: null }
    const call = { params: {}, query: {}, headers: {}, body, faults, limit: { usedUp: false, seconds: 0 }, socket }
    return roomMeant(worldOf(), call)?.code
  }
  const id = worldOf().meetingRooms.get('abc-def-ghi')?.id ?? ''

  it('is that of its code, or of the seat that its socket has', () => {
    expect([meant({ code: 'abc-def-ghi' }), meant({}, 'abc-def-ghi'), meant({})]).toEqual([
      'abc-def-ghi',
      'abc-def-ghi',
      undefined,
    ])
    expect(meant({ code: 'none' }, 'abc-def-ghi')).toBeUndefined()
  })

  it('is none whose id is another, or whose code is no text', () => {
    expect(meant({ code: 'abc-def-ghi', roomId: id })).toBe('abc-def-ghi')
    expect([meant({ code: 'abc-def-ghi', roomId: 'other' }), meant({ code: ['abc-def-ghi'] })]).toEqual([
      undefined,
      undefined,
    ])
  })
})

it('who has a seat is inside of the room, and nobody is of no seat, in no room, or after leaving', () => {
  const seat = (participantId: string) => ({ code: 'abc-def-ghi', participantId })
  expect(seatedBy(room(['a', 'b'], ['c']), seat('b'))?.guestName).toBe('b')
  expect([
    seatedBy(room(['a'], []), null),
    seatedBy(undefined, seat('a')),
    seatedBy(undefined, null),
    seatedBy(room(['a'], ['c']), seat('c')),
  ]).toEqual([undefined, undefined, undefined, undefined])
})

describe('a room', () => {
  it('has those that come behind those that stay, and those that leave behind those that had left', () => {
    const changed = withSeats(room(['a', 'b', 'c'], ['x']), { left: [gone('b')], joined: [guest('d')] })
    expect(idsOf(changed)).toEqual([
      ['a', 'c', 'd'],
      ['x', 'b'],
    ])
  })

  it('remembers the last hundred that left', () => {
    const past = Array.from({ length: 99 }, (_, nth) => `old-${nth}`)
    const few = past.slice(0, 60)
    expect(idsOf(withSeats(room(['a'], few), { left: [gone('a')] }))[1]).toEqual([...few, 'a'])
    const full = withSeats(room(['a', 'b', 'c'], past), { left: [gone('a')] })
    expect(idsOf(full)[1]).toEqual([...past, 'a'])
    expect(idsOf(withSeats(full, { left: [gone('b'), gone('c')] }))[1]).toEqual([...past.slice(2), 'a', 'b', 'c'])
  })

  it('remembers of more than a hundred that leave at once the last', () => {
    const all = Array.from({ length: 150 }, (_, nth) => `all-${nth}`)
    const left = all.map(gone)
    expect(idsOf(withSeats(room(all, ['x']), { left }))).toEqual([[], all.slice(50)])
  })
})

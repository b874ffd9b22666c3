import { describe, expect, it } from 'vitest'
import { departed, withSeats } from './meeting-seats.ts'
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
    const full = withSeats(room(['a', 'b', 'c'], past), { left: [gone('a')] })
    expect(idsOf(full)[1]).toEqual([...past, 'a'])
    expect(idsOf(withSeats(full, { left: [gone('b'), gone('c')] }))[1]).toEqual([...past.slice(2), 'a', 'b', 'c'])
  })
})

import { describe, expect, it } from 'vitest'
import { caseOf } from '../testing/answers.ts'
import { isJoinable, seatIn, seatPacket, seats } from './seats.ts'

const locked = caseOf('joinMeetingRoom/room-locked')
const joined = caseOf('joinMeetingRoom/joined-as-guest')

describe('others take a seat', () => {
  it('where there is one, and the case is not about what would keep them out', () => {
    expect(seatIn({ 'meeting-room': ['locked'] })?.seat.subject).toBe('meeting-room')
    expect([seatIn({ 'meeting-room': ['unknown'] }), seatIn({ call: [] }), seatIn({})]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect([isJoinable(joined), isJoinable(locked), isJoinable({ given: {} })]).toEqual([true, false, false])
    expect(isJoinable({ given: { 'meeting-room': ['locked', 'inactive'] } })).toBe(false)
  })

  it('by a packet that names them and the room, and by none where no value names that', () => {
    const [face] = seats
    if (!face) throw new Error('nobody can take a seat')
    expect(seatPacket(face, 'Ada', { code: 'c', more: 'x' })).toMatchObject({
      event: 'join-room',
      args: [{ code: 'c', guestName: 'Ada' }],
      auth: {},
      headers: {},
    })
    const named = (guest: string | null) =>
      seatPacket({ ...face, seat: { ...face.seat, guest } }, 'Ada', { code: 'c' })?.args
    expect(named(null)).toEqual([{ code: 'c', guestName: 'Jane Smith' }])
    expect(named('name')).toEqual([{ code: 'c', guestName: 'Jane Smith', name: 'Ada' }])
    expect(seatPacket(face, 'Ada', { roomId: 'c' })).toBeUndefined()
    expect(seatPacket(face, 'Ada', { code: undefined })).toBeUndefined()
    expect(seatPacket(face, 'Ada', {})).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { changesByHand } from './meeting-changes.ts'
import type { MeetingRoom } from './state.ts'
import { participantOf } from '../../tests/support/participant.ts'

const someone = (id: string, userId: string | null = null) =>
  participantOf({ id, roomId: 'room', userId, guestName: userId === null ? id : null })
const [jane, omar] = [someone('jane'), someone('omar')]

const room = (more: Partial<MeetingRoom> = {}): MeetingRoom => ({
  id: 'room',
  code: 'abc',
  hostId: 'host',
  isActive: true,
  isLocked: false,
  maxParticipants: 3,
  inside: [],
  past: [],
  ...more,
})
const came = (participant: object) => ({ kind: 'joined', room: 'abc', participant, socketId: null })
const left = (participant: object, reason: string) => ({ kind: 'left', room: 'abc', participant, reason })

describe('of a room that is changed by hand is heard', () => {
  it('nothing, where nothing has changed, or it is made or removed empty', () => {
    for (const [before, after] of [
      [room({ inside: [jane] }), room({ inside: [jane], maxParticipants: 5 })],
      [undefined, room()],
      [undefined, room({ isLocked: true })],
      [room(), null],
    ] as const)
      expect(changesByHand(before, after)).toEqual([])
  })

  it('who has gone, then who has come', () => {
    expect(changesByHand(room({ inside: [jane] }), room({ inside: [omar] }))).toEqual([
      left(jane, 'Removed by host'),
      came(omar),
    ])
    expect(changesByHand(undefined, room({ inside: [jane] }))).toEqual([came(jane)])
    expect(changesByHand(room({ inside: [jane] }), null)).toEqual([left(jane, 'Removed by host')])
  })

  it('that a user has come from elsewhere, who has another seat now; of guests nobody knows', () => {
    const [before, after] = [someone('first', 'ann'), someone('second', 'ann')]
    expect(changesByHand(room({ inside: [before, jane] }), room({ inside: [after, omar] }))).toEqual([
      left(before, 'Joined from elsewhere'),
      left(jane, 'Removed by host'),
      came(after),
      came(omar),
    ])
  })

  it.each([true, false])('that it is locked now: %j', (locked) => {
    const [before, after] = [room({ isLocked: !locked }), room({ isLocked: locked })]
    expect(changesByHand(before, after)).toEqual([
      { kind: 'said', room: 'abc', event: 'room-locked', payload: { locked }, socketId: null },
    ])
  })
})

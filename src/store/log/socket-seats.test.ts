import { expect, it } from 'vitest'
import type { Announcement } from '../../domain/announcement.ts'
import { createSocketSeats } from './socket-seats.ts'
import { participantOf } from '../../../tests/support/participant.ts'

const guest = (id: string) => participantOf({ id, roomId: 'r1', guestName: id })
const joined = (id: string, socketId: string | null): Announcement => ({
  kind: 'joined',
  room: 'abc',
  participant: guest(id),
  socketId,
})
const seat = (participantId: string, by = 'a') => ({ code: 'abc', participantId, socketId: `of ${participantId}`, by })

it('the seats of sockets are those taken by one, until they are left or the meeting ends', () => {
  const seats = createSocketSeats([seat('ann', 'earlier')])
  seats.follow({ by: 'a', announces: [joined('ben', 'of ben'), joined('over HTTP', null)] })
  seats.follow({ by: 'b', announces: [joined('cat', 'of cat')] })
  expect(seats.list()).toEqual([seat('ann', 'earlier'), seat('ben'), seat('cat', 'b')])
  seats.follow({ by: 'b', announces: [{ kind: 'left', room: 'abc', participant: guest('ann'), reason: null }] })
  const locked = { kind: 'said', room: 'abc', event: 'room-locked', payload: { locked: true }, socketId: null } as const
  seats.follow({ by: 'a', announces: [locked] })
  expect(seats.list()).toEqual([seat('ben'), seat('cat', 'b')])
  const participants = [guest('ben'), guest('cat')]
  seats.follow({ by: 'a', announces: [{ kind: 'ended', room: 'abc', participants, reason: 'The meeting has ended' }] })
  expect(seats.list()).toEqual([])
})

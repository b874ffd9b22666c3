import { describe, expect, it } from 'vitest'
import type { Announcement } from '../../mock/socket-calls.ts'
import { createNoted } from './noted.ts'

const relayed = (participantId: string, notes: object): Announcement => ({
  kind: 'relayed',
  room: 'abc-def-ghi',
  event: 'told',
  payload: null,
  participantId,
  socketId: 's',
  to: 'others',
  notes: { ...notes },
})
const participant = { id: 'p', roomId: 'r', userId: null, guestName: 'Ann', joinedAt: '2026-03-03T10:29:30.000Z' }
const gone = { ...participant, isHost: false, isActive: false, leftAt: null }

describe('what relays have noted', () => {
  it('adds up for each participant of a world', () => {
    const noted = createNoted()
    noted.follow({ world: 'w', announces: [relayed('p', { isMuted: true }), relayed('q', { isMuted: false })] })
    noted.follow({ world: 'w', announces: [relayed('p', { isHandRaised: true })] })
    expect(noted.of('w', 'p')).toEqual({ isMuted: true, isHandRaised: true })
    expect(noted.of('w', 'q')).toEqual({ isMuted: false })
    expect(noted.of('other', 'p')).toBeUndefined()
  })

  it.each<readonly [string, Announcement]>([
    ['leaves', { kind: 'left', room: 'abc-def-ghi', participant: gone, reason: null }],
    [
      'is in a room that ends',
      { kind: 'ended', room: 'abc-def-ghi', participants: [gone], reason: 'The meeting has ended' },
    ],
  ])('is forgotten of one who %s', (_, told) => {
    const noted = createNoted()
    noted.follow({ world: 'w', announces: [relayed('p', { isMuted: true }), relayed('q', {}), told] })
    expect(noted.of('w', 'p')).toBeUndefined()
    expect(noted.of('w', 'q')).toEqual({})
  })

  it('is forgotten with its world', () => {
    const noted = createNoted()
    for (const world of ['w', 'v']) noted.follow({ world, announces: [relayed('p', { isMuted: true })] })
    noted.forget('w')
    expect([noted.of('w', 'p'), noted.of('v', 'p')]).toEqual([undefined, { isMuted: true }])
  })
})

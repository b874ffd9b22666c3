import { describe, expect, it } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import type { LivechatRoom, MeetingRoom, Participant, VideoCall } from '../contract/compiled/types.ts'
import { participantName, roomCells, type RoomCells } from './room-line.ts'
import { participantOf } from '../../tests/support/participant.ts'

const NAMES = new Map([
  ['u1', 'ann'],
  ['u2', 'ben'],
])
const person = participantOf()
const guests = (count: number): Participant[] =>
  Array.from({ length: count }, (_, nth) => ({ ...person, guestName: `G${nth + 1}` }))

describe('a participant', () => {
  it('is called by name, a guest by the one they gave; a host is marked', () => {
    expect(participantName({ ...person, userId: 'u1' }, NAMES)).toBe('ann')
    expect(participantName({ ...person, userId: 'u1', isHost: true }, NAMES)).toBe('ann (host)')
    expect(participantName({ ...person, guestName: 'Zoë' }, NAMES)).toBe('Zoë')
    expect(participantName({ ...person, userId: 'u9' }, NAMES)).toBe('u9')
    expect(participantName(person, NAMES)).toBe('')
  })
})

describe('a meeting room', () => {
  const cells = (change: Partial<MeetingRoom>): RoomCells =>
    roomCells(
      {
        kind: 'meeting-room',
        row: {
          id: 'i',
          code: 'abc-def-ghi',
          hostId: 'u1',
          isActive: true,
          isLocked: false,
          maxParticipants: 5,
          inside: [],
          past: [],
          ...change,
        },
      },
      NAMES,
    )

  it('has its code, its seats, its state and the people inside', () => {
    expect(cells({ inside: [{ ...person, userId: 'u1', isHost: true }, ...guests(1)] })).toEqual({
      key: 'abc-def-ghi',
      seats: '2/5',
      state: 'open',
      people: 'ann (host), G1',
    })
    expect(cells({ inside: guests(4) }).people).toBe('G1, G2, G3, G4')
    expect(cells({ inside: guests(5) }).people).toBe('G1, G2, G3, G4, 1 more')
    expect(cells({ inside: [] }).people).toBe('')
  })

  it.each([
    [{ isLocked: true }, 'locked'],
    [{ isActive: false }, 'inactive'],
    [{ inside: guests(5) }, 'full'],
    [{ inside: guests(4) }, 'open'],
    [{ inside: guests(6), isActive: false, isLocked: true }, 'inactive, locked, full'],
  ])('%# is %s', (change, state) => expect(cells(change).state).toBe(state))
})

describe('a livechat room', () => {
  const [given] = seeds.documented.livechatRooms
  if (given === undefined) throw new Error('the documented seed has no livechat room')
  const { open: _open, ...closed } = given
  const cells = (change: Partial<LivechatRoom>): RoomCells =>
    roomCells({ kind: 'livechat-room', row: { ...closed, _id: 'r', fname: 'Elsie', usersCount: 1, ...change } }, NAMES)

  it('has its id, its users, who serves it, and its visitor', () => {
    expect(cells({ open: true })).toEqual({ key: 'r', seats: '1 user', state: 'waiting', people: 'Elsie' })
    expect(cells({ open: true, usersCount: 2 }).seats).toBe('2 users')
    expect(cells({ open: true, usersCount: 0 }).seats).toBe('0 users')
    const servedBy = { _id: 'u1', username: 'ann' }
    expect(cells({ open: true, servedBy }).state).toBe('served by ann')
    expect(cells({ open: true, servedBy, onHold: true }).state).toBe('served by ann, on-hold')
    expect(cells({ open: true, onHold: true }).state).toBe('waiting, on-hold')
    expect(cells({ servedBy, onHold: true }).state).toBe('closed')
  })
})

describe('a call', () => {
  const cells = (change: Partial<VideoCall>): RoomCells =>
    roomCells(
      {
        kind: 'call',
        row: { id: 'c', url: 'u', providerName: 'p', members: null, users: [], anonymousUsers: 0, ...change },
      },
      NAMES,
    )

  it('has its id, how many joined it, who may see it, and who they are', () => {
    expect(cells({})).toEqual({ key: 'c', seats: '0 users', state: 'open', people: '' })
    expect(cells({ users: ['u1'] })).toMatchObject({ seats: '1 user', people: 'ann' })
    expect(cells({ users: ['u1', 'u9'], anonymousUsers: 3 })).toMatchObject({
      seats: '5 users',
      people: 'ann, u9, 3 anonymous',
    })
    expect(cells({ members: ['u2', 'u9'] }).state).toBe('private to ben, u9')
    expect(cells({ members: [] }).state).toBe('private to ')
  })
})

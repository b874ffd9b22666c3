import { describe, expect, it } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import type { LivechatRoom, Seed } from '../contract/compiled/types.ts'
import { reservedIn } from './reserved.ts'

type Reserved = Seed['reserved']
const NOTHING = { meetingRooms: [], livechatRooms: [], calls: [], identities: {} }

describe('a meeting room is named by its facts', () => {
  const of = (room: Partial<Seed['meetingRooms'][number]>): Reserved =>
    reservedIn({ ...NOTHING, meetingRooms: [{ id: 'i', code: 'c', hostId: 'h', ...room }] })

  it.each([
    [{}, [], 'can be joined'],
    [{ isActive: true, isLocked: false }, [], 'can be joined'],
    [{ isLocked: true }, ['locked'], 'locked by its host'],
    [{ isActive: false }, ['inactive'], 'the meeting is over'],
    [{ maxParticipants: 2, guests: ['a'], users: ['b'] }, ['full'], 'every seat is taken'],
    [{ maxParticipants: 3, guests: ['a'], users: ['b'] }, [], 'can be joined'],
    [{ maxParticipants: 1, guests: ['a', 'b'] }, ['full'], 'every seat is taken'],
    // Without another number, a room has 50 seats.
    [{ guests: Array.from({ length: 49 }, () => 'a') }, [], 'can be joined'],
    [{ guests: Array.from({ length: 49 }, () => 'a'), users: ['b'] }, ['full'], 'every seat is taken'],
    [{ isActive: false, isLocked: true }, ['inactive', 'locked'], 'the meeting is over, locked by its host'],
  ])('%j: %j', (room, facts, says) => {
    expect(of(room)).toEqual([{ subject: 'meeting-room', facts, values: { code: 'c' }, says }])
  })
})

describe('a livechat room is named by its facts', () => {
  const [given] = seeds.documented.livechatRooms
  if (given === undefined) throw new Error('the documented seed has no livechat room')
  const of = (change: Partial<LivechatRoom>, agent?: string): Reserved => {
    const identities: Seed['identities'] = agent === undefined ? {} : { agent: { person: agent, says: '' } }
    return reservedIn({ ...NOTHING, identities, livechatRooms: [{ ...given, _id: 'r', ...change }] })
  }
  const facts = (change: Partial<LivechatRoom>, agent?: string): unknown => of(change, agent)[0]?.facts
  const servedBy = { _id: 'a1', username: 'ann', ts: '2026-03-03T10:30:00.000Z' }

  it('and by its id', () => {
    expect(of({})).toEqual([{ subject: 'livechat-room', facts: [], values: { roomId: 'r' }, says: 'can be joined' }])
    expect(of({ onHold: true })).toMatchObject([{ says: 'on hold until its visitor comes back' }])
  })

  it('which are whose agent serves it, and whether it is on hold', () => {
    expect(facts({ servedBy }, 'a1')).toEqual(['served'])
    expect(facts({ servedBy, onHold: true }, 'a1')).toEqual(['served', 'on-hold'])
    expect(facts({ onHold: true })).toEqual(['on-hold'])
  })

  it('of which another’s agent, or that it is closed, is the only one', () => {
    expect(facts({ servedBy, onHold: true }, 'a2')).toEqual(['out-of-reach'])
    expect(facts({ servedBy })).toEqual(['out-of-reach'])
    const { open: _open, ...closed } = given
    const [room] = reservedIn({ ...NOTHING, livechatRooms: [{ ...closed, servedBy, onHold: true }] })
    expect(room?.facts).toEqual(['closed'])
  })
})

it('a call is private if it has members, even none', () => {
  const of = (members?: string[]): unknown =>
    reservedIn({
      ...NOTHING,
      calls: [{ id: 'c', url: 'u', providerName: 'p', ...(members === undefined ? {} : { members }) }],
    })
  expect(of()).toEqual([{ subject: 'call', facts: [], values: { callId: 'c' }, says: 'can be joined' }])
  expect(of([])).toEqual([
    { subject: 'call', facts: ['private'], values: { callId: 'c' }, says: 'only its members may see it' },
  ])
})

it('of several with the same facts, the first is named; those of other subjects are others', () => {
  const room = { id: 'i', hostId: 'h' }
  const reserved = reservedIn({
    ...NOTHING,
    meetingRooms: [
      { ...room, code: 'a' },
      { ...room, code: 'b', isLocked: true },
      { ...room, code: 'c' },
      { ...room, code: 'e', isActive: false },
    ],
    calls: [{ id: 'd', url: 'u', providerName: 'p' }],
  })
  expect(reserved.map(({ values }) => values)).toEqual([{ code: 'a' }, { code: 'b' }, { code: 'e' }, { callId: 'd' }])
  expect(reservedIn(NOTHING)).toEqual([])
})

import { describe, expect, it } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import { newerFirst, seedTables } from './seed-tables.ts'

const seed = seeds.documented

describe('the rows of a seed', () => {
  const { bases } = seedTables({
    ...seed,
    people: [{ id: 'p', username: 'p', name: 'P', role: 'agent' }],
    calls: [
      { id: 'c', url: 'u', providerName: 'x' },
      { id: 'd', url: 'v', providerName: 'y', members: ['p'], users: ['p'], anonymousUsers: 3 },
    ],
    meetingRooms: [
      { id: 'r', code: 'plain', hostId: 'h' },
      {
        id: 's',
        code: 'full',
        hostId: 'h',
        isActive: false,
        isLocked: true,
        maxParticipants: 1,
        guests: ['Ada', 'Tom'],
      },
      { id: 't', code: 'known', hostId: 'h', users: ['u', 'h'] },
    ],
    departments: [
      { id: 'd', name: 'D' },
      { id: 'e', name: 'E', ancestors: ['d'], agents: ['p'] },
    ],
  })

  it('are whole where the seed says little', () => {
    expect(bases.people.get('p')).toEqual({ id: 'p', username: 'p', name: 'P', role: 'agent', authToken: null })
    expect([...bases.roles.entries()]).toEqual(
      Object.entries(seed.roles).map(([name, permissions]) => [name, { name, permissions }]),
    )
    expect([bases.calls.get('c'), bases.calls.get('d')]).toEqual([
      { id: 'c', url: 'u', providerName: 'x', members: null, users: [], anonymousUsers: 0 },
      { id: 'd', url: 'v', providerName: 'y', members: ['p'], users: ['p'], anonymousUsers: 3 },
    ])
    expect(bases.meetingRooms.get('plain')).toEqual({
      id: 'r',
      code: 'plain',
      hostId: 'h',
      isActive: true,
      isLocked: false,
      maxParticipants: 50,
      inside: [],
      past: [],
    })
  })

  it('are as it says, guests inside with an id each', () => {
    const room = bases.meetingRooms.get('full')
    expect(room).toMatchObject({ isActive: false, isLocked: true, maxParticipants: 1 })
    expect(room?.inside.map(({ guestName, joinedAt, isHost }) => [guestName, joinedAt, isHost])).toEqual([
      ['Ada', seed.instant, false],
      ['Tom', seed.instant, false],
    ])
    expect(new Set(room?.inside.map(({ id }) => id)).size).toBe(2)
    expect(room?.inside[1]).toEqual({
      id: expect.stringMatching(/^c/),
      roomId: 's',
      guestName: 'Tom',
      userId: null,
      isActive: true,
      isHost: false,
      joinedAt: seed.instant,
      leftAt: null,
    })
  })

  it('have users inside, of whom the host is one', () => {
    const { inside = [] } = bases.meetingRooms.get('known') ?? {}
    expect(inside.map(({ userId, guestName, isHost }) => [userId, guestName, isHost])).toEqual([
      ['u', null, false],
      ['h', null, true],
    ])
    // Nobody shares an id with somebody in another room of the same host.
    const ids = ['full', 'known'].flatMap((code) => bases.meetingRooms.get(code)?.inside.map(({ id }) => id))
    expect(new Set(ids).size).toBe(4)
  })

  it('of departments have no agents where the seed names none', () => {
    expect([bases.departments.get('d'), bases.departments.get('e')]).toEqual([
      { id: 'd', name: 'D', ancestors: [], agents: null },
      { id: 'e', name: 'E', ancestors: ['d'], agents: ['p'] },
    ])
  })

  it('of livechat are newest first, those of one instant by their ids', () => {
    const [room] = seed.livechatRooms
    if (!room) throw new Error('there is no room')
    const of = (_id: string, ts: string) => ({ ...room, _id, ts })
    const all = [of('b', '2026'), of('a', '2025'), of('c', '2027'), of('a', '2026')]
    expect(all.toSorted(newerFirst).map(({ _id, ts }) => `${ts}${_id}`)).toEqual(['2027c', '2026a', '2026b', '2025a'])
    expect(newerFirst(of('a', '2026'), of('a', '2026'))).toBe(0)
  })
})

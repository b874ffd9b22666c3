import { describe, expect, it } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import type { Seed } from '../contract/compiled/types.ts'
import { completeSeed } from './complete.ts'
import type { OwnSeed } from './form.ts'

const place = (...parts: readonly (string | number)[]): string => parts.join('/')
const complete = (own: OwnSeed): Seed => completeSeed('rooms', own, place)

describe('a seed of nothing', () => {
  it('has the roles and settings of the documents, and callers without credentials', () => {
    expect(complete({})).toEqual({
      name: 'rooms',
      says: 'your own data',
      instant: '2026-03-03T10:30:00.000Z',
      settings: { anonymousReading: false },
      jwtSecret: 'greenroom-documented-seed-key-not-a-secret',
      roles: {
        'livechat-manager': ['view-l-room', 'view-livechat-rooms'],
        'livechat-agent': ['view-l-room'],
        user: [],
      },
      people: [],
      identities: { nobody: { says: 'no credentials' }, guest: { says: 'no token' } },
      meetingRooms: [],
      calls: [],
      livechatRooms: [],
      reserved: [],
    })
  })
})

describe('a seed', () => {
  it('may extend another', () => {
    const seed = complete({ extends: 'documented', people: [{ username: 'zoe' }] })
    expect(seed).toMatchObject({ name: 'rooms', says: 'your own data beside that of documented' })
    expect(seed.people).toEqual([...seeds.documented.people, { id: 'zoe', username: 'zoe', name: 'zoe', role: 'user' }])
    expect(seed.meetingRooms).toEqual(seeds.documented.meetingRooms)
    expect(seed.calls).toEqual(seeds.documented.calls)
    expect(seed.livechatRooms).toEqual(seeds.documented.livechatRooms)
    expect(seed.departments).toEqual(seeds.documented.departments)
    expect(seed.settings).toEqual({ anonymousReading: true })
    expect(seed.identities).toMatchObject({ ...seeds.documented.identities, zoe: { member: 'zoe' } })
  })

  it('says everything that is given', () => {
    const seed = complete({
      says: 'our rooms',
      instant: '2027-01-01T01:00:00+01:00',
      settings: { anonymousReading: true },
      jwtSecret: 'ours',
      roles: { boss: ['view-l-room'], user: ['x'] },
    })
    expect(seed).toMatchObject({
      says: 'our rooms',
      instant: '2027-01-01T00:00:00.000Z',
      settings: { anonymousReading: true },
      jwtSecret: 'ours',
    })
    expect(seed.roles).toEqual({
      'livechat-manager': ['view-l-room', 'view-livechat-rooms'],
      'livechat-agent': ['view-l-room'],
      boss: ['view-l-room'],
      user: ['x'],
    })
  })

  it('begins at a time', () => {
    expect(() => complete({ instant: 'soon' })).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: 'instant: soon is not a time',
        fix: 'Write, for example, 2026-03-03T10:30:00Z.',
      }),
    )
  })

  it('names a room for each situation that its data gives', () => {
    const seed = complete({ people: [{ username: 'ann' }], meetingRooms: [{ code: 'a', isLocked: true }] })
    expect(seed.reserved).toEqual([
      { subject: 'meeting-room', facts: ['locked'], values: { code: 'a' }, says: 'locked by its host' },
    ])
  })
})

describe('a meeting room', () => {
  const people = [{ username: 'ann', id: 'id-of-ann' }, { username: 'ben' }]

  it('is hosted by the identity host, else by the first person', () => {
    const [byHost] = complete({
      people,
      identities: { host: { member: 'ben' } },
      meetingRooms: [{ code: 'a' }],
    }).meetingRooms
    const [byFirst] = complete({ people, meetingRooms: [{ code: 'a' }] }).meetingRooms
    expect([byHost?.hostId, byFirst?.hostId]).toEqual(['ben', 'id-of-ann'])
    expect(() => complete({ meetingRooms: [{ code: 'a' }] })).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: 'meetingRooms/0: a has no host',
        fix: 'Add hostId, or a person who hosts it.',
      }),
    )
  })

  it('has an id that depends on its code alone, and people by name', () => {
    const { meetingRooms } = complete({
      people,
      meetingRooms: [
        { code: 'a', hostId: 'ben', users: ['ann', 'ben'], guests: ['Zoë'], maxParticipants: 5 },
        { code: 'b', id: 'own' },
      ],
    })
    expect(meetingRooms).toEqual([
      {
        id: 'c0hemdz1bijcnssrdz2ye7heq',
        code: 'a',
        hostId: 'ben',
        users: ['id-of-ann', 'ben'],
        guests: ['Zoë'],
        maxParticipants: 5,
      },
      { id: 'own', code: 'b', hostId: 'id-of-ann' },
    ])
    const [, again] = complete({ people, meetingRooms: [{ code: 'z' }, { code: 'a' }] }).meetingRooms
    expect(again?.id).toBe(meetingRooms[0]?.id)
  })

  it.each([
    [{ code: 'a', hostId: 'anne' }, 'meetingRooms/0/hostId: there is no person anne'],
    [{ code: 'a', users: ['ann', 'bem'] }, 'meetingRooms/0/users/1: there is no person bem'],
    [{ code: '..' }, 'meetingRooms/0/code: no URL can have the code ".." in its path'],
  ])('is refused as %j', (room, message) => {
    expect(() => complete({ people, meetingRooms: [room] })).toThrow(message)
  })

  it('replaces one of its code, and is not listed twice', () => {
    const [first] = seeds.documented.meetingRooms
    const code = first?.code ?? ''
    const { meetingRooms } = complete({ extends: 'documented', meetingRooms: [{ code, isLocked: true }] })
    expect(meetingRooms[0]).toMatchObject({ code, isLocked: true })
    expect(meetingRooms).toHaveLength(seeds.documented.meetingRooms.length)
    expect(() => complete({ people, meetingRooms: [{ code: 'a' }, { code: 'a' }] })).toThrow(
      'meetingRooms/1: a is listed twice',
    )
  })
})

describe('a call', () => {
  const people = [{ username: 'ann', id: 'id-of-ann' }]

  it('is open to everyone, at the address of its id, unless more is said', () => {
    expect(
      complete({ people, calls: [{ id: 'c' }, { id: 'd', url: 'u', providerName: 'p', anonymousUsers: 2 }] }).calls,
    ).toEqual([
      { id: 'c', url: 'http://g.co/meet/RocketChat_c', providerName: 'googlemeet' },
      { id: 'd', url: 'u', providerName: 'p', anonymousUsers: 2 },
    ])
  })

  it('has people by name', () => {
    expect(complete({ people, calls: [{ id: 'c', members: ['ann'], users: [] }] }).calls).toMatchObject([
      { members: ['id-of-ann'], users: [] },
    ])
    expect(() => complete({ people, calls: [{ id: 'c', members: ['ann', 'x'] }] })).toThrow(
      'calls/0/members/1: there is no person x',
    )
    expect(() => complete({ people, calls: [{ id: 'a' }, { id: 'c', users: ['x'] }] })).toThrow(
      'calls/1/users/0: there is no person x',
    )
    expect(() => complete({ calls: [{ id: 'a' }, { id: 'a' }] })).toThrow('calls/1: a is listed twice')
  })
})

describe('a department', () => {
  const people = [{ username: 'ann', id: 'id-of-ann' }]

  it('has its agents by name, if it lists any', () => {
    const departments = [
      { id: 'a', name: 'A', agents: ['ann'] },
      { id: 'b', name: 'B', ancestors: ['a'] },
    ]
    expect(complete({ people, departments }).departments).toEqual([
      { id: 'a', name: 'A', agents: ['id-of-ann'] },
      { id: 'b', name: 'B', ancestors: ['a'] },
    ])
    expect(complete({ people, departments: [] })).not.toHaveProperty('departments')
  })

  it('stands beside those of a base, and takes the place of one of the same id', () => {
    const [base, ...others] = seeds.documented.departments ?? []
    const renamed = { id: base?.id ?? '', name: 'New' }
    const sales = { id: 'sales', name: 'Sales' }
    expect(complete({ extends: 'documented', departments: [sales, renamed] }).departments).toEqual([
      renamed,
      ...others,
      sales,
    ])
  })

  it('is refused for an agent whom nobody knows, or if it is listed twice', () => {
    const departments = [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B', agents: ['ann', 'ann', 'x'] },
    ]
    expect(() => complete({ people, departments })).toThrow('departments/1/agents/2: there is no person x')
    const twice = [
      { id: 'a', name: 'A' },
      { id: 'a', name: 'B' },
    ]
    expect(() => complete({ departments: twice })).toThrow('departments/1: a is listed twice')
  })
})

import { describe, expect, it } from 'vitest'
import { livechatRow } from '../../../tests/support/livechat-row.ts'
import { worldOf } from '../../../tests/support/world-of.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import type { Seed } from '../../contract/compiled/types.ts'
import { asking } from '../testing/asking.ts'
import { toHeldData } from './seed.ts'

const SEED: Seed = {
  ...seeds.documented,
  roles: { user: ['p'] },
  people: [
    { id: 'ann', username: 'ann', name: 'Ann', role: 'user', authToken: 't' },
    { id: 'ben', username: 'ben', name: 'Ben', role: 'user' },
  ],
  identities: {
    ann: { person: 'ann', says: 'a' },
    ben: { member: 'ben', says: 'b' },
    nobody: { says: 'n' },
  },
  livechatRooms: [livechatRow('l')],
  departments: [
    { id: 'sales', name: 'Sales', ancestors: ['unit'], agents: ['ann'] },
    { id: 'support', name: 'Support' },
  ],
  calls: [
    { id: 'open', url: 'u', providerName: 'p' },
    { id: 'shut', url: 'u', providerName: 'p', members: ['ann'], users: ['ann'], anonymousUsers: 2 },
  ],
  meetingRooms: [
    { id: 'r', code: 'plain', hostId: 'ann' },
    {
      id: 's',
      code: 'odd',
      hostId: 'ann',
      isActive: false,
      isLocked: true,
      maxParticipants: 3,
      guests: ['Tom'],
      users: ['ben'],
    },
  ],
}

describe('what a world holds', () => {
  it('is the data of its seed, without what is so by default', () => {
    const world = worldOf({ seed: SEED })
    expect(toHeldData(SEED, world)).toEqual({
      instant: SEED.instant,
      settings: { anonymousReading: true },
      jwtSecret: SEED.jwtSecret,
      roles: SEED.roles,
      people: SEED.people,
      identities: SEED.identities,
      livechatRooms: SEED.livechatRooms,
      departments: SEED.departments,
      calls: SEED.calls,
      meetingRooms: [{ id: 'r', code: 'plain', hostId: 'ann', maxParticipants: 50 }, SEED.meetingRooms[1]],
    })
  })

  it('is what was written since, and identities only of people who are still there', () => {
    const world = worldOf({ seed: SEED, settings: { anonymousReading: false, monitors: { ben: ['north'] } } })
    world.write([
      { table: 'people', key: 'ann', value: null },
      { table: 'roles', key: 'new', value: { name: 'new', permissions: [] } },
    ])
    expect(toHeldData(SEED, world)).toMatchObject({
      settings: { anonymousReading: false, monitors: { ben: ['north'] } },
      people: [{ id: 'ben' }],
      roles: { user: ['p'], new: [] },
    })
    expect(Object.keys(toHeldData(SEED, world).identities)).toEqual(['ben', 'nobody'])
    world.write([{ table: 'people', key: 'ben', value: null }])
    expect(Object.keys(toHeldData(SEED, world).identities)).toEqual(['nobody'])
  })

  it('is read through the control plane', async () => {
    const { status, body } = await asking({ seed: SEED }).ask('GET', '/worlds/default/seed')
    expect([status, body]).toMatchObject([200, { people: SEED.people, calls: SEED.calls }])
    expect(Object.keys(Object(body))).not.toContain('name')
  })
})

import { describe, expect, it } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import { signToken, verifyToken } from '../domain/jwt.ts'
import { credentialsOf } from './identities.ts'
import { newerFirst, seedTables } from './seed-tables.ts'
import { createSeeds, isSeed } from './seeds.ts'
import { tokenReader } from './token-reader.ts'

const seed = seeds.documented
const claims = (sub: string) => ({ sub, issued: 1, expires: 2 })

describe('seeds', () => {
  it('are made once, one of your own too, and a name that is none is a Fault', () => {
    const own = { ...seed, name: 'own' }
    const made = createSeeds(own)
    expect(made.get('documented')).toBe(made.get('documented'))
    expect(made.get('own').seed).toBe(own)
    for (const name of ['none', 'busy:', 'busy:0x5', 'constructor'])
      expect(() => made.get(name)).toThrow(expect.objectContaining({ name: 'Fault' }))
  })

  it('are remembered, the latest eight of them', () => {
    const made = createSeeds()
    const first = made.get('busy:1')
    for (let n = 2; n <= 8; n++) made.get(`busy:${n}`)
    expect(made.get('busy:1')).toBe(first)
    const second = made.get('busy:2')
    for (let n = 9; n <= 15; n++) made.get(`busy:${n}`)
    expect(made.get('busy:2')).toBe(second)
    expect(made.get('busy:1')).not.toBe(first)
  })

  it.each([
    ['documented', true],
    ['busy:5', true],
    ['busy:-1', false],
    ['toString', false],
    ['', false],
  ])('%j is one: %s', (name, is) => {
    expect(isSeed(name)).toBe(is)
  })
})

describe('the rows of a seed', () => {
  const { bases } = seedTables({
    ...seed,
    people: [{ id: 'p', username: 'p', name: 'P', role: 'agent' }],
    calls: [{ id: 'c', url: 'u', providerName: 'x' }],
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
    ],
  })

  it('are whole where the seed says little', () => {
    expect(bases.people.get('p')).toMatchObject({ authToken: null })
    expect(bases.calls.get('c')).toMatchObject({ members: null, users: [], anonymousUsers: 0 })
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

describe('the credentials of an identity', () => {
  it('are those of a person, of its own or wrong ones; a token; or none', () => {
    expect(credentialsOf(seed, 'agent')).toEqual({
      'X-User-Id': seed.identities['agent']?.person,
      'X-Auth-Token': seed.people.find(({ id }) => id === seed.identities['agent']?.person)?.authToken,
    })
    const wrong = seed.identities['wrong-token']
    expect(credentialsOf(seed, 'wrong-token')['X-Auth-Token']).toBe(wrong?.authToken)
    expect([credentialsOf(seed, 'guest'), credentialsOf(seed, 'constructor')]).toEqual([{}, {}])
  })

  it('last for ever, or ended an hour before the instant of the seed', () => {
    const expiryOf = (identity: string): number =>
      verifyToken(seed.jwtSecret, credentialsOf(seed, identity)['Authorization']?.slice(7) ?? '')?.expires ?? 0
    expect(expiryOf('member')).toBe(Date.UTC(2100, 0, 1) / 1000)
    expect(expiryOf('expired-token')).toBe(Math.floor(Date.parse(seed.instant) / 1000) - 3600)
    expect(credentialsOf(seed, 'member')).toEqual(credentialsOf(seed, 'member'))
  })
})

describe('a reader of tokens', () => {
  it('takes those of its key, and any that is one where it trusts all', () => {
    const [own, foreign] = [signToken('key', claims('a')), signToken('other', claims('b'))]
    const [strict, trusting] = [tokenReader('key', false), tokenReader('key', true)]
    for (let again = 0; again < 2; again++)
      expect([strict(own)?.sub, strict(foreign), trusting(foreign)?.sub, trusting('none')]).toEqual([
        'a',
        null,
        'b',
        null,
      ])
  })

  it('forgets some once they are many, and reads them anew', () => {
    const read = tokenReader('key', false)
    const own = signToken('key', claims('a'))
    for (let n = 0; n < 8; n++) expect(read(`${n}${'x'.repeat(10_000)}`)).toBeNull()
    expect(read(own)?.sub).toBe('a')
  })
})

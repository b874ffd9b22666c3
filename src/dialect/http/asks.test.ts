import { describe, expect, it } from 'vitest'
import { worldOf } from '../../../tests/support/world-of.ts'
import type { Make } from '../../domain/operation.ts'
import type { World } from '../../world/world.ts'
import type { Ask } from '../speech.ts'
import { answering, type RouteCall } from './asks.ts'

const HOST = 'clx9z8y7x6w5v4u3t2s1r0q'
const MEMBER = 'clx0a1b2c3d4e5f6g7h8i9j'
const make: Make = { id: (kind) => `new ${kind}`, now: 0, isoText: () => '' }
const bearer = (world: World, userId: string) => ({ authorization: `Bearer ${world.tokenFor(userId)}` })

function ask(world: World, what: Ask, call: Partial<RouteCall> = {}) {
  const found = answering[what](world, { params: {}, body: {}, headers: {}, ...call }, make)
  return 'values' in found ? { ...found.values, writes: found.writes ?? [] } : found.reason
}

describe('a room', () => {
  it('is shown with its host by name, or by id where the world does not know them; others are not there', () => {
    const world = worldOf()
    const host = { id: HOST, name: 'Host' }
    expect(ask(world, 'room', { params: { code: 'abc-def-ghi' } })).toMatchObject({
      room: { code: 'abc-def-ghi', host },
    })
    const room = world.meetingRooms.get('abc-def-ghi')
    if (!room) throw new Error('the seed has the room')
    world.write([{ table: 'meetingRooms', key: 'own', value: { ...room, hostId: 'elsewhere' } }])
    expect(ask(world, 'room', { params: { code: 'own' } })).toMatchObject({
      room: { host: { id: 'elsewhere', name: 'elsewhere' } },
    })
    expect([ask(world, 'room', { params: { code: 'x' } }), ask(world, 'inside')]).toEqual(['no-room', 'no-room'])
  })

  it('tells who is inside: a guest by the name given, a user by the name that the world has, else by id', () => {
    const world = worldOf()
    const room = world.meetingRooms.get('abc-def-ghi')
    if (!room) throw new Error('the seed has the room')
    const seat = {
      id: 'a',
      roomId: room.id,
      userId: null,
      guestName: 'Ann',
      isActive: true,
      isHost: false,
      joinedAt: '',
      leftAt: null,
    }
    const inside = [
      seat,
      { ...seat, id: 'b', userId: HOST, guestName: null, isHost: true },
      { ...seat, id: 'c', userId: 'elsewhere', guestName: null },
      { ...seat, id: 'd', guestName: null },
    ]
    world.write([{ table: 'meetingRooms', key: room.code, value: { ...room, inside } }])
    expect(ask(world, 'inside', { params: { code: room.code } })).toEqual({
      inside: [
        { id: 'a', userId: null, name: 'Ann', isHost: false },
        { id: 'b', userId: HOST, name: 'Host', isHost: true },
        { id: 'c', userId: 'elsewhere', name: 'elsewhere', isHost: false },
        { id: 'd', userId: null, name: '', isHost: false },
      ],
      writes: [],
    })
  })

  it('is made for a user who is logged in, with fifty seats unless they ask for another number from 2 to 100', () => {
    const world = worldOf()
    const seats = (maxParticipants?: unknown) =>
      ask(world, 'create-room', { headers: bearer(world, HOST), body: { maxParticipants } })
    for (const [asked, made] of [
      [undefined, 50],
      [1, 50],
      [2, 2],
      [7.9, 7],
      [100, 100],
      [101, 50],
      ['9', 50],
    ])
      expect(seats(asked), String(asked)).toMatchObject({ room: { maxParticipants: made } })
    const value = {
      id: 'new meeting-room',
      code: 'new meeting-code',
      hostId: HOST,
      isActive: true,
      isLocked: false,
      maxParticipants: 50,
      inside: [],
      past: [],
    }
    expect(ask(world, 'create-room', { headers: bearer(world, HOST), body: null })).toEqual({
      room: { ...value, host: { id: HOST, name: 'Host' } },
      writes: [{ table: 'meetingRooms', key: 'new meeting-code', value }],
    })
    expect(ask(world, 'create-room')).toBe('not-logged-in')
  })

  it('is listed for its host alone', () => {
    const world = worldOf()
    const codes = (as: string): unknown => {
      const found = ask(world, 'own-rooms', { headers: bearer(world, as) })
      return typeof found === 'object' && 'rooms' in found && Array.isArray(found.rooms)
        ? found.rooms.map(({ code }) => code)
        : found
    }
    expect(codes(HOST)).toEqual(expect.arrayContaining(['abc-def-ghi', 'lck-rom-now']))
    expect(codes(MEMBER)).toEqual([])
    expect(ask(world, 'own-rooms', { headers: bearer(world, HOST) })).toMatchObject({
      rooms: expect.arrayContaining([
        expect.objectContaining({ code: 'abc-def-ghi', host: { id: HOST, name: 'Host' } }),
      ]),
    })
    expect(ask(world, 'own-rooms')).toBe('not-logged-in')
  })
})

describe('a user', () => {
  it('registers with an address and a password, and a name if they give one', () => {
    const world = worldOf()
    const register = (body: object) => ask(world, 'register', { body })
    const person = {
      id: 'new participant',
      username: 'z@x.org',
      name: 'Zoe',
      role: 'user',
      authToken: null,
      password: 'p',
    }
    expect(register({ email: 'z@x.org', password: 'p', displayName: 'Zoe' })).toEqual({
      user: { id: 'new participant', name: 'Zoe', email: 'z@x.org' },
      token: world.tokenFor('new participant'),
      writes: [{ table: 'people', key: 'new participant', value: person }],
    })
    expect(register({ email: 'z@x.org', password: 'p' })).toMatchObject({ user: { name: 'z@x.org' } })
    for (const body of [{ email: 'z@x.org' }, { email: 'agent' }, { password: 'p' }, { email: 1, password: 'p' }])
      expect(register(body)).toBe('wrong-form')
    for (const email of ['agent', 'agent@greenroom.example'])
      expect(register({ email, password: 'p' }), email).toBe('known-user')
  })

  it('gives texts of which 256 characters count', () => {
    const long = 'x'.repeat(300)
    expect(ask(worldOf(), 'register', { body: { email: long, password: long } })).toMatchObject({
      user: { name: 'x'.repeat(256) },
      writes: [{ value: { password: 'x'.repeat(256) } }],
    })
  })

  it('logs in by user name, or by the address that is made from it, with the right password', () => {
    const world = worldOf()
    const logIn = (email: string, password = 'agent-password') => ask(world, 'log-in', { body: { email, password } })
    const user = { id: 'rbAXPnMktTFbNpwtJ', email: 'agent@greenroom.example' }
    const token = world.tokenFor(user.id)
    for (const email of ['agent', 'agent@greenroom.example'])
      expect(logIn(email)).toEqual({ user: { ...user, name: 'Agent' }, token, writes: [] })
    for (const email of ['agen', 'agent@elsewhere.example', '']) expect(logIn(email), email).toBe('wrong-login')
    expect(logIn('agent', 'x')).toBe('wrong-login')
    // Nobody can log in as a user who has no password.
    world.write([
      {
        table: 'people',
        key: 'bare',
        value: { id: 'bare', username: 'bare', name: 'Bare', role: 'user', authToken: null },
      },
    ])
    expect(ask(world, 'log-in', { body: { email: 'bare' } })).toBe('wrong-login')
    expect(logIn('bare', '')).toBe('wrong-login')
  })

  it('is who the token says', () => {
    const world = worldOf()
    expect(ask(world, 'me', { headers: bearer(world, MEMBER) })).toMatchObject({ user: { id: MEMBER } })
    expect([ask(world, 'me'), ask(world, 'me', { headers: { authorization: 'Bearer x' } })]).toEqual([
      'not-logged-in',
      'not-logged-in',
    ])
  })
})

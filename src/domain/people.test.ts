import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AGENT_HEADERS, callOf, MANAGER_HEADERS } from '../../tests/support/call-of.ts'
import { AT, worldOf } from '../../tests/support/world-of.ts'
import { signToken } from './jwt.ts'
import { callerByAuthToken, callerByBearer, isTakenAsGuest, personOf } from './people.ts'

const NOBODY = { kind: 'nobody' }
const WRONG = { kind: 'wrong' }
const AGENT = AGENT_HEADERS['x-user-id']
const TOKEN = AGENT_HEADERS['x-auth-token']

describe('a caller with X-User-Id and X-Auth-Token', () => {
  const callerIn = (trust: string | null, id?: string, token?: string) =>
    callerByAuthToken(worldOf({ settings: { trust } }), callOf({ headers: { 'x-user-id': id, 'x-auth-token': token } }))

  it('is the person whose id and token they are', () => {
    expect(callerIn(null, AGENT, TOKEN)).toMatchObject({ kind: 'person', person: { username: 'agent' } })
  })

  it('is nobody without both, and wrong with one of them, or with those of different people', () => {
    expect([callerIn(null), callerIn(null, '', '')]).toEqual([NOBODY, NOBODY])
    for (const trust of [null, 'user']) {
      expect([callerIn(trust, AGENT), callerIn(trust, undefined, TOKEN)]).toEqual([WRONG, WRONG])
      expect([callerIn(trust, AGENT, ''), callerIn(trust, '', TOKEN)]).toEqual([WRONG, WRONG])
    }
    expect(callerIn(null, AGENT, MANAGER_HEADERS['x-auth-token'])).toEqual(WRONG)
    expect(callerIn(null, 'nobody-here', TOKEN)).toEqual(WRONG)
  })

  it('is nobody with wrong credentials where those count as none', () => {
    const callerOf = (headers: Record<string, string>) =>
      callerByAuthToken(worldOf(), { ...callOf({ headers }), takesWrongAsNone: true })
    expect(callerOf({ 'x-user-id': AGENT ?? '', 'x-auth-token': 'x' })).toEqual(NOBODY)
    expect(callerOf({ 'x-user-id': AGENT ?? '' })).toEqual(NOBODY)
    expect(callerOf(AGENT_HEADERS)).toMatchObject({ kind: 'person' })
    const taken = (headers: Record<string, string>, takesWrongAsNone = true) =>
      isTakenAsGuest(worldOf(), { ...callOf({ headers }), takesWrongAsNone })
    const wrong = { 'x-user-id': AGENT ?? '', 'x-auth-token': 'x' }
    expect([taken(wrong), taken(wrong, false), taken({}), taken(AGENT_HEADERS)]).toEqual([true, false, false, false])
  })

  it('is not one who has no token, whatever is sent', () => {
    expect(callerIn(null, 'jXb2wWc9596RhN4nd', 'null')).toEqual(WRONG)
    expect(callerIn(null, 'jXb2wWc9596RhN4nd', 'undefined')).toEqual(WRONG)
  })

  it('has the trusted role where any well-formed credentials are accepted; the people of the seed keep their own', () => {
    expect(callerIn('livechat-agent', 'whoever', 'x')).toEqual({
      kind: 'person',
      person: { id: 'whoever', username: 'whoever', name: 'whoever', role: 'livechat-agent', authToken: null },
    })
    expect(callerIn('user', AGENT, TOKEN)).toMatchObject({ person: { role: 'livechat-agent' } })
    expect(callerIn('user', '!', '~')).toMatchObject({ kind: 'person' })
    expect(callerIn('user', 'a'.repeat(256), 'b'.repeat(256))).toMatchObject({ kind: 'person' })
  })

  it.each([['a b'], ['é'], ['a\tb'], ['\u007f'], ['a'.repeat(257)]])(
    'is wrong where credentials are trusted but not well-formed, as %j',
    (text) => {
      expect([callerIn('user', text, 'x'), callerIn('user', 'x', text)]).toEqual([WRONG, WRONG])
    },
  )
})

describe('a caller with a bearer token', () => {
  const SECRET = 'greenroom-documented-seed-key-not-a-secret'
  const [MEMBER, NOW] = ['clx0a1b2c3d4e5f6g7h8i9j', AT / 1000]
  const tokenOf = (sub = MEMBER, expires = NOW + 60) => signToken(SECRET, { sub, issued: NOW, expires })
  const callerOf = (authorization?: string) => callerByBearer(worldOf(), callOf({ headers: { authorization } }))

  it('is nobody without a header or without a token', () => {
    for (const header of [undefined, '', 'Bearer', 'bearer  ', '  BEARER '])
      expect([header, callerOf(header)]).toEqual([header, NOBODY])
  })

  it.each(['Basic abc', 'Bearerabc', 'x Bearer abc', 'Bearer a b', 'Token', 'Bearer abc', 'Bearer a.b.c'])(
    'is wrong with %j',
    (header) => {
      expect(callerOf(header)).toEqual(WRONG)
    },
  )

  it('is the person that the token names, however the scheme is written', () => {
    for (const header of [`Bearer ${tokenOf()}`, `bearer   ${tokenOf()}  `, ` BEARER ${tokenOf()}`])
      expect(callerOf(header)).toMatchObject({ kind: 'person', person: { id: MEMBER, name: 'Member' } })
    expect(callerOf(`Bearer ${tokenOf('somebody-else')}`)).toEqual(WRONG)
  })

  it('is wrong once the token has expired: at that second, no longer before', () => {
    expect(callerOf(`Bearer ${tokenOf(MEMBER, NOW)}`)).toEqual(WRONG)
    expect(callerOf(`Bearer ${tokenOf(MEMBER, NOW + 0.001)}`)).toMatchObject({ kind: 'person' })
  })

  it('is wrong until the token begins: valid from that second on, and without an end if it names none', () => {
    const kindWith = (claims: object): string => {
      const parts = [{ alg: 'HS256' }, { sub: MEMBER, ...claims }].map((part) =>
        Buffer.from(JSON.stringify(part)).toString('base64url'),
      )
      const signature = createHmac('sha256', SECRET).update(parts.join('.')).digest('base64url')
      return callerOf(`Bearer ${[...parts, signature].join('.')}`).kind
    }
    expect([kindWith({}), kindWith({ nbf: NOW }), kindWith({ nbf: NOW + 0.001 })]).toEqual([
      'person',
      'person',
      'wrong',
    ])
    expect([kindWith({ nbf: NOW, exp: NOW + 1 }), kindWith({ nbf: NOW, exp: NOW })]).toEqual(['person', 'wrong'])
  })

  it('may be a stranger where another system signs the tokens, as a user', () => {
    const world = worldOf({ recipe: { jwtSecret: 'another key of thirty-two characters' } })
    const token = signToken('another key of thirty-two characters', { sub: 'stranger', issued: NOW, expires: NOW + 1 })
    expect(callerByBearer(world, callOf({ headers: { authorization: `Bearer ${token}` } }))).toEqual({
      kind: 'person',
      person: { id: 'stranger', username: 'stranger', name: 'stranger', role: 'user', authToken: null },
    })
    expect(callerByBearer(world, callOf({ headers: { authorization: `Bearer ${tokenOf()}` } }))).toEqual(WRONG)
    const trusting = worldOf({ settings: { trust: 'livechat-agent' } })
    expect(callerByBearer(trusting, callOf({ headers: { authorization: `Bearer ${token}` } }))).toMatchObject({
      person: { id: 'stranger', role: 'user' },
    })
  })
})

it('only a person is one', () => {
  const person = { id: 'a', username: 'a', name: 'a', role: 'user', authToken: null }
  expect([personOf({ kind: 'nobody' }), personOf({ kind: 'wrong' }), personOf({ kind: 'person', person })]).toEqual([
    undefined,
    undefined,
    person,
  ])
})

it('no credentials but a person’s own are a person’s, where none are trusted', () => {
  const world = worldOf()
  fc.assert(
    fc.property(fc.string(), fc.string(), (id, token) => {
      const caller = callerByAuthToken(world, callOf({ headers: { 'x-user-id': id, 'x-auth-token': token } }))
      expect(caller).toEqual(id === '' && token === '' ? NOBODY : WRONG)
    }),
  )
})

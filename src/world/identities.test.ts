import { describe, expect, it } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import { verifyToken } from '../domain/jwt.ts'
import { credentialsOf } from './identities.ts'

const seed = seeds.documented

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
    const token = credentialsOf(seed, 'member')['Authorization']?.split('.')[1] ?? ''
    expect(JSON.parse(atob(token)).iat).toBe(Date.parse(seed.instant) / 1000)
  })
})

it('a token is of the second in which the instant of its seed is', () => {
  const instant = '2026-03-03T10:30:00.900Z'
  const token = credentialsOf({ ...seed, instant }, 'expired-token')['Authorization']?.slice(7) ?? ''
  expect(verifyToken(seed.jwtSecret, token)?.expires).toBe(Date.parse('2026-03-03T09:30:00.000Z') / 1000)
  // An hour before it ended.
  expect(JSON.parse(atob(token.split('.')[1] ?? '')).iat).toBe(Date.parse('2026-03-03T08:30:00.000Z') / 1000)
})

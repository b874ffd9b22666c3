import type { Seed } from '../contract/compiled/types.ts'
import { signToken } from '../domain/jwt.ts'

// Late enough that copied commands keep working; fixed, so that a seed always gives the same token.
const NEVER = Date.UTC(2100, 0, 1) / 1000

/** The credentials of an identity as headers; empty for one without. */
export function credentialsOf(seed: Seed, identity: string): Record<string, string> {
  const found = Object.hasOwn(seed.identities, identity) ? seed.identities[identity] : undefined
  if (found?.person !== undefined) {
    const person = seed.people.find(({ id }) => id === found.person)
    return { 'X-User-Id': found.person, 'X-Auth-Token': found.authToken ?? person?.authToken ?? '' }
  }
  if (found?.member === undefined) return {}
  const issued = Math.floor(Date.parse(seed.instant) / 1000)
  const token = signToken(seed.jwtSecret, {
    sub: found.member,
    issued: found.expired ? issued - 7200 : issued,
    expires: found.expired ? issued - 3600 : NEVER,
  })
  return { Authorization: `Bearer ${token}` }
}

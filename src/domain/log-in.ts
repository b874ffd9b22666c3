import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Make } from './operation.ts'
import { isTokenOf, isWellFormed } from './people.ts'
import type { Person, State, Write } from './state.ts'

/** What somebody logs in with: a token, or a user name with the password, or with its SHA-256 in hexadecimal digits. */
export type LoginProof =
  | { readonly kind: 'resume'; readonly token: string }
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'digest'; readonly username: string; readonly digest: string }

/** Somebody who may log in, with the token to call with from then on. */
export interface Login {
  readonly person: Pick<Person, 'id' | 'username' | 'name' | 'role'>
  readonly token: string
  readonly writes: readonly Write[]
}

/** How many logins of a person last: one more ends the oldest. */
export const MOST_LOGINS = 100

/**
 * A password gets a new token, a token gets itself; null for any other. Where a world trusts any credentials, any other user name and
 * password get a token that it need not keep.
 */
export function logIn(state: State, proof: LoginProof, make: Make): Login | null {
  if (proof.kind === 'resume') {
    const person = holderOf(state, proof.token)
    return person ? { person, token: proof.token, writes: [] } : null
  }
  const person = personCalled(state, proof.username)
  if (person && isPassword(person, proof)) return begun(person, make.id('login-token'))
  const { trust } = state.settings
  return trust !== null && isWellFormed(proof.username) ? trustedLogin(proof.username, trust) : null
}

/** Ends a token that a login has made; none that a seed gave. */
export function logOut(state: State, token: string): readonly Write[] {
  const person = holderOf(state, token)
  if (!person?.logins?.includes(token)) return []
  return [written({ ...person, logins: person.logins.filter((each) => each !== token) })]
}

const begun = (person: Person, token: string): Login => ({
  person,
  token,
  writes: [written({ ...person, logins: [...(person.logins ?? []), token].slice(-MOST_LOGINS) })],
})

const trustedLogin = (username: string, role: string): Login => ({
  person: { id: username, username, name: username, role },
  token: 'any-token-is-accepted',
  writes: [],
})

const written = (person: Person): Write => ({ table: 'people', key: person.id, value: person })

const holderOf = (state: State, token: string): Person | undefined => first(state, (person) => isTokenOf(person, token))

const personCalled = (state: State, username: string): Person | undefined =>
  first(state, (person) => person.username === username)

function first(state: State, fits: (person: Person) => boolean): Person | undefined {
  for (const [, person] of state.people.entries()) if (fits(person)) return person
  return undefined
}

function isPassword({ password }: Person, proof: Exclude<LoginProof, { kind: 'resume' }>): boolean {
  if (password === undefined) return false
  return proof.kind === 'password'
    ? proof.password === password
    : proof.digest.toLowerCase() === bytesToHex(sha256(utf8ToBytes(password)))
}

import type { Call, Caller } from './operation.ts'
import type { Claims, Person, State } from './state.ts'

const NOBODY: Caller = { kind: 'nobody' }
const WRONG: Caller = { kind: 'wrong' }

/**
 * Identifies the caller by `X-User-Id` and `X-Auth-Token` as Rocket.Chat does: one without the other is wrong. Where wrong ones count
 * as none, the caller is nobody.
 */
export function callerByAuthToken(state: State, call: Call): Caller {
  const caller = sentBy(state, call)
  return caller === WRONG && call.takesWrongAsNone === true ? NOBODY : caller
}

/** Whether a call has wrong credentials that count as none: a client whose login has expired does not notice. */
export const isTakenAsGuest = (state: State, call: Call): boolean =>
  call.takesWrongAsNone === true && sentBy(state, call) === WRONG

function sentBy(state: State, call: Call): Caller {
  const { 'x-user-id': id, 'x-auth-token': token } = call.headers
  if (!id && !token) return NOBODY
  if (!id || !token) return WRONG
  const person = state.people.get(id)
  if (person !== undefined && isTokenOf(person, token)) return { kind: 'person', person }
  return state.settings.trust !== null && isWellFormed(id) && isWellFormed(token)
    ? trusted(id, state.settings.trust)
    : WRONG
}

/** Whether a token is the one that a seed gave a person, or one that a login has made. */
export const isTokenOf = (person: Person, token: string): boolean =>
  person.authToken === token || person.logins?.includes(token) === true

/** Identifies the caller by `Authorization: Bearer <JWT>`. An empty token counts as none; an invalid one is wrong. */
export function callerByBearer(state: State, call: Call): Caller {
  const header = call.headers['authorization']
  if (!header) return NOBODY
  const bearer = BEARER.exec(header)
  if (bearer === null) return WRONG
  const [, token] = bearer
  if (token === undefined) return NOBODY
  const claims = state.readToken(token)
  return claims && isValid(claims, state.now) ? callerOf(state, claims.sub) : WRONG
}

const BEARER = /^ *bearer(?: +(\S+))? *$/i

function callerOf(state: State, id: string): Caller {
  const person = state.people.get(id)
  if (person) return { kind: 'person', person }
  return state.foreignTokens ? trusted(id, 'user') : WRONG
}

/** The caller's person; undefined without valid credentials. */
export const personOf = (caller: Caller): Person | undefined => (caller.kind === 'person' ? caller.person : undefined)

/** Whether a token is valid at a time, in milliseconds. */
const isValid = ({ expires, notBefore }: Claims, now: number): boolean =>
  (expires === null || now < expires * 1000) && (notBefore === null || now >= notBefore * 1000)

const WELL_FORMED = /^[\x21-\x7e]{1,256}$/

/** Whether a text may be an id or a token where any credentials are trusted. */
export const isWellFormed = (text: string): boolean => WELL_FORMED.test(text)

/** A caller that another system knows. */
const trusted = (id: string, role: string): Caller => ({
  kind: 'person',
  person: { id, username: id, name: id, role, authToken: null },
})

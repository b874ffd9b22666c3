import type { Call, Caller } from './operation.ts'
import type { Claims, Person, State } from './state.ts'

const NOBODY: Caller = { kind: 'nobody' }
const WRONG: Caller = { kind: 'wrong' }

/** Identifies the caller by `X-User-Id` and `X-Auth-Token` as Rocket.Chat does: one without the other is wrong. */
export function callerByAuthToken(state: State, call: Call): Caller {
  const { 'x-user-id': id, 'x-auth-token': token } = call.headers
  if (!id && !token) return NOBODY
  if (!id || !token) return WRONG
  const person = state.people.get(id)
  if (person?.authToken === token) return { kind: 'person', person }
  return state.settings.trust !== null && WELL_FORMED.test(id) && WELL_FORMED.test(token)
    ? trusted(id, state.settings.trust)
    : WRONG
}

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

const trusted = (id: string, role: string): Caller => ({
  kind: 'person',
  person: { id, username: id, name: id, role, authToken: null },
})

import type { RateLimit } from '../contract/model/face.ts'
import type { Call, Standing } from './operation.ts'
import { callerByAuthToken, callerByBearer, personOf } from './people.ts'
import type { LimitWindow, Person, State } from './state.ts'

/** A caller's standing in a fixed window, with the values of the rate-limit headers. */
export interface WindowStanding extends Standing {
  readonly limit: number
  /** Calls left after this one. */
  readonly remaining: number
  /** End of the window, in milliseconds since 1970; a call from then on starts a new one. */
  readonly reset: number
  /** The window including this call. */
  readonly counted: LimitWindow
}

/** The standing of a call without a limit. */
export const UNLIMITED: Standing = { usedUp: false, seconds: 0 }

/** The standing of one more call. A window starts with its first call and lasts `windowMs`. */
export function standingIn(window: LimitWindow | undefined, limit: RateLimit, now: number): WindowStanding {
  // A clock that was set back must not lock callers out for longer than one window.
  const isOpen = window !== undefined && now >= window.start && now < window.start + limit.windowMs
  const { start, used } = isOpen ? window : { start: now, used: 0 }
  const reset = start + limit.windowMs
  return {
    limit: limit.requests,
    usedUp: used >= limit.requests,
    seconds: Math.ceil((reset - now) / 1000),
    remaining: Math.max(0, limit.requests - used - 1),
    reset,
    counted: { start, used: Math.min(used + 1, limit.requests) },
  }
}

/** Whose window a call counts in: the address, or the address and the caller; null: the caller is exempt. */
export function countedAs(
  state: State,
  read: (limit: Standing) => Call,
  limit: RateLimit,
  address: string,
): string | null {
  if (limit.exempt === undefined && limit.key === 'address') return address
  const person = callingPerson(state, read(UNLIMITED))
  if (limit.exempt !== undefined && person && state.permissionsOf(person.role).has(limit.exempt)) return null
  return limit.key === 'address' || !person ? address : `${addressOf(address)} ${person.id}`
}

const callingPerson = (state: State, call: Call): Person | undefined =>
  personOf(callerByAuthToken(state, call)) ?? personOf(callerByBearer(state, call))

/** The key of a window. All loopback addresses are one client; so are an IPv4 address and its IPv4-mapped IPv6 form. */
export const windowKey = (operation: string, address: string): string => `${operation} ${addressOf(address)}`

const addressOf = (address: string): string => {
  const bare = address.replace(MAPPED, '')
  return LOOPBACK.test(bare) ? 'loopback' : bare
}

const MAPPED = /^::ffff:(?=\d+\.)/i
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|localhost)$/

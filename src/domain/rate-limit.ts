import type { RateLimit } from '../contract/model/face.ts'
import type { Standing } from './operation.ts'
import type { LimitWindow } from './state.ts'

/** How a caller stands in a fixed window, with what its headers say. */
export interface WindowStanding extends Standing {
  readonly limit: number
  /** Calls left after this one. */
  readonly remaining: number
  /** When the window ends, in milliseconds since 1970; from then on a call opens a new one. */
  readonly reset: number
  /** The window with this call counted. */
  readonly counted: LimitWindow
}

/** Where a call stands that no limit counts. */
export const UNLIMITED: Standing = { usedUp: false, seconds: 0 }

/** Where one more call stands. A window begins with its first call and lasts `windowMs`. */
export function standingIn(window: LimitWindow | undefined, limit: RateLimit, now: number): WindowStanding {
  // A clock that was set back must not lock anybody out for longer than a window.
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

/** The key of a window. All loopback addresses are one client; so is an IPv4 address however a socket of IPv6 writes it. */
export const windowKey = (operation: string, address: string): string =>
  `${operation} ${LOOPBACK.test(address) ? 'loopback' : address.replace(MAPPED, '')}`

const MAPPED = /^::ffff:(?=\d+\.)/i
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+|localhost)$/

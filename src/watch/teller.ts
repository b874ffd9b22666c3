import type { HeaderPairs, Seen, SeenAt } from '../passive/model/seen.ts'
import type { MissedTraffic } from './missed.ts'

/** Tells items in the order in which they came, and names their places. */
export interface Teller {
  /** Whether it will be told: there is room for the bytes that it keeps beside those of taps. */
  readonly tell: (make: () => Seen | Promise<Seen>, bytes: number) => boolean
  readonly miss: (kind: keyof MissedTraffic) => void
  /** The place of the next call, at a time. */
  readonly place: () => (at: number) => SeenAt
}

/** Of texts in memory, at most. */
export const textBytes = (data: string | Uint8Array | null): number =>
  typeof data === 'string' ? 2 * data.length : (data?.length ?? 0)

/** Of headers in memory. */
export const pairBytes = (headers: HeaderPairs): number =>
  headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0)

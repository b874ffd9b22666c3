import type { ClockChange, ClockInfo } from '../contract/compiled/types.ts'
import { toMilliseconds, type Duration } from './duration.ts'
import type { Requester } from './requester.ts'

/** The clock of a world, which limits, tokens and dates depend on. */
export interface WorldClock {
  readonly read: () => Promise<ClockInfo>
  /** Stops it at its current time. */
  readonly freeze: () => Promise<ClockInfo>
  /** Lets it run on from its current time. */
  readonly run: () => Promise<ClockInfo>
  readonly set: (instant: Date | string) => Promise<ClockInfo>
  /** Moves it, forward or back. */
  readonly advance: (by: Duration) => Promise<ClockInfo>
}

export const worldClock = ({ json }: Requester, path: string): WorldClock => {
  const change = (body: ClockChange): Promise<ClockInfo> => json('PUT', path, { body })
  return {
    read: () => json('GET', path),
    freeze: () => change({ freeze: true }),
    run: () => change({ run: true }),
    set: (instant) => change({ set: typeof instant === 'string' ? instant : instant.toISOString() }),
    advance: (by) => change({ advanceMs: toMilliseconds(by) }),
  }
}

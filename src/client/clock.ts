import type { ClockChange, ClockInfo } from '../contract/compiled/types.ts'
import { toMilliseconds, type Duration } from './duration.ts'
import type { Requester } from './requester.ts'

/** The clock of a world: limits, tokens and dates go by it. */
export interface WorldClock {
  readonly read: () => Promise<ClockInfo>
  /** Stops it where it is. */
  readonly freeze: () => Promise<ClockInfo>
  /** Lets it run on from where it is. */
  readonly run: () => Promise<ClockInfo>
  readonly set: (instant: Date | string) => Promise<ClockInfo>
  /** Moves it, forward or back. */
  readonly advance: (by: Duration) => Promise<ClockInfo>
}

/** The clock at a path of the control plane. */
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

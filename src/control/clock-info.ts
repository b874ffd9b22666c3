import type { ClockInfo } from '../contract/compiled/types.ts'
import type { State } from '../domain/state.ts'

/** What time it is in a world, and whether it goes on. */
export const toClockInfo = ({ now, clock }: Pick<State, 'now' | 'clock'>): ClockInfo => ({
  mode: clock.kind,
  now: new Date(now).toISOString(),
})

import type { ClockInfo } from '../contract/compiled/types.ts'
import type { State } from '../domain/state.ts'

/** The time in a world, and whether its clock is running. */
export const toClockInfo = ({ now, clock }: Pick<State, 'now' | 'clock'>): ClockInfo => ({
  mode: clock.kind,
  now: new Date(now).toISOString(),
})

import type { Scenario } from '../../contract/model/scenario.ts'
import type { ClockSetting } from '../../domain/state.ts'
import { createCore } from '../../mock/core.ts'
import { movableClock } from '../movable-clock.ts'
import type { Pace } from '../pace.ts'
import { createPerformance } from '../performance.ts'
import { createSteps } from '../steps.ts'

/** The time of the machine, which no world of these tests lives by. */
export const MACHINE: number = Date.UTC(2030, 0, 1)
/** When a world begins, unless it is said otherwise. */
export const START: number = Date.UTC(2026, 2, 3)

/** A play that has begun. */
export interface BegunPlay extends ReturnType<typeof createSteps> {
  readonly core: ReturnType<typeof createCore>
  readonly clock: ReturnType<typeof movableClock>
  /** What the world's clock was at each step, in milliseconds since `START`. */
  readonly played: number[]
  readonly performance: ReturnType<typeof createPerformance>
}

/** A play of sets at these times, in a world whose clock is set so, and what the clock was at each step. */
export async function begin(
  times: readonly number[],
  pace: Pace,
  setting: ClockSetting = { kind: 'frozen', at: START },
): Promise<BegunPlay> {
  const core = createCore({ clock: { now: () => MACHINE } })
  const world = core.worlds.default
  const scenario: Scenario = {
    name: 's',
    about: '',
    at: '',
    steps: times.map((atMs) => ({ atMs, at: '', set: { 'meeting-room': [] } })),
  }
  const clock = movableClock(core.store, 'default')
  await clock.restore(setting)
  const played: number[] = []
  const performance = createPerformance({ core, world, scenario })
  const noted = {
    ...performance,
    playNext: async () => {
      played.push((await clock.read()).now - START)
      await performance.playNext()
    },
  }
  return {
    core,
    clock,
    played,
    performance,
    ...createSteps({ performance: noted, clock, pace, start: { instant: START } }),
  }
}

import { describe, expect, it } from 'vitest'
import type { Scenario } from '../contract/model/scenario.ts'
import type { ClockSetting } from '../domain/state.ts'
import { createCore } from '../mock/core.ts'
import { movableClock } from './movable-clock.ts'
import type { Pace } from './pace.ts'
import { createPerformance } from './performance.ts'
import { createSteps } from './steps.ts'

const MACHINE = Date.UTC(2030, 0, 1)
const START = Date.UTC(2026, 2, 3)
/** A play of sets at these times, in a world whose clock is set so, and what the clock was at each step. */
async function begin(times: readonly number[], pace: Pace, setting: ClockSetting = { kind: 'frozen', at: START }) {
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

describe('the clock of a world, as a play moves it,', () => {
  it('stands or runs as before where it is put, and is reached only where it is not later', async () => {
    const { clock } = await begin([0], { mode: 'step' })
    await clock.put(START + 5)
    await clock.reach(START + 3)
    expect(await clock.read()).toEqual({ now: START + 5, clock: { kind: 'frozen', at: START + 5 } })
    await clock.restore({ kind: 'running', ahead: 0 })
    await clock.put(START)
    expect(await clock.read()).toEqual({ now: START, clock: { kind: 'running', ahead: START - MACHINE } })
    await clock.reach(START + 1)
    expect((await clock.read()).now).toBe(START + 1)
  })
})

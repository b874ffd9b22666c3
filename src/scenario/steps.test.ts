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

describe('steps', () => {
  it('that are told to go forward are played at their instants, or later where it is later', async () => {
    const { played, clock, forward, performance } = await begin([0, 1000, 2000], { mode: 'step' })
    await forward()
    await forward()
    await clock.put(START + 9000)
    await forward()
    await forward()
    expect([played.slice(0, 3), performance.played()]).toEqual([[0, 1000, 9000], 3])
  })

  it('that have become due are played each at its own instant, none before the clock was, which then stands where it was', async () => {
    const { played, clock, catchUp, performance } = await begin([0, 1000, 2000, 3001], { mode: 'step' })
    await clock.put(START + 3000)
    await catchUp(START + 1500)
    expect(played).toEqual([1500, 1500, 2000])
    expect((await clock.read()).now).toBe(START + 3000)
    await catchUp(START + 3000)
    expect([played.length, performance.played()]).toEqual([3, 3])
    await clock.put(START + 3001)
    await catchUp(START + 3000)
    expect(played.at(-1)).toBe(3001)
  })

  it('that go by a clock which runs leave it alone', async () => {
    const running: ClockSetting = { kind: 'running', ahead: START - MACHINE }
    const { played, clock, forward, catchUp } = await begin([0, 1000], { mode: 'timed', speed: 1 }, running)
    await forward()
    await forward()
    expect([played, await clock.read()]).toEqual([[0, 0], { now: START, clock: running }])
    await clock.put(START + 5000)
    await catchUp(START)
    expect(played).toHaveLength(2)
    const timed = await begin([0, 1000], { mode: 'timed', speed: 1 })
    await timed.forward()
    await timed.forward()
    expect(timed.played).toEqual([0, 1000])
  })
})

import { describe, expect, it } from 'vitest'
import type { ClockSetting } from '../domain/state.ts'
import { begin, MACHINE, START } from './testing/begin.ts'

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

  it('that are told to go forward move also a clock that runs', async () => {
    const running: ClockSetting = { kind: 'running', ahead: START - MACHINE }
    const { played, clock, forward } = await begin([0, 1000], { mode: 'step' }, running)
    await forward()
    await forward()
    expect([played, await clock.read()]).toEqual([
      [0, 1000],
      { now: START + 1000, clock: { kind: 'running', ahead: START + 1000 - MACHINE } },
    ])
  })

  it('that are due by a clock which runs with the play wait for their time in it', async () => {
    const running: ClockSetting = { kind: 'running', ahead: START - MACHINE }
    const { played, clock, forward, catchUp } = await begin([0, 1000], { mode: 'timed', speed: 1 }, running)
    await forward()
    await clock.put(START + 5000)
    await catchUp(START)
    expect([played, (await clock.read()).now]).toEqual([[0], START + 5000])
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

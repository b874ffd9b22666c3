import { describe, expect, it } from 'vitest'
import type { Scenario } from '../contract/model/scenario.ts'
import type { ClockSetting } from '../domain/state.ts'
import { createCore } from '../mock/core.ts'
import { movableClock } from './movable-clock.ts'
import type { Pace } from './pace.ts'
import { createPerformance } from './performance.ts'
import { createQueue } from './queue.ts'
import { stepText, timeText } from './step-text.ts'
import { createSteps } from './steps.ts'
import { realTimers } from './timers.ts'

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

describe('a performance', () => {
  it('counts what was played, keeps the values of its subjects, and tells of each step and of the end', async () => {
    const { core, performance } = await begin([0, 90_000], { mode: 'step' })
    const told: unknown[] = []
    core.worlds.subscribe(({ what }) => told.push(what))
    await performance.playNext()
    const { code } = performance.values()
    expect([performance.next()?.atMs, code]).toEqual([90_000, expect.any(String)])
    await performance.playNext()
    await performance.playNext()
    expect([performance.values()['code'], performance.next(), performance.unmet()]).toEqual([code, undefined, []])
    expect(told).toEqual([
      's 0s · set meeting-room: []',
      's 1m 30s · set meeting-room: []',
      's is over: 2 steps, all as expected',
    ])
  })

  it('that has ended has no next step, plays nothing and tells nothing', async () => {
    const { core, performance } = await begin([0, 1], { mode: 'step' })
    const told: unknown[] = []
    core.worlds.subscribe(({ what }) => told.push(what))
    performance.end()
    await performance.playNext()
    performance.tell('something')
    expect([performance.next(), performance.played(), told]).toEqual([undefined, 0, []])
  })
})

it.each([
  [0, '0s'],
  [1500, '1.5s'],
  [59_999, '59.999s'],
  [60_000, '1m'],
  [125_000, '2m 5s'],
])('%i ms after the start is %s', (ms, text) => {
  expect(timeText(ms)).toBe(text)
})

it('a set is told by its subjects and their facts', () => {
  const set = { 'meeting-room': ['locked', 'full'], call: [] }
  expect(stepText({ atMs: 0, at: '', set })).toBe('set meeting-room: [locked, full], call: []')
})

describe('a queue', () => {
  it('does one thing after the other, and what fails keeps nothing else from being done', async () => {
    const [inTurn, seen] = [createQueue(), new Array<string>()]
    const first = Promise.withResolvers<string>()
    const one = inTurn(() => first.promise)
    const two = inTurn(async () => void seen.push('two'))
    const three = inTurn(() => Promise.reject(new Error('three')))
    const four = inTurn(async () => seen.push('four'))
    await Promise.resolve()
    expect(seen).toEqual([])
    first.resolve('one')
    expect(await one).toBe('one')
    await two
    await expect(three).rejects.toThrow('three')
    await four
    expect(seen).toEqual(['two', 'four'])
  })
})

it('timers call at once what is overdue, and never what was taken back; none waits longer than a platform can', async () => {
  const timers = realTimers()
  const seen: string[] = []
  timers.after(-5, () => seen.push('never'))()
  const takeBack = timers.after(2 ** 40, () => seen.push('early'))
  await new Promise<void>((resolve) => void timers.after(-5, resolve))
  await new Promise<void>((resolve) => void timers.after(1, resolve))
  takeBack()
  expect(seen).toEqual([])
})

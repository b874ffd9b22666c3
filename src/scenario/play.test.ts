import { describe, expect, it } from 'vitest'
import { failStore } from '../../tests/support/failing-store.ts'
import { scenarios } from '../contract/compiled/scenarios.js'
import { isCallStep } from '../contract/model/scenario.ts'
import { createMock } from '../in-process.ts'
import { createCore, type Core } from '../mock/core.ts'
import { setClock } from '../world/clock.ts'
import type { Pace } from './pace.ts'
import { createPlays } from './plays.ts'
import { setTimers } from './testing/set-timers.ts'
import type { Timers } from './timers.ts'

it('a step that has come due while nobody moved the clock is played where it was moved from, never before', async () => {
  const machine = setClock(Date.parse('2026-03-03T10:00:00Z'))
  await using world = await createMock({ clock: machine }).world({ clock: 'real' })
  // Guests come after 3, 8 and 15 seconds.
  const play = await world.play('guest-before-host', { steps: true })
  machine.advance(5000)
  await world.clock.advance('20s')
  const { inside } = await world.meetingRooms.get(play.values['code'] ?? '')
  expect(inside.map(({ joinedAt }) => joinedAt)).toEqual([
    '2026-03-03T10:00:05.000Z',
    '2026-03-03T10:00:08.000Z',
    '2026-03-03T10:00:15.000Z',
  ])
  expect(await world.clock.read()).toEqual({ mode: 'running', now: '2026-03-03T10:00:25.000Z' })
})

it('a play by the machine does not care for a clock that runs, however far it is moved', async () => {
  const core = createCore()
  const timers = setTimers()
  const plays = createPlays(core, timers)
  const world = await core.worlds.make('w', core.recipeOf('w', { clock: 'real' }))
  const scenario = scenarios.find(({ name }) => name === 'guest-before-host')
  if ('kind' in world || !scenario) throw new Error('there is no such world, or no such scenario')
  const play = await plays.start(world, scenario, { mode: 'timed', speed: 1 })
  const before = await core.store.change('w', ({ now }) => ({
    result: now,
    writes: [{ table: 'clock', key: '', value: { kind: 'running', ahead: 3_600_000 } }],
  }))
  await plays.clockMoved('w', before)
  expect(play.played()).toBe(1)
  await timers.pass(3000)
  expect(play.played()).toBe(2)
  plays.endAll()
})

const SCENARIO = scenarios.find(({ name }) => name === 'guest-before-host')

/** Whether something holds a world that is dropped else. */
function isHeld({ worlds }: Core): boolean {
  for (let sweep = 0; sweep < 3; sweep++) void worlds.sweep()
  return worlds.get('w') !== undefined
}

/** The scenario, played by the machine in a world of its own, whose clock runs or stands. */
async function timed(speed: number, clock: 'real' | 'seed', failsAt?: number) {
  const core = createCore({ clock: { now: () => Date.parse('2026-03-03T10:00:00Z') }, worldIdleMinutes: 0 })
  const timers = setTimers()
  const told: (string | undefined)[] = []
  core.worlds.subscribe(({ what }) => told.push(what))
  const world = await core.worlds.make('w', core.recipeOf('w', { clock }))
  if ('kind' in world || !SCENARIO) throw new Error('there is no such world, or no such scenario')
  const steps = SCENARIO.steps.map((step, n) =>
    n === failsAt && isCallStep(step) ? { ...step, call: { ...step.call, operation: 'nothing' } } : step,
  )
  const before = await core.store.change('w', ({ now }) => ({ result: now, writes: [] }))
  const play = await createPlays(core, timers).start(world, { ...SCENARIO, steps }, { mode: 'timed', speed })
  return { play, timers, told, steps, before, isThereAfterSweeps: () => isHeld(core) }
}

it('a step that fails stops a play by the machine, which says why, and no longer keeps its world', async () => {
  const { play, timers, told, isThereAfterSweeps } = await timed(1, 'seed', 2)
  await timers.pass(3_000)
  expect([play.played(), isThereAfterSweeps()]).toEqual([2, true])
  await timers.pass(60_000)
  expect(told.at(-1)).toBe('guest-before-host stopped: nothing is not served')
  expect([play.next(), timers.waiting(), isThereAfterSweeps()]).toEqual([undefined, 0, false])
})

it.each([
  ['earlier by its speed where the clock runs', 'real', 300],
  ['at its own time where the clock stands', 'seed', 3_000],
] as const)('the next step of a fast play comes %s', async (_, clock, ms) => {
  const { play, before, steps } = await timed(10, clock)
  expect(play.next()).toEqual({ step: steps[1], instant: before + ms })
})

it('the time that the first step takes counts for the next one', async () => {
  const core = createCore()
  const waits: number[] = []
  let time = 0
  const timers: Timers = {
    now: () => time,
    after(ms) {
      waits.push(ms)
      return () => {}
    },
  }
  core.worlds.subscribe(({ what }) => {
    if (what !== undefined) time += 1000
  })
  if (!SCENARIO) throw new Error('there is no such scenario')
  const play = await createPlays(core, timers).start(core.worlds.default, SCENARIO, { mode: 'timed', speed: 1 })
  expect([play.played(), waits]).toEqual([1, [2000]])
})

it('a play by the machine that is moved forward by hand waits for the step after that, and for none at its end', async () => {
  const { play, timers, steps, isThereAfterSweeps } = await timed(1, 'seed')
  await play.forward()
  await timers.pass(3_000)
  expect([play.played(), timers.waiting()]).toEqual([2, 1])
  while (play.next()) await play.forward()
  expect([play.played(), timers.waiting(), isThereAfterSweeps()]).toEqual([steps.length, 0, false])
})

describe('the world of a play', () => {
  /** Plays in a world that is swept away as soon as nothing holds it. */
  const begun = async () => {
    const core = createCore({ worldIdleMinutes: 0 })
    const timers = setTimers()
    const plays = createPlays(core, timers)
    const world = await core.worlds.make('w', core.recipeOf('w', {}))
    const scenario = SCENARIO
    if ('kind' in world || !scenario) throw new Error('there is no such world, or no such scenario')
    const start = (pace: Pace) => plays.start(world, scenario, pace)
    return { core, plays, timers, start }
  }
  const TIMED = { mode: 'timed', speed: 1 } as const

  it('is held no more by one that is stopped, though its guests cannot leave, which is said', async () => {
    const { core, plays, timers, start } = await begun()
    const play = await start(TIMED)
    await timers.pass(3_000)
    failStore(core)
    await expect(plays.stop('w')).rejects.toThrow('the store has failed')
    expect([play.next(), plays.of('w'), timers.waiting(), isHeld(core)]).toEqual([undefined, undefined, 0, false])
  })

  it('has no play after a start that failed, and nothing that holds it', async () => {
    const { core, plays, timers, start } = await begun()
    failStore(core)
    await expect(start(TIMED)).rejects.toThrow('the store has failed')
    expect([plays.of('w'), timers.waiting(), isHeld(core)]).toEqual([undefined, 0, false])
  })

  it('is not held by one step by step, for which nobody waits', async () => {
    const { core, start } = await begun()
    await start({ mode: 'step' })
    expect(isHeld(core)).toBe(false)
  })
})

import { expect, it } from 'vitest'
import { scenarios } from '../contract/compiled/scenarios.js'
import { createMock } from '../in-process.ts'
import { createCore } from '../mock/core.ts'
import { setClock } from '../world/clock.ts'
import { createPlays } from './plays.ts'
import { setTimers } from './testing/set-timers.ts'

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

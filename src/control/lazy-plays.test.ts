import { expect, it } from 'vitest'
import { scenarios } from '../contract/compiled/scenarios.js'
import { createCore } from '../mock/core.ts'
import { lazyPlays } from './lazy-plays.ts'

it('plays are loaded once, on first use, and all end together', async () => {
  const core = createCore()
  const lazy = lazyPlays(core)
  lazy.endAll()
  expect(lazy.ifAny()).toBeUndefined()
  const plays = await lazy.get()
  expect([await lazy.ifAny(), await lazy.get()]).toEqual([plays, plays])
  const [scenario] = scenarios
  if (!scenario) throw new Error('there is no scenario')
  const play = await plays.start(core.worlds.default, scenario, { mode: 'step' })
  expect(plays.of('default')).toBe(play)
  lazy.endAll()
  await lazy.get()
  expect([plays.of('default'), play.next()]).toEqual([undefined, undefined])
})

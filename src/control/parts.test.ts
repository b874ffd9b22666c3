import { describe, expect, it } from 'vitest'
import { createCore } from '../mock/core.ts'
import { createWorlds } from '../world/worlds.ts'
import { json } from './handler.ts'
import { lazyPlays } from './lazy-plays.ts'
import { watchSeatWays } from './views/seat-ways.ts'
import { createOpenEnds } from './open-ends.ts'
import { inWorld, noWorldHere, type ControlParts } from './parts.ts'

const IDLE_MS = 60

/** Parts of a control plane on an uptime that the test moves, and a handler that names its world. */
function begin() {
  const mock = createCore()
  let uptime = 0
  const worlds = createWorlds({
    store: mock.store,
    recipeOf: (name) => mock.recipeOf(name, {}),
    isExplicit: true,
    limit: 2,
    idleMs: IDLE_MS,
    uptime: () => uptime,
  })
  const core = { ...mock, worlds }
  const parts: ControlParts = {
    core,
    dataUrl: () => 'http://127.0.0.1:1',
    newName: () => 'new',
    openEnds: createOpenEnds(),
    plays: lazyPlays(core),
    ways: watchSeatWays(core),
  }
  const ask = inWorld(parts, ({ name }) => json({ name }))
  return {
    worlds,
    make: (name: string) => worlds.make(name, mock.recipeOf(name, {})),
    ask: async (world?: string) => ask({ params: world === undefined ? {} : { world }, query: {}, body: {} }),
    sweepAt: (time: number): void => {
      uptime = time
      void worlds.sweep()
    },
  }
}

describe('a handler of a world', () => {
  it('is asked with the world that is named, in small letters or in capitals', async () => {
    const { make, ask } = begin()
    void make('qa-17')
    expect(await ask('QA-17')).toMatchObject({ status: 200, body: '{"name":"qa-17"}\n' })
  })

  it.each([undefined, 'nobodys', 'no name', '__proto__'])('makes no world of the name %s', async (name) => {
    const { worlds, ask } = begin()
    expect((await ask(name)).status).toBe(404)
    expect(worlds.list()).toHaveLength(1)
  })

  it('keeps its world from being dropped for idleness, and no other', async () => {
    const { worlds, make, ask, sweepAt } = begin()
    void make('used')
    void make('left-alone')
    sweepAt(0)
    await ask('used')
    sweepAt(IDLE_MS)
    expect(worlds.list().map(({ name }) => name)).toEqual(['default', 'used'])
    sweepAt(2 * IDLE_MS)
    expect(worlds.list().map(({ name }) => name)).toEqual(['default'])
  })
})

it('a world that is not there is 404, and one too many 503', () => {
  expect(noWorldHere({ kind: 'dropped', world: 'a' }).status).toBe(404)
  const about = (world: string): string => noWorldHere({ kind: 'missing', world }).body
  expect(about('qa "17"')).toContain(JSON.stringify('There is no world "qa \\"17\\"". Make it first.'))
  expect(about('x'.repeat(80))).toContain(`\\"${'x'.repeat(80)}\\"`)
  expect(about('x'.repeat(500))).toContain(`\\"${'x'.repeat(80)}\\"`)
  const many = noWorldHere({ kind: 'too-many', limit: 2 })
  expect([many.status, JSON.parse(many.body).detail]).toEqual([
    503,
    'The maximum of 2 worlds is reached. Drop those you no longer need, or start the server with --max-worlds <number>.',
  ])
})

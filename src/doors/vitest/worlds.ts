import { afterAll, inject, it as base, type TestAPI } from 'vitest'
import { connect, type Greenroom, type WorldWish } from '../../client/connect.ts'
import type { TestWorld } from '../../client/test-world.ts'
import { Fault } from '../../fault.ts'
import type { ProvidedMock } from './provided.ts'

/** The mock of this run. Throws a Fault if the run has none. */
export function runMock(): Greenroom {
  // Undefined where no set-up provided it, whatever its type says.
  const provided: ProvidedMock | undefined = inject('greenroom')
  if (provided === undefined)
    throw new Fault(
      'this run of Vitest has no mock',
      "Add globalSetup: 'greenroom/vitest/setup' to the options `test` of vitest.config.ts.",
    )
  return connect(provided)
}

/**
 * A world for all tests of a file, dropped after the last of them. Call it at the top of the file.
 *
 * @example
 * const world = await fileWorld()
 * beforeEach(() => world.reset())
 */
export async function fileWorld(options: WorldWish = {}): Promise<TestWorld> {
  let world: TestWorld | undefined
  // Before anything is awaited, since Vitest knows only now which file this is.
  afterAll(() => world?.drop())
  world = await runMock().world(options)
  return world
}

/** What a test of this module's `it` may ask for. */
export interface WorldFixture {
  /** A world of this test alone, dropped after it. */
  readonly world: TestWorld
}

/** Vitest's `it`, with a world for each test that asks for one: `it('…', async ({ world }) => …)`. */
export const it: TestAPI<WorldFixture> = base.extend<WorldFixture>({
  // Vitest reads from the first parameter what the fixture needs: nothing.
  // oxlint-disable-next-line no-empty-pattern
  world: async ({}, use) => {
    await using world = await runMock().world()
    await use(world)
  },
})

export type { TestWorld } from '../../client/test-world.ts'

import {
  test as base,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test'
import type { TestWorld } from '../../client/test-world.ts'
import { openEntrance, type WorldEntrance } from './entrance.ts'
import type { MockChoice } from './options.ts'

/** What this module's `test` adds to Playwright's: an option, and a fixture. */
export interface GreenroomFixtures {
  /** Set in `use` of playwright.config.ts, or with `test.use`. */
  greenroom: MockChoice
  /** A world of this test alone, dropped after it. The pages of the test call into it. */
  world: TestWorld
}

type Test = TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & GreenroomFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
>

/**
 * Playwright's `test`, with a world for each test. Pages get into it by a cookie, which the proxies of dev servers pass on and
 * sockets send, too, and the fixture `request` by a header. Nothing in the app or in its URLs changes.
 */
export const test: Test = base.extend<GreenroomFixtures & { entrance: WorldEntrance }>({
  greenroom: [{}, { option: true }],
  entrance: async ({ greenroom }, use) => {
    const entrance = await openEntrance(greenroom)
    await using _dropped = entrance.world
    await use(entrance)
  },
  world: ({ entrance }, use) => use(entrance.world),
  context: async ({ context, entrance, baseURL }, use) => {
    await entrance.enter(context, baseURL)
    await use(context)
    // A poll that still waits must not be answered in a page that is gone.
    await context.unrouteAll({ behavior: 'ignoreErrors' })
  },
  request: async ({ playwright, extraHTTPHeaders, world }, use) => {
    const request = await playwright.request.newContext({ extraHTTPHeaders: { ...extraHTTPHeaders, ...world.headers } })
    await use(request)
    await request.dispose()
  },
})

export { expect } from '@playwright/test'
export type { InProcessChoice, MockChoice } from './options.ts'
export type { TestWorld } from '../../client/test-world.ts'

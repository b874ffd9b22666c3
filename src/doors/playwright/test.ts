import {
  test as base,
  type BrowserContext,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test'
import { connect } from '../../client/connect.ts'
import type { TestWorld } from '../../client/test-world.ts'
import { createMock } from '../../in-process.ts'
import { WORLD_COOKIE } from '../../mock/choose-world.ts'
import type { MockChoice } from './options.ts'
import { routeSockets } from './route-sockets.ts'
import { routeToMock } from './route-to-mock.ts'

/** What this module's `test` adds to Playwright's: an option, and a fixture. */
export interface GreenroomFixtures {
  /** Set in `use` of playwright.config.ts, or with `test.use`. */
  greenroom: MockChoice
  /** A world of this test alone, dropped after it. The pages of the test call into it. */
  world: TestWorld
}

/** How the calls of a context get into the world of its test. */
interface Entrance {
  readonly world: TestWorld
  readonly enter: (context: BrowserContext, baseURL: string | undefined) => Promise<void>
}

type Test = TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & GreenroomFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
>

/**
 * Playwright's `test`, with a world for each test. Pages get into it by a cookie, which the proxies of dev servers pass on and
 * sockets send, too, and the fixture `request` by a header. Nothing in the app or in its URLs changes.
 */
export const test: Test = base.extend<GreenroomFixtures & { entrance: Entrance }>({
  greenroom: [{}, { option: true }],
  entrance: async ({ greenroom }, use) => {
    const made = greenroom.inProcess ? inProcess(greenroom) : atServer(greenroom)
    const entrance = await made
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

async function atServer({ port, world: wish = {} }: MockChoice): Promise<Entrance> {
  const world = await connect(port === undefined ? {} : { port }).world(wish)
  const enter: Entrance['enter'] = async (context, baseURL) => {
    const hosts = ['localhost', '127.0.0.1', ...(baseURL === undefined ? [] : [new URL(baseURL).hostname])]
    const cookie = { name: WORLD_COOKIE, value: world.name, path: '/' }
    await context.addCookies([...new Set(hosts)].map((domain) => ({ ...cookie, domain })))
  }
  return { world, enter }
}

async function inProcess({ inProcess: choice = {}, world: wish = {} }: MockChoice): Promise<Entrance> {
  const { prefix = '', ...options } = choice
  const mock = createMock(options)
  const world = await mock.world(wish)
  const enter: Entrance['enter'] = async (context) => {
    const routed = { mock, world, prefix: prefix.replace(/\/+$/, '') }
    await routeToMock(context, routed)
    // After that, since the latest route is asked first.
    await routeSockets(context, routed)
  }
  return { world, enter }
}

export { expect } from '@playwright/test'
export type { InProcessChoice, MockChoice } from './options.ts'
export type { TestWorld } from '../../client/test-world.ts'

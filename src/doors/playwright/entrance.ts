import { connect } from '../../client/connect.ts'
import type { TestWorld } from '../../client/test-world.ts'
import { createMock } from '../../in-process.ts'
import { WORLD_COOKIE } from '../../mock/choose-world.ts'
import type { MockChoice } from './options.ts'
import { routeSockets } from './route-sockets.ts'
import { routeToMock } from './route-to-mock.ts'
import type { RoutedContext } from './routed-context.ts'

/** What an entrance uses of a context of Playwright. */
export interface EnteredContext extends RoutedContext {
  addCookies(
    cookies: { readonly name: string; readonly value: string; readonly domain: string; readonly path: string }[],
  ): Promise<unknown>
}

/** How the calls of a context get into the world of its test. */
export interface WorldEntrance {
  readonly world: TestWorld
  readonly enter: (context: EnteredContext, baseURL: string | undefined) => Promise<void>
}

/** A new world, of a mock in this process or of one that runs. Rejects with a Fault where none runs. */
export const openEntrance = (choice: MockChoice): Promise<WorldEntrance> =>
  choice.inProcess ? inProcess(choice) : atServer(choice)

async function atServer({ port, world: wish = {} }: MockChoice): Promise<WorldEntrance> {
  const world = await connect(port === undefined ? {} : { port }).world(wish)
  const enter: WorldEntrance['enter'] = async (context, baseURL) => {
    const hosts = ['localhost', '127.0.0.1', ...(baseURL === undefined ? [] : [new URL(baseURL).hostname])]
    const cookie = { name: WORLD_COOKIE, value: world.name, path: '/' }
    await context.addCookies([...new Set(hosts)].map((domain) => ({ ...cookie, domain })))
  }
  return { world, enter }
}

async function inProcess({ inProcess: choice = {}, world: wish = {} }: MockChoice): Promise<WorldEntrance> {
  const { prefix = '', ...options } = choice
  const mock = createMock(options)
  const world = await mock.world(wish)
  const enter: WorldEntrance['enter'] = async (context) => {
    const routed = { mock, world, prefix: prefix.replace(/\/+$/, '') }
    await routeToMock(context, routed)
    // After that, since the latest route is asked first.
    await routeSockets(context, routed)
  }
  return { world, enter }
}

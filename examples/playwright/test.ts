import { test as base } from '@playwright/test'
import { connect, type TestWorld } from 'greenroom/client'

/** Gives every test its own world, and pages whose relative URLs lead into it. */
export const test = base.extend<{ world: TestWorld }>({
  // Playwright reads from the first parameter what the fixture needs: nothing.
  // oxlint-disable-next-line no-empty-pattern
  world: async ({}, use) => {
    await using world = await connect({ port: 4010 }).world()
    await use(world)
  },
  baseURL: ({ world }, use) => use(`http://${world.name}.localhost:5173`),
})

export { expect } from '@playwright/test'

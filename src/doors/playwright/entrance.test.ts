import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { startDevMock } from '../dev-mock.ts'
import { openEntrance, type EnteredContext } from './entrance.ts'

afterEach(() => void vi.unstubAllEnvs())

/** A context of Playwright, and what it was told. */
function contextOf() {
  const cookies: unknown[] = []
  const routes: ((url: URL) => boolean)[] = []
  const socketRoutes: ((url: URL) => boolean)[] = []
  const context: EnteredContext = {
    addCookies: async (added) => void cookies.push(...added),
    route: async (isOurs) => void routes.push(isOurs),
    routeWebSocket: async (isOurs) => void socketRoutes.push(isOurs),
  }
  const takenBy = (path: string): number => routes.findLastIndex((isOurs) => isOurs(new URL(path, 'http://site.test')))
  return { context, cookies, socketRoutes, takenBy }
}

/** A mock that runs, as `connect()` finds it. */
async function running() {
  const runtime = await mkdtemp(join(tmpdir(), 'greenroom-run-'))
  vi.stubEnv('XDG_RUNTIME_DIR', runtime)
  const mock = await startDevMock({})
  onTestFinished(async () => {
    await mock.close()
    await rm(runtime, { recursive: true })
  })
  return mock.server
}

it('pages get into a world of the mock that runs by a cookie, for this machine and the site of the app', async () => {
  const { mock, port } = await running()
  for (const choice of [{}, { port, world: { salt: 'own' } }]) {
    await using world = (await openEntrance(choice)).world
    expect(mock.worlds.get(world.name)).toBeDefined()
  }
  const { world, enter } = await openEntrance({ world: { seed: 'empty' } })
  expect(await world.seed()).toMatchObject({ meetingRooms: [] })
  const { context, cookies, takenBy } = contextOf()
  await enter(context, 'https://app.test:8443/start')
  const cookie = { name: 'greenroom-world', value: world.name, path: '/' }
  expect(cookies).toEqual(['localhost', '127.0.0.1', 'app.test'].map((domain) => ({ ...cookie, domain })))
  expect(takenBy('/rooms/abc-def-ghi/join')).toBe(-1)
  await enter(context, undefined)
  await enter(context, 'http://localhost:3000')
  expect(cookies).toHaveLength(7)
})

it('without a mock that runs, there is no entrance', async () => {
  await running()
  await expect(openEntrance({ port: 1 })).rejects.toMatchObject({
    name: 'Fault',
    message: 'no greenroom is running on this machine on port 1',
  })
})

it('pages get into a world of a mock in this process by routes: of its paths, and of its sockets, asked first', async () => {
  const { world, enter } = await openEntrance({ inProcess: { edition: '2022' }, world: { seed: 'empty', salt: 's' } })
  expect(await world.seed()).toMatchObject({ meetingRooms: [] })
  const { context, cookies, socketRoutes, takenBy } = contextOf()
  await enter(context, 'http://site.test')
  expect([takenBy('/rooms/abc-def-ghi/join'), takenBy('/socket.io/?EIO=4'), takenBy('/other'), cookies]).toEqual([
    0,
    1,
    -1,
    [],
  ])
  expect(socketRoutes).toHaveLength(1)
})

it('a mock in this process is as it is wanted, and its worlds begin with its seed', async () => {
  const { world } = await openEntrance({ inProcess: { seed: 'empty' } })
  expect(await world.seed()).toMatchObject({ meetingRooms: [] })
})

it('below a prefix, however it ends, all goes to that mock', async () => {
  for (const prefix of ['/backend', '/backend//']) {
    const { context, takenBy } = contextOf()
    const { enter } = await openEntrance({ inProcess: { prefix } })
    await enter(context, undefined)
    expect([takenBy('/backend/other'), takenBy('/rooms/abc-def-ghi/join')], prefix).toEqual([0, -1])
  }
})

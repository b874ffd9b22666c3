import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type ControlledServer } from '../../src/server.ts'
import { spawnCli } from '../support/run-cli.ts'

let server: ControlledServer
/** A port of this machine that nobody listens on any more. */
let dead: string

beforeAll(async () => {
  server = await startServer({ control: true })
  await fetch(`${server.url}/rooms/lck-rom-now/join`)
  const proxy = createServer().listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  dead = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  proxy.close()
  await once(proxy, 'close')
})
afterAll(() => server.close())

/** The variables by which Node itself sends what it fetches through a proxy, also to this machine. */
const proxied = (): Readonly<Record<string, string>> => ({
  NODE_USE_ENV_PROXY: '1',
  HTTP_PROXY: dead,
  HTTPS_PROXY: dead,
  http_proxy: dead,
  https_proxy: dead,
  NO_PROXY: '',
  no_proxy: '',
})

async function expectReached(...row: readonly (string | RegExp)[]): Promise<void> {
  const [args, out] = [row.slice(0, -1).map(String), row.at(-1)]
  const env = { ...proxied(), GREENROOM_CONTROL_URL: server.control.url, GREENROOM_CONTROL_TOKEN: server.control.token }
  expect(await spawnCli(args, env)).toEqual({ code: 0, out: expect.stringMatching(out ?? ''), error: '' })
}

const TITLE = 'greenroom %s reaches a greenroom of this machine without the proxy that Node is told to use'

it.each([
  ['set', 'meeting-room: [locked]', /^code: /],
  ['play', 'full-house', /full-house/],
  ['log', /lck-rom-now/],
])(TITLE, expectReached)

// They ask by the same client.
describe('more commands', { tags: ['full'] }, () => {
  it.each([
    ['worlds', /^default /],
    ['arm', 'room-full', /room-full/],
    ['clock', /\d{4}-/],
    ['reset', /default/],
  ])(TITLE, expectReached)
})

it('greenroom serve tells that a greenroom has the port, though Node is told to use a proxy', async () => {
  const { code, error } = await spawnCli(['serve', '--port', String(server.port)], proxied())
  expect([code, error]).toEqual([2, expect.stringContaining('another greenroom')])
})

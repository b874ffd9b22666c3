import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
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

it.each([
  ['worlds', /^default /],
  ['set', 'meeting-room: [locked]', /^code: /],
  ['arm', 'room-full', /room-full/],
  ['play', 'full-house', /full-house/],
  ['clock', /\d{4}-/],
  ['log', /lck-rom-now/],
  ['reset', /default/],
])('greenroom %s reaches a greenroom of this machine without the proxy that Node is told to use', async (...row) => {
  const [args, out] = [row.slice(0, -1).map(String), row.at(-1)]
  const env = { ...proxied(), GREENROOM_CONTROL_URL: server.control.url, GREENROOM_CONTROL_TOKEN: server.control.token }
  expect(await spawnCli(args, env)).toEqual({ code: 0, out: expect.stringMatching(out ?? ''), error: '' })
})

it('greenroom serve tells that a greenroom has the port, though Node is told to use a proxy', async () => {
  const { code, error } = await spawnCli(['serve', '--port', String(server.port)], proxied())
  expect([code, error]).toEqual([2, expect.stringContaining('another greenroom')])
})

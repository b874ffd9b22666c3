import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { startServer, type RunningServer } from '../../src/server.ts'
import { launchBrowser, unseen } from '../support/browser.ts'
import { handshake } from '../support/handshake.ts'
import { patient } from '../support/sockets.ts'
import { portOf, send } from '../support/vite-app.ts'

const ALLOWED = ['null', 'capacitor://localhost', 'tauri://localhost', 'https://app.example.com']

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ corsOrigins: ALLOWED, sockets: patient })
})
afterAll(() => server.close())

describe('a page of an allowed origin may send credentials', () => {
  const NAMES = ['access-control-allow-origin', 'access-control-allow-credentials'] as const
  const granted = async (origin: string, method: string, path: string, more = {}): Promise<unknown> => {
    const { headers } = await send(server.port, path, { method, headers: { host: 'localhost', origin, ...more } })
    return NAMES.map((name) => headers[name])
  }
  const asks = { 'access-control-request-method': 'POST' }

  it.each([...ALLOWED, 'http://localhost:5173'])('%s', async (origin) => {
    const all = [
      await granted(origin, 'OPTIONS', '/rooms/abc-def-ghi/join', asks),
      await granted(origin, 'POST', '/rooms/abc-def-ghi/join'),
      await granted(origin, 'OPTIONS', '/socket.io/?EIO=4&transport=polling', asks),
      await granted(origin, 'GET', '/socket.io/?EIO=4&transport=polling'),
      await granted(origin, 'GET', '/no/such/path'),
    ]
    expect(all).toEqual(all.map(() => [origin, 'true']))
    expect(await handshake(server.port, { host: 'localhost', origin })).toBe(101)
  })

  it.each(['https://evil.test', 'capacitor://evil', 'file://', '*'])('but not one of %s', async (origin) => {
    expect(await granted(origin, 'OPTIONS', '/rooms/abc-def-ghi/join', asks)).toEqual([undefined, undefined])
    expect(await granted(origin, 'GET', '/socket.io/?EIO=4&transport=polling')).toEqual([undefined, undefined])
    expect(await handshake(server.port, { host: 'localhost', origin })).toBe(403)
  })

  it('and nobody else hears of it', async () => {
    const { headers } = await send(server.port, '/api/v1/livechat/rooms', { headers: { host: 'localhost' } })
    expect(NAMES.map((name) => headers[name])).toEqual([undefined, undefined])
  })
})

describe.skipIf(unseen !== '')(`a browser${unseen}`, { tags: ['full'] }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  it('sends the cookie that names a world from a page at another port, over HTTP and by polling', async () => {
    const app = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<title>app</title>'))
    await new Promise<void>((done) => void app.listen(0, '127.0.0.1', done))
    await using world = await server.world({ name: 'by-cookie' })
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${portOf({ httpServer: app })}/`)
    await page.evaluate("document.cookie = 'greenroom-world=by-cookie; path=/'")
    const statuses = await page.evaluate(async (mock) => {
      const call = { method: 'POST', body: '{"guestName":"Jane"}', headers: { 'content-type': 'application/json' } }
      const joined = await fetch(`${mock}/rooms/abc-def-ghi/join`, { ...call, credentials: 'include' })
      const polled = await fetch(`${mock}/socket.io/?EIO=4&transport=polling`, { credentials: 'include' })
      return [joined.status, polled.status]
    }, server.url)
    expect(statuses).toEqual([201, 200])
    expect(await world.journal.list({ operation: 'joinMeetingRoom' })).toHaveLength(1)
    await page.close()
    app.close()
  })
})

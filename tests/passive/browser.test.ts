import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { launchBrowser, unseen } from '../support/browser.ts'
import { ownFolder } from '../support/folder.ts'
import { runCli } from '../support/run-cli.ts'
import { portOf } from '../support/vite-app.ts'

const inFolder = ownFolder()

describe.skipIf(unseen !== '')(`a HAR of a session of a browser with the mock${unseen}`, { tags: ['full'] }, () => {
  let browser: Browser
  let mock: RunningServer
  let site: Server
  beforeAll(async () => {
    browser = await launchBrowser()
    mock = await startServer()
    const client = await readFile('node_modules/socket.io/client-dist/socket.io.esm.min.js', 'utf8')
    site = createServer(({ url }, response) => {
      if (url === '/client.js') response.setHeader('content-type', 'text/javascript').end(client)
      else response.setHeader('content-type', 'text/html').end('<title>app</title>')
    })
    await new Promise<void>((done) => void site.listen(0, '127.0.0.1', done))
  })
  afterAll(async () => {
    await browser.close()
    await mock.close()
    site.close()
  })

  /** What an application does: calls over HTTP, and sockets by both transports and the upgrade between them. */
  const session = (page: Page): Promise<unknown> =>
    page.evaluate(async (url) => {
      const join = (code: string, body: object): Promise<Response> =>
        fetch(`${url}/rooms/${code}/join`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      for (const code of ['abc-def-ghi', 'lck-rom-now', 'non-rom-now', 'ful-rom-now', 'end-rom-now'])
        await (await join(code, { guestName: 'Jane' })).text()
      await (await fetch(`${url}/api/v1/livechat/rooms`)).text()
      const client: string = '/client.js'
      const { io } = await import(client)
      for (const transports of [['polling'], ['websocket'], ['polling', 'websocket']]) {
        const socket = io(url, { forceNew: true, transports })
        await new Promise<void>((resolve) => socket.once('connect', resolve))
        const { engine } = socket.io
        // On a busy machine it may be upgraded before it has entered.
        if (transports.length > 1 && engine.transport.name !== 'websocket')
          await new Promise<void>((resolve) => engine.once('upgrade', resolve))
        await socket.emitWithAck('join-room', { code: 'abc-def-ghi', guestName: 'Jane' })
        await socket.emitWithAck('join-room', { code: 'lck-rom-now', guestName: 'Jane' })
        await socket.emitWithAck('leave-room', {})
        socket.close()
      }
    }, mock.url)

  it('shows each outcome that it met, and nothing that breaks the contract; a planted breach is found', async () => {
    const file = inFolder('browser.har')
    const context = await browser.newContext({ recordHar: { path: file, content: 'embed', mode: 'full' } })
    const page = await context.newPage()
    await page.goto(`http://127.0.0.1:${portOf({ httpServer: site })}/`)
    await session(page)
    await context.close()
    const honest = await runCli(['read', file, '--json'])
    const { met, breaches } = JSON.parse(honest.out)
    expect(breaches).toEqual([])
    const ways = (outcome: string): string[] =>
      met
        .filter((each: { outcome: string }) => each.outcome === outcome)
        .map((each: { transport: string }) => each.transport)
        .toSorted()
    expect(ways('room-locked')).toEqual(['http', 'polling', 'upgraded', 'websocket'])
    expect(ways('joined-as-guest')).toEqual(['http', 'polling', 'upgraded', 'websocket'])
    expect(ways('left')).toEqual(['polling', 'upgraded', 'websocket'])
    for (const outcome of ['room-full', 'room-inactive', 'room-not-found', 'not-logged-in'])
      expect(ways(outcome)).toEqual(['http'])
    expect(honest.code).toBe(0)

    const text = await readFile(file, 'utf8')
    const planted = text.replace(/(43\d+\[\{\\"statusCode\\":)403(,\\"message\\":\\"Room is locked\\"\}\])/, '$1423$2')
    expect(planted).not.toBe(text)
    await writeFile(file, planted)
    const broken = await runCli(['read', file])
    expect(broken.out).toMatch(/✗ broken {2}joinMeetingRoom\/room-locked:seen-1/)
    expect(broken.out).toContain('the status is 423, not 403')
    expect(broken.code).toBe(1)
  })
})

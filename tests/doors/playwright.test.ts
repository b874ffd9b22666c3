import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import type { TestWorld } from '../../src/client/test-world.ts'
import { routeToMock } from '../../src/doors/playwright/route-to-mock.ts'
import { routeSockets } from '../../src/doors/playwright/route-sockets.ts'
import { createMock } from '../../src/in-process.ts'
import { launchBrowser, unseen } from '../support/browser.ts'
import { patience } from '../support/patience.ts'
import { portOf } from '../support/vite-app.ts'

describe.skipIf(unseen !== '')(
  `a page whose calls are passed to a mock in process${unseen}`,
  { tags: ['full'] },
  () => {
    let browser: Browser
    let site: Server
    let world: TestWorld
    beforeAll(async () => {
      browser = await launchBrowser()
      const client = await readFile('node_modules/socket.io/client-dist/socket.io.esm.min.js', 'utf8')
      site = createServer(({ url }, response) => {
        if (url === '/client.js') response.setHeader('content-type', 'text/javascript').end(client)
        else response.setHeader('content-type', 'text/html').end(`<title>${url}</title>`)
      })
      await new Promise<void>((done) => void site.listen(0, '127.0.0.1', done))
    })
    afterAll(async () => {
      await browser.close()
      site.close()
    })

    const mock = createMock()
    beforeEach(async () => {
      world = await mock.world()
    })

    async function pageWith(prefix = ''): Promise<Page> {
      const context = await browser.newContext()
      onTestFinished(() => context.close())
      const routed = { mock, world, prefix }
      await routeToMock(context, routed)
      await routeSockets(context, routed)
      const page = await context.newPage()
      await page.goto(`http://127.0.0.1:${portOf({ httpServer: site })}/`)
      return page
    }

    /** What `fetch` in the page gets: status, outcome and text, or that it failed. */
    const call = (page: Page, url: string, body = '{"guestName":"Jane"}'): Promise<unknown> =>
      page.evaluate(
        async ([to, text]) => {
          try {
            const answer = await fetch(to, {
              method: 'POST',
              body: text,
              headers: { 'content-type': 'application/json' },
            })
            return [answer.status, answer.headers.get('greenroom-outcome'), await answer.text()]
          } catch (error) {
            return String(error)
          }
        },
        [url, body] as const,
      )
    const JOIN = '/rooms/abc-def-ghi/join'

    it('gets what the port would answer, in the world of its test', async () => {
      const page = await pageWith()
      expect(await call(page, `${JOIN}?from=mail`)).toEqual([201, 'joined-as-guest', expect.stringContaining('Jane')])
      expect(await call(page, JOIN, '{"guestName":"Zoë 🎈"}')).toEqual([
        201,
        'joined-as-guest',
        expect.stringContaining('Zoë 🎈'),
      ])
      expect(await call(page, '/rooms/lck-rom-now/join')).toEqual([403, 'room-locked', expect.any(String)])
      expect((await world.meetingRooms.get('abc-def-ghi')).inside).toHaveLength(2)
    })

    it('may call an address where nothing is, at another site', async () => {
      const page = await pageWith()
      expect(await call(page, `https://api.example.test${JOIN}`)).toEqual([201, 'joined-as-guest', expect.any(String)])
    })

    it('sees an armed end of the connection as a network error', async () => {
      const page = await pageWith()
      await world.arm('joinMeetingRoom', { reset: true }, { times: 1 })
      expect(await call(page, JOIN)).toBe('TypeError: Failed to fetch')
      expect(await call(page, JOIN)).toEqual([201, 'joined-as-guest', expect.any(String)])
    })

    it('reaches its own site with all other calls', async () => {
      const page = await pageWith()
      expect(await call(page, '/rooms/abc-def-ghi')).toEqual([200, null, '<title>/rooms/abc-def-ghi</title>'])
      await page.goto(new URL(JOIN, page.url()).href)
      expect(await page.title()).toBe(JOIN)
    })

    it('has all below a prefix answered, what no contract has with the nearest path', async () => {
      const page = await pageWith('/backend')
      expect(await call(page, `/backend${JOIN}`)).toEqual([201, 'joined-as-guest', expect.any(String)])
      expect(await call(page, '/backend/api/v1/livechat/room')).toEqual([
        404,
        null,
        expect.stringContaining('livechat/rooms'),
      ])
      expect(await call(page, JOIN)).toEqual([200, null, `<title>${JOIN}</title>`])
    })

    /** Joins in a page over Socket.IO, and keeps the connection; gives the ack, and the transport it came by. */
    const joinBySocket = (page: Page, guestName: string, options: object): Promise<unknown> =>
      page.evaluate(
        async ([guest, how]) => {
          const url: string = '/client.js'
          const { io } = await import(url)
          const socket = io(how)
          const heard: unknown[] = []
          Object.assign(globalThis, { heard })
          socket.onAny((event: unknown) => heard.push(event))
          const joined = await socket
            .timeout(30_000)
            .emitWithAck('join-room', { code: 'abc-def-ghi', guestName: guest })
          return [joined.guestName, socket.io.engine.transport.name]
        },
        [guestName, { forceNew: true, ...options }] as const,
      )
    const heardIn = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(globalThis, 'heard'))

    it.each([
      ['polling', { transports: ['polling'] }, ''],
      ['websocket', { transports: ['websocket'] }, ''],
      ['websocket', { transports: ['websocket'], path: '/backend/socket.io' }, '/backend'],
    ])(
      'joins over Socket.IO by %s with %j, hears others, and leaves when it is closed',
      async (transport, options, prefix) => {
        const page = await pageWith(prefix)
        expect(await joinBySocket(page, 'Jane', options)).toEqual(['Jane', transport])
        const other = await page.context().newPage()
        await other.goto(page.url())
        expect(await joinBySocket(other, 'John', options)).toEqual(['John', transport])
        await expect.poll(() => heardIn(page)).toEqual(['user-joined'])
        await other.close()
        await expect.poll(() => heardIn(page), { timeout: patience(60_000) }).toEqual(['user-joined', 'user-left'])
        expect((await world.meetingRooms.get('abc-def-ghi')).inside).toHaveLength(1)
      },
    )

    it('joins as the client does by itself, first by polling', async () => {
      expect(await joinBySocket(await pageWith(), 'Jane', {})).toEqual([
        'Jane',
        expect.stringMatching(/polling|websocket/),
      ])
    })
  },
)

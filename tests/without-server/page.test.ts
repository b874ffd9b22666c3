import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, unseen } from '../support/browser.ts'
import { buildPage, type BuiltFile } from '../support/page/build.ts'
import { openPage, ready } from '../support/page/open.ts'
import { until } from '../support/sockets.ts'

const PAGE = 'tests/support/page/sockets-page.ts'

/** Connects two clients in a page; the one in the room hears the other join, and leave by closing. */
const MEET = `(async (options) => {
  const connected = () => new Promise((resolve, reject) => {
    const socket = io({ forceNew: true, ...options })
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
  const [inside, guest] = [await connected(), await connected()]
  const heard = []
  inside.onAny((event, { participant, participantId }) => heard.push([event, participant?.id ?? participantId]))
  const until = async (isSo) => { while (!isSo()) await new Promise((then) => setTimeout(then, 10)) }
  await inside.emitWithAck('join-room', { code: 'abc-def-ghi', guestName: 'Ann' })
  const { id } = await guest.emitWithAck('join-room', { code: 'abc-def-ghi', guestName: 'Ben' })
  await new Promise((pinged) => guest.io.once('ping', pinged))
  if (options.transports === undefined) await until(() => guest.io.engine.transport.name === 'websocket')
  const over = guest.io.engine.transport.name
  guest.disconnect()
  await until(() => heard.length === 2)
  const locked = await inside.emitWithAck('join-room', { code: 'lck-rom-now', guestName: 'Ann' })
  inside.disconnect()
  return { over, heard: heard.map(([event, who]) => [event, who === id]), locked }
})`

/** Joins the room of two seats with one left; true: it was let in. */
const takeLastSeat = async (page: Page): Promise<unknown> => page.evaluate(`join('one-lft-rom', 'Jane')`)
const SEATED = { guestName: 'Jane', isActive: true }
const FULL = { statusCode: 400, message: 'Room is full' }

describe.skipIf(unseen !== '')(`a page with the mock in it${unseen}`, () => {
  let browser: Browser
  let files: readonly BuiltFile[]
  beforeAll(async () => {
    files = await buildPage(PAGE)
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const TITLE = "joins and hears others offline, under default-src 'self', by $options"
  const joinsAndHears = async ({ over, options }: { over: string; options: object }): Promise<void> => {
    await using page = await openPage(browser, files)
    const tab = await page.tab()
    await tab.waitForLoadState('networkidle')
    await tab.context().setOffline(true)
    expect(await tab.evaluate(`join('abc-def-ghi', 'Jane')`)).toMatchObject(SEATED)
    expect(await tab.evaluate(`${MEET}(${JSON.stringify(options)})`)).toEqual({
      over,
      heard: [
        ['user-joined', true],
        ['user-left', true],
      ],
      locked: { statusCode: 403, message: 'Room is locked' },
    })
    expect(page.complaints).toEqual([])
  }

  // It polls, then upgrades.
  it.each([{ over: 'websocket', options: {} }])(TITLE, joinsAndHears)
  it.each([
    { over: 'polling', options: { transports: ['polling'] } },
    { over: 'websocket', options: { transports: ['websocket'] } },
  ])(TITLE, { tags: ['full'] }, joinsAndHears)

  it('has a mock of its own in every tab, which begins from its seed when the tab is reloaded', async () => {
    await using page = await openPage(browser, files)
    const [one, other] = [await page.tab(), await page.tab()]
    expect(await takeLastSeat(one)).toMatchObject(SEATED)
    expect(await takeLastSeat(one)).toEqual(FULL)
    expect(await takeLastSeat(other)).toMatchObject(SEATED)
    await one.reload()
    await ready(one)
    expect(await takeLastSeat(one)).toMatchObject(SEATED)
    expect(page.served.asked.filter((path) => path === '/')).toHaveLength(3)
    expect(page.served.asked.filter((path) => path.startsWith('/rooms'))).toEqual([])
  })

  it('goes on after a reload, if it is told to, and only in its tab', async () => {
    await using page = await openPage(browser, files)
    const tab = await page.tab()
    await tab.goto(`${page.served.url}#persist`)
    await tab.reload()
    await ready(tab)
    const inSocket = `io().emitWithAck('join-room', { code: 'abc-def-ghi', guestName: 'Ann' }).then(({ id }) => id)`
    expect(await takeLastSeat(tab)).toMatchObject(SEATED)
    expect(await tab.evaluate(inSocket)).toEqual(expect.any(String))
    await tab.reload()
    await ready(tab)
    expect(await takeLastSeat(tab)).toEqual(FULL)
    const journal = `mock.attach().then(({ journal }) => journal.list()).then((calls) => calls.map(({ outcome }) => outcome))`
    expect(await tab.evaluate(journal)).toEqual(['joined-as-guest', 'connected', 'joined-as-guest', null, 'room-full'])
    const other = await page.tab()
    expect(await takeLastSeat(other)).toMatchObject(SEATED)
    expect(page.complaints).toEqual([])
  })

  it('says what is wrong where a client took WebSocket before MSW did, and polls', async () => {
    await using page = await openPage(browser, files)
    const tab = await page.tab()
    const warnings: string[] = []
    tab.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
    await tab.goto(`${page.served.url}#early`)
    await tab.reload()
    await ready(tab)
    const options = { transports: ['polling', 'websocket'] }
    expect(
      await tab.evaluate(`new Promise((then) => io(${JSON.stringify(options)}).once('connect', () => then('up')))`),
    ).toBe('up')
    await until(() => warnings.length > 0)
    expect(warnings).toEqual([expect.stringContaining("await worker.start(), then await import('./app')")])
  })
})

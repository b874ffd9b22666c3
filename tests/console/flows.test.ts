import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { executablePath, launchBrowser, unseen } from '../support/browser.ts'
import { joinRoom, showConsole } from '../support/console-page.ts'
import { runCli } from '../support/run-cli.ts'
import { connected } from '../support/redis-client.ts'
import { noRedis, startRedis } from '../support/redis-server.ts'

let browser: Browser
beforeAll(async () => {
  if (executablePath !== undefined) browser = await launchBrowser()
})
afterAll(() => browser?.close())

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name, exact: true })
const rows = (page: Page) => page.getByRole('listbox', { name: 'Calls' }).getByRole('option')
const card = (page: Page, code: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: code, exact: true }) })

describe.skipIf(executablePath === undefined)(`in the console${unseen}`, { tags: ['full'] }, () => {
  it.each(['**/worlds', '**/worlds/default'])(
    'says that it connects until it knows whether its world is there: %s',
    async (late) => {
      await using shown = await showConsole(browser)
      const page = await shown.page.context().newPage()
      const { promise: held, resolve: release } = Promise.withResolvers<void>()
      const { promise: asked, resolve: arrives } = Promise.withResolvers<void>()
      await page.route(late, async (route) => {
        arrives()
        await held
        await route.continue()
      })
      await page.goto(shown.address)
      await asked
      // Whatever it has read by now has been drawn two frames later.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
      expect(await page.getByRole('main').textContent()).toBe('Connecting…')
      release()
      await page.getByText('Live', { exact: true }).waitFor()
      expect(await page.getByText('There is no world').count()).toBe(0)
    },
  )

  it('a change is seen within moments, without a reload', async () => {
    await using shown = await showConsole(browser)
    const { page, server, world } = shown
    await tab(page, 'Rooms').click()
    const room = card(page, 'one-lft-rom')
    await room.getByText('2/3').waitFor()
    await joinRoom(server.url, 'one-lft-rom', 'Edith')
    await room.getByText('3/3').waitFor()
    await room.getByText('full', { exact: true }).waitFor()
    await world.meetingRooms.change('one-lft-rom', { isLocked: true })
    await room.getByText('locked', { exact: true }).waitFor()
    await room.getByRole('button', { name: 'Turn Edith out' }).click()
    await room.getByText('2/3').waitFor()
    await room.getByRole('textbox').fill('Hedy')
    await room.getByRole('button', { name: 'Add the guest' }).click()
    await room.getByText('by hand').waitFor()
    await page.getByRole('button', { name: 'End one-lft-rom' }).click()
    await room.getByText('inactive', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Fill one-lft-rom' }).click()
    await room.getByText('3/3').waitFor()
    // The words of `greenroom rooms`, in its order.
    expect(await room.locator('header .badge').allTextContents()).toEqual(['inactive', 'locked', 'full'])
  })

  it('an outcome is got by state in two clicks, with what a caller needs', async () => {
    await using shown = await showConsole(browser)
    const { page } = shown
    await tab(page, 'Provoke').click()
    await page.getByRole('button', { name: /room-full/ }).click()
    await page.getByRole('button', { name: 'Make it so' }).click()
    await page.getByRole('button', { name: 'Send it' }).click()
    await page.getByText('400 room-full').waitFor()
    await page.getByRole('tab', { name: 'Python' }).click()
    expect(await page.getByRole('tabpanel').textContent()).toContain('/rooms/')
    expect(shown.complaints).toEqual([])
  })

  it('bad input gets the reason beside its control, and is not lost', async () => {
    await using shown = await showConsole(browser)
    const { page } = shown
    await tab(page, 'Worlds').click()
    await page.getByLabel('Set to').fill('2026-02-30T10:00:00Z')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByRole('alert').getByText('existing date').waitFor()
    expect(await page.getByLabel('Set to').inputValue()).toBe('2026-02-30T10:00:00Z')
    await page.getByLabel('Name').fill('-')
    await page.getByRole('button', { name: 'Make', exact: true }).click()
    await page.getByRole('alert').getByText('must be a name').waitFor()
  })

  it('calls are saved as a HAR that greenroom read judges, those on sockets too', async () => {
    await using shown = await showConsole(browser)
    const { page, server } = shown
    await joinRoom(server.url, 'lck-rom-now', 'Ada')
    await tab(page, 'Try it').click()
    await page.getByRole('region', { name: 'Guest Ada' }).getByRole('button', { name: 'Join' }).click()
    await tab(page, 'Calls').click()
    await rows(page).filter({ hasText: 'join-room' }).waitFor()
    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save HAR' }).click()
    const { code, out } = await runCli(['read', await (await waiting).path(), '--json'])
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      {
        breaches: [],
        met: expect.arrayContaining([
          expect.objectContaining({ operation: 'joinMeetingRoom', outcome: 'room-locked', transport: 'http' }),
          expect.objectContaining({ operation: 'joinMeetingRoom', transport: 'websocket' }),
        ]),
      },
    ])
  })

  it('filters are in the address, so that a view can be shared', async () => {
    await using shown = await showConsole(browser)
    const { page, server } = shown
    await joinRoom(server.url, 'lck-rom-now', 'Ada')
    await joinRoom(server.url, 'abc-def-ghi', 'Ada')
    await rows(page).nth(1).waitFor()
    await page.getByLabel('Filter by status').selectOption('403')
    await expect.poll(() => rows(page).count()).toBe(1)
    expect(page.url()).toContain('status=403')
    await page.reload()
    await rows(page).first().waitFor()
    expect(await rows(page).count()).toBe(1)
  })

  it('a lost connection is shown, comes back by itself, and what was typed stays', async () => {
    await using shown = await showConsole(browser)
    const { page, server } = shown
    await joinRoom(server.url, 'abc-def-ghi', 'Ada')
    await rows(page).first().waitFor()
    await tab(page, 'Worlds').click()
    await page.getByLabel('Name').fill('typed')
    await server.close()
    await page.getByText('Connection lost').waitFor()
    const { port, token } = server.control
    await using again = await startServer({ port: server.port, control: { port, token } })
    await page.getByText('Live', { exact: true }).waitFor()
    expect(await page.getByLabel('Name').inputValue()).toBe('typed')
    // The numbers of the new mock begin again, and its calls are not mistaken for older ones.
    await joinRoom(again.url, 'lck-rom-now', 'Ada')
    await tab(page, 'Calls').click()
    await expect.poll(() => rows(page).filter({ hasText: '/join' }).count()).toBe(2)
  })

  it.skipIf(noRedis)('a world that nobody can use is listed with the reason, until it is dropped', async () => {
    await using redis = await startRedis()
    await using shown = await showConsole(browser, { data: redis.url })
    const { page, server } = shown
    await server.world({ name: 'qa-17' })
    using client = await connected(redis.url)
    for (const key of [await client.call('KEYS', '*{qa-17}*:log')].flat()) await client.call('DEL', String(key))
    await tab(page, 'Worlds').click()
    await page.reload()
    const row = page.getByRole('row').filter({ hasText: 'qa-17' })
    await row.getByRole('alert').filter({ hasText: 'the world qa-17 is damaged: its log is gone' }).waitFor()
    await row.getByRole('button', { name: 'Drop qa-17' }).click()
    await row.waitFor({ state: 'detached' })
    expect(shown.complaints).toEqual([])
  })

  it('a read-only console shows everything, and changes nothing', async () => {
    const { readOnlyToken } = await import('../../src/transport/control-guard.ts')
    const token = 't'.repeat(40)
    await using shown = await showConsole(browser)
    const { page, server } = shown
    const reading = readOnlyToken(server.control.token)
    expect(reading).not.toBe(readOnlyToken(token))
    const second = await page.context().newPage()
    await second.goto(`${server.control.url}/console/#readonly=${reading}`)
    await tab(second, 'Rooms').click()
    const lock = second.getByRole('button', { name: 'Lock abc-def-ghi' })
    await lock.waitFor()
    expect(await lock.isDisabled()).toBe(true)
    expect(await lock.getAttribute('title')).toContain('only reads')
    const forced = await fetch(`${server.control.url}/worlds/default/reset`, {
      method: 'POST',
      headers: { authorization: `Bearer ${reading}`, 'content-type': 'application/json' },
    })
    expect(forced.status).toBe(403)
  })

  it('calls are walked by arrow keys, and a button that changes its name keeps the focus', async () => {
    await using shown = await showConsole(browser)
    const { page, server } = shown
    await joinRoom(server.url, 'abc-def-ghi', 'Ada')
    await joinRoom(server.url, 'lck-rom-now', 'Ada')
    await rows(page).nth(1).waitFor()
    const focusOn = async (name: RegExp): Promise<void> => {
      for (let count = 0; count < 80; count++) {
        await page.keyboard.press('Tab')
        const found = await page.evaluate(() => {
          const { activeElement: element } = document
          return `${element?.getAttribute('aria-label') ?? ''} ${element?.textContent ?? ''}`.trim()
        })
        if (name.test(found)) return
      }
      throw new Error(`Tab reaches nothing named ${name.source}`)
    }
    await focusOn(/^Calls, oldest/)
    await page.keyboard.press('End')
    const why = page.getByRole('region', { name: 'Why' })
    await why.getByText('Locked by its host.').waitFor()
    await page.keyboard.press('ArrowUp')
    await why.getByText('The caller has a seat as a guest.').waitFor()
    await page.evaluate(() => document.querySelector<HTMLElement>('.skip')?.focus())
    await focusOn(/^Rooms$/)
    await page.keyboard.press('Enter')
    await card(page, 'abc-def-ghi').waitFor()
    await focusOn(/^Lock abc-def-ghi/)
    await page.keyboard.press('Enter')
    await card(page, 'abc-def-ghi').getByText('locked', { exact: true }).waitFor()
    const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    expect(label).toBe('Unlock abc-def-ghi')
  })
})

import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { executablePath, launchBrowser, unseen } from '../support/browser.ts'
import { joinRoom, showConsole } from '../support/console-page.ts'
import { hands } from '../support/hands.ts'

const run = promisify(execFile)

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

describe.skipIf(executablePath === undefined).each(hands)(
  `in the console, $name${unseen}`,
  { tags: ['full'] },
  ({ press, choose }) => {
    it('two guests are seen in a room, one over HTTP and one by a socket; once locked, a third is refused, and reads why', async () => {
      await using shown = await showConsole(browser)
      const { page, server } = shown
      await press(tab(page, 'Rooms'))
      await joinRoom(server.url, 'abc-def-ghi', 'Ada')
      const room = card(page, 'abc-def-ghi')
      await room.getByText('Ada').waitFor()
      await press(tab(page, 'Try it'))
      await press(page.getByRole('region', { name: 'Guest Grace' }).getByRole('button', { name: 'Join' }))
      await page.getByRole('log', { name: 'What Grace hears' }).getByText('"guestName":"Grace"').first().waitFor()
      // The guest of the page would leave with its view, so the other view is a page of its own.
      const second = await page.context().newPage()
      await second.goto(shown.address)
      await press(tab(second, 'Rooms'))
      const seen = card(second, 'abc-def-ghi')
      await seen.getByText('socket').waitFor()
      expect(await seen.getByRole('listitem').allTextContents()).toEqual(['AdaHTTP×', 'Gracesocket×'])
      await press(second.getByRole('button', { name: 'Lock abc-def-ghi', exact: true }))
      await seen.getByText('locked', { exact: true }).waitFor()
      await page.getByRole('log', { name: 'What Grace hears' }).getByText('room-locked').waitFor()
      expect((await joinRoom(server.url, 'abc-def-ghi', 'Edith')).status).toBe(403)
      await press(tab(second, 'Calls'))
      await choose(rows(second).filter({ hasText: 'room-locked' }))
      const why = second.getByRole('region', { name: 'Why' })
      await why.getByText('Locked by its host.').waitFor()
      expect(await why.locator('.rung.is-decided .name').textContent()).toBe('room-locked')
      expect(await why.locator('.rung.is-passed').count()).toBeGreaterThan(5)
      expect(await why.locator('.rung.is-held .name, .rung.is-next .name').allTextContents()).toEqual([
        'joined-as-guest',
      ])
      expect(shown.complaints).toEqual([])
    })

    it('a 429 is armed once, is listed with what is left, and is gone after the call', async () => {
      await using shown = await showConsole(browser)
      const { page, server, world } = shown
      await press(tab(page, 'Provoke'))
      await press(page.getByRole('button', { name: 'POST /api/v1/video-conference.join' }))
      await press(page.getByRole('button', { name: /rate-limited/ }))
      await press(page.getByRole('button', { name: 'Arm', exact: true }))
      await page.locator('.armed').getByText('1 call').waitFor()
      const headers = { ...world.identities.agent, 'content-type': 'application/json' }
      const url = `${server.url}/api/v1/video-conference.join`
      expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(429)
      await page.getByText('Nothing is armed').waitFor()
    })

    it('the clock is moved by five seconds', async () => {
      await using shown = await showConsole(browser)
      const { page, world } = shown
      await world.clock.set('2026-03-03T10:30:00.000Z')
      await world.clock.freeze()
      await page.getByText('2026-03-03 10:30:00').waitFor()
      await press(page.getByRole('button', { name: '+5 s: moves the clock' }))
      await page.getByText('2026-03-03 10:30:05').waitFor()
      await press(page.getByRole('button', { name: 'Run', exact: true }))
      await page.getByRole('button', { name: 'Freeze' }).waitFor()
    })

    it('a scenario is played step by step, and what came of each step is shown', async () => {
      await using shown = await showConsole(browser)
      const { page } = shown
      await press(tab(page, 'Scenarios'))
      await press(page.getByRole('button', { name: 'full-house' }))
      await press(page.getByRole('button', { name: 'Play step by step' }))
      await page.getByText('1 of 7 steps').waitFor()
      await press(page.getByRole('button', { name: 'Next step' }))
      await page.getByText('2 of 7 steps').waitFor()
      expect(await page.locator('.timeline .is-played').count()).toBe(2)
      await press(page.getByRole('button', { name: 'Stop' }))
      await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    })

    it('a copied curl gives the same answer in a fresh world', async () => {
      await using shown = await showConsole(browser)
      const { page, server, world } = shown
      const first = await fetch(`${server.url}/rooms/lck-rom-now/join`, {
        method: 'POST',
        headers: { ...world.identities.member, 'content-type': 'application/json' },
        body: '{}',
      })
      await choose(rows(page).filter({ hasText: 'room-locked' }))
      await press(page.getByRole('region', { name: 'Why' }).getByRole('button', { name: 'Copy', exact: true }))
      await page.getByText('Copied').waitFor()
      const curl = await page.evaluate(() => navigator.clipboard.readText())
      const fresh = await server.world({ seed: 'documented' })
      const { stdout } = await run('sh', ['-c', curl.replace(server.url, fresh.url)])
      expect(stdout.split('\r\n\r\n')[1]).toBe(await first.text())
      expect(stdout).toMatch(/^HTTP\/1.1 403/)
    })

    it('a snapshot is saved, loaded from its file, and compared', async () => {
      await using shown = await showConsole(browser)
      const { page, server, world } = shown
      await press(tab(page, 'Worlds'))
      await press(page.getByRole('button', { name: 'Take a snapshot' }))
      const waiting = page.waitForEvent('download')
      await press(page.getByRole('button', { name: 'Save taken 1' }))
      const file = await (await waiting).path()
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ format: 'greenroom-snapshot-1' })
      await joinRoom(server.url, 'abc-def-ghi', 'Ada')
      await press(page.getByRole('button', { name: 'Take a snapshot' }))
      await page.getByText('meetingRooms').waitFor()
      const choosing = page.waitForEvent('filechooser')
      await press(page.getByLabel('Load a file'))
      await (await choosing).setFiles(file)
      await expect.poll(async () => (await world.meetingRooms.get('abc-def-ghi')).inside).toEqual([])
      expect(shown.complaints).toEqual([])
    })
  },
)

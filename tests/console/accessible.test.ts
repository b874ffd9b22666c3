import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VIEWS } from '../../console/state/route.ts'
import { executablePath, launchBrowser, unseen } from '../support/browser.ts'
import { joinRoom, showConsole } from '../support/console-page.ts'

let browser: Browser
let axe = ''
beforeAll(async () => {
  if (executablePath !== undefined) browser = await launchBrowser()
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
})
afterAll(() => browser?.close())

/** Pixels by which the page is wider than the screen. */
const excess = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const LOOKS = [
  [1280, 'light'],
  [1280, 'dark'],
  [390, 'light'],
  [390, 'dark'],
] as const

/** Rules of WCAG 2.2, levels A and AA, and what axe holds to be good practice. */
const RUN = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`

describe.skipIf(executablePath === undefined)(`every view${unseen}`, { tags: ['full'] }, () => {
  it.each(LOOKS)('has no violation at %i px, %s', async (width, colorScheme) => {
    await using shown = await showConsole(browser, { width, colorScheme })
    const { page, server, world } = shown
    await joinRoom(server.url, 'abc-def-ghi', 'Ada')
    await joinRoom(server.url, 'lck-ful-rom', 'Ada')
    await world.arm('joinMeetingRoom', 'room-full', { times: 2 })
    await world.play('full-house', { steps: true })
    await page.evaluate(axe)
    const hashes = [
      ...VIEWS.map((view) => `#/${view}`),
      '#/calls?call=default/2',
      '#/provoke?outcome=room-locked&operation=joinMeetingRoom',
      '#/calls?world=nowhere',
    ]
    for (const hash of hashes) {
      await page.evaluate((next) => void (window.location.hash = next), hash)
      await page.locator('main.view :is(h2, h3, .missing-world, .row)').filter({ visible: true }).first().waitFor()
      expect(await page.evaluate(RUN), hash).toEqual([])
      expect(await excess(page), `${hash} is wider than the screen`).toBeLessThanOrEqual(0)
    }
    expect(shown.complaints).toEqual([])
  })

  it.each([320, 2560])('fits %i px', async (width) => {
    await using shown = await showConsole(browser, { width })
    for (const view of VIEWS) {
      await shown.page.evaluate((next) => void (window.location.hash = next), `#/${view}`)
      await shown.page.locator(`main.view-${view}`).waitFor()
      expect(await excess(shown.page), view).toBeLessThanOrEqual(0)
    }
  })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { collect } from '../../src/report/report.ts'
import { toHtmlReport } from '../../src/report/html/html-report.ts'
import { launchBrowser, executablePath, unseen } from '../support/browser.ts'
import { eventsOf, variedResults } from '../support/sample-report.ts'

// oxlint-disable-next-line require-await -- a stream that has all of its events at once
async function* events() {
  yield* eventsOf(variedResults())
}

describe.skipIf(executablePath === undefined)(`the HTML report in a browser${unseen}`, { tags: ['full'] }, () => {
  it('opens from a file at any width, in both schemes and on paper, and asks for nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-html-'))
    const file = join(folder, 'run.html')
    await writeFile(file, toHtmlReport([await collect(events())]))
    await using browser = await launchBrowser()
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('request', (request) => void (request.url().startsWith('file:') || complaints.push(request.url())))
    for (const [width, colorScheme, media] of [
      [1280, 'light', 'screen'],
      [390, 'dark', 'screen'],
      [800, 'light', 'print'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme, media })
      await page.goto(pathToFileURL(file).href)
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      expect(await page.locator('.verdict').textContent()).toContain('the credentials of host could not be used')
    }
    // What has the focus shows it.
    await page.keyboard.press('Tab')
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    // On paper, what is folded shows.
    expect(await page.getByText('host: missing, HOST_TOKEN is not set').isVisible()).toBe(true)
    expect(complaints).toEqual([])
    await rm(folder, { recursive: true })
  })
})

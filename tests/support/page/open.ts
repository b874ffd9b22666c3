import type { Browser, Page } from 'playwright-core'
import { patience } from '../patience.ts'
import type { BuiltFile } from './build.ts'
import { servePage, type ServedPage } from './serve.ts'

/** A page of a test, and a way to open it in tabs that share what a browser keeps. */
export interface OpenedPage extends AsyncDisposable {
  readonly served: ServedPage
  /** What its tabs complained about: violations of its policy, faults of its scripts. */
  readonly complaints: readonly string[]
  /** Opens it in another tab, and waits until its script says that it is ready, by its title. */
  readonly tab: () => Promise<Page>
}

/** Serves a page that was built, and opens its first tab when asked to. */
export async function openPage(browser: Browser, files: readonly BuiltFile[]): Promise<OpenedPage> {
  const served = await servePage(files)
  const context = await browser.newContext()
  const complaints: string[] = []
  return {
    served,
    complaints,
    async tab() {
      const page = await context.newPage()
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        // A refused request is no fault of the page.
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
          complaints.push(message.text())
      })
      await page.goto(served.url)
      await ready(page)
      return page
    },
    async [Symbol.asyncDispose]() {
      await context.close()
      await served[Symbol.asyncDispose]()
    },
  }
}

/** Waits until the script of a page has said by its title that it is ready. */
export const ready = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.title === 'ready', null, { timeout: patience(60_000) })

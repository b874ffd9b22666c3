import type { Browser, Page } from 'playwright-core'
import { connect, type TestWorld } from '../../src/client/connect.ts'
import { startServer, type ControlledServer } from '../../src/server.ts'

/** A mock, and a page that shows its console. */
export interface ShownConsole extends AsyncDisposable {
  readonly server: ControlledServer
  readonly world: TestWorld
  readonly page: Page
  /** What the page complained about: violations of its policy, faults of its script. */
  readonly complaints: readonly string[]
  /** The address, with the token. */
  readonly address: string
}

/** How the console is looked at. */
export interface Looking {
  readonly width?: number
  readonly colorScheme?: 'light' | 'dark'
  /** The kind of token in the address. */
  readonly as?: 'token' | 'readonly'
  readonly token?: string
  /** Where the mock keeps its worlds; in memory by default. */
  readonly data?: string
}

/** Starts a mock and opens its console, live. */
export async function showConsole(browser: Browser, looking: Looking = {}): Promise<ShownConsole> {
  const { data } = looking
  const server = await startServer({ control: true, onWarning: () => {}, ...(data === undefined ? {} : { data }) })
  const { control } = server
  const world = await connect(control).attach()
  const context = await browser.newContext({
    viewport: { width: looking.width ?? 1280, height: 860 },
    colorScheme: looking.colorScheme ?? 'light',
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    // A refused request is no fault of the page.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  const address = `${control.url}/console/#${looking.as ?? 'token'}=${looking.token ?? control.token}`
  await page.goto(address)
  await page.getByText('Live', { exact: true }).waitFor()
  return {
    server,
    world,
    page,
    complaints,
    address,
    async [Symbol.asyncDispose]() {
      await context.close()
      await server.close()
    },
  }
}

/** Sends a join of a meeting room over HTTP. */
export const joinRoom = (url: string, code: string, guestName: string): Promise<Response> =>
  fetch(`${url}/rooms/${code}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ guestName }),
  })

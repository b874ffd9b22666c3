import { execFile } from 'node:child_process'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { patience } from '../support/patience.ts'

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = BROWSERS.find((path) => existsSync(path))
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let server: RunningServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

describe('GET /', () => {
  it.each([
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html; charset=utf-8'],
    ['application/json', 'application/json'],
    ['*/*', 'application/json'],
    ['application/json, text/html', 'application/json'],
  ])('for Accept: %s answers %s', async (accept, type) => {
    const answer = await fetch(server.url, { headers: { accept } })
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('vary')]).toEqual([
      200,
      type,
      'Accept',
    ])
  })

  it('holds no script, and a policy that lets none in', async () => {
    const answer = await fetch(server.url, { headers: { accept: 'text/html' } })
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await answer.text()).not.toMatch(/<script|javascript:|\son\w+=/i)
  })

  it('gives for each outcome a command that names this server', async () => {
    const answer = await fetch(server.url)
    const {
      operations,
      events,
    }: {
      operations: { outcomes: { id: string; curl: string; sources: string[] }[] }[]
      events: { outcomes: { command: string }[] }[]
    } = await answer.json()
    const outcomes = operations.flatMap((operation) => operation.outcomes)
    expect(outcomes.length).toBeGreaterThan(30)
    for (const { command } of events.flatMap((each) => each.outcomes))
      expect(command).toMatch(new RegExp(`^npx greenroom show \\w+/[\\w-]+ --as socket --url ${server.url}$`))
    expect(events).toHaveLength(socketFaces.length)
    for (const { curl, sources } of outcomes) {
      expect(curl).toContain(server.url)
      expect(sources.length).toBeGreaterThan(0)
    }
  })
})

// Where no browser is installed there is nothing to look with, and the title says so; CI installs one.
const looked = executablePath === undefined ? `, not looked at: none of ${BROWSERS.join(', ')} is installed` : ''
describe.skipIf(executablePath === undefined)(`GET / in a browser${looked}`, () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: QUIET, timeout: patience(120_000) })
    page = await browser.newPage()
    page.setDefaultTimeout(patience(60_000))
  })
  afterAll(() => browser.close())

  const TITLE = '%i pixels wide and %s fits its width, and an anchor leads to its outcome, opened'
  const fits = async (width: number, colorScheme: 'light' | 'dark'): Promise<void> => {
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    // Each time anew: an anchor of the page that is there would load nothing.
    await page.goto(`${server.url}/?${width}#joinMeetingRoom/room-locked`)
    const room = page.locator('[id="joinMeetingRoom/room-locked"]')
    await room.waitFor({ state: 'attached' })
    expect(
      await room.locator('xpath=ancestor-or-self::details').evaluate((details) => details.hasAttribute('open')),
    ).toBe(true)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await page.evaluate('document.querySelectorAll("details").forEach((each) => (each.open = true))')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
    page.removeAllListeners()
  }

  it.each([
    [1280, 'light'],
    [320, 'dark'],
  ] as const)(TITLE, fits)
  it.each([
    [390, 'dark'],
    [320, 'light'],
  ] as const)(TITLE, { tags: ['full'] }, fits)
})

describe('what the page needs', () => {
  it('is loaded by the first visit, once for all who come at the same time', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', VISITS])
    expect(stdout).toBe('401 0\n200 200 1\n')
  })
})

/** Counts how often the cases are loaded: before a visit, and after two at once. */
const VISITS = `
import { registerHooks } from 'node:module'
let loaded = 0
registerHooks({ load: (url, context, next) => (/compiled\\/cases\\.js$/.test(url) && loaded++, next(url, context)) })
const { createMock } = await import('./src/index.ts')
const { handle } = createMock()
const status = async (path) => (await handle(new Request('http://localhost' + path))).status
console.log(await status('/api/v1/livechat/rooms'), loaded)
console.log(...(await Promise.all([status('/'), status('/')])), loaded)
`

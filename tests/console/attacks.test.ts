import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Frame, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { executablePath, QUIET, unseen } from '../support/browser.ts'
import { showConsole } from '../support/console-page.ts'
import { patience } from '../support/patience.ts'

const PAGE = '<!doctype html><title>A page that looks harmless</title><body>'
const FRAMING = `${PAGE}<iframe sandbox="allow-scripts allow-popups" srcdoc="<!doctype html><body>"></iframe>`

let browser: Browser
let attacker: Server
let port = 0
beforeAll(async () => {
  if (executablePath === undefined) return
  attacker = createServer((request, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(request.url === '/framing' ? FRAMING : PAGE),
  )
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = attacker.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
  browser = await chromium.launch({
    executablePath,
    args: [
      ...QUIET,
      '--host-resolver-rules=MAP attacker.example 127.0.0.1,MAP rebind.example 127.0.0.1',
      '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights',
    ],
    timeout: patience(60_000),
  })
})
afterAll(async () => {
  await browser?.close()
  attacker?.closeAllConnections()
  attacker?.close()
})

/** What a page can read of the console and of what it asks: nothing but that it was refused. */
const readAll = (base: string): Promise<string[]> => {
  const tried = async (path: string): Promise<string> => {
    try {
      const answer = await fetch(`${base}${path}`, {
        headers: path === '/console/' ? {} : { authorization: 'Bearer x' },
      })
      return answer.ok ? await answer.text() : ''
    } catch {
      // The browser keeps the answer to itself.
      return ''
    }
  }
  return Promise.all(
    ['/console/', '/mock', '/outcomes', '/worlds/default/seats', '/worlds/default/journal/1/decision'].map(tried),
  )
}

/** Includes the script and frames the page; whether either of them ran or is there to be read. */
const includeAll = async (base: string): Promise<string> => {
  const script = document.createElement('script')
  script.src = `${base}/console/console.js`
  const frame = document.createElement('iframe')
  frame.src = `${base}/console/`
  const ends = [script, frame].map(
    (element) =>
      new Promise<string>((resolve) => {
        element.addEventListener('load', () => resolve('load'))
        element.addEventListener('error', () => resolve('error'))
      }),
  )
  document.body.append(script, frame)
  const [ofScript] = await Promise.all(ends)
  let text = ''
  try {
    text = frame.contentDocument?.body.textContent ?? ''
  } catch {
    // Another origin.
  }
  return `${ofScript} ${text}`
}

describe.skipIf(executablePath === undefined)(`the console${unseen}`, { tags: ['full'] }, () => {
  it.each(['a page of another site', 'a frame whose origin is null', 'a page that had its name pointed here'])(
    'gives nothing to %s',
    async (stage) => {
      await using server = await startServer({ control: true })
      const { port: own, url } = server.control
      const page = await browser.newPage()
      const [base, place] = await staged(stage, page, own)
      expect(await place.evaluate(readAll, base)).toEqual(['', '', '', '', ''])
      expect((await place.evaluate(includeAll, base)).trim()).toBe('error')
      expect(url).toContain(String(own))
      await page.close()
    },
  )

  it('that another site opens has no hold on its opener, nor the opener on it', async () => {
    await using server = await startServer({ control: true })
    const page = await browser.newPage()
    await page.goto(`http://attacker.example:${port}/`)
    const waiting = page.waitForEvent('popup')
    await page.evaluate((target) => void window.open(target), `${server.control.url}/console/`)
    const popup = await waiting
    await popup.getByText('This tab has no token yet').waitFor()
    expect(await popup.evaluate(() => window.opener)).toBeNull()
    await page.close()
    await popup.close()
  })

  it('lets its token into no address, no request line, no referrer, and no entry of the history', async () => {
    await using shown = await showConsole(browser)
    const { page, server } = shown
    const { token } = server.control
    const leaks: string[] = []
    page.on('request', (request) => {
      const { referer = '' } = request.headers()
      if (`${request.url()} ${referer}`.includes(token)) leaks.push(request.url())
    })
    await page.reload()
    await page.getByText('Live', { exact: true }).waitFor()
    for (const view of ['Rooms', 'Try it', 'Worlds']) await page.getByRole('link', { name: view, exact: true }).click()
    await page.getByRole('link', { name: 'Calls', exact: true }).click()
    const client = await page.context().newCDPSession(page)
    const { entries } = await client.send('Page.getNavigationHistory')
    expect(entries.filter((each) => each.url.includes(token))).toEqual([])
    expect(page.url()).not.toContain(token)
    expect(leaks).toEqual([])
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(token)
    expect(shown.complaints).toEqual([])
  })

  it('shows what a request contains as text, never as markup', async () => {
    await using shown = await showConsole(browser)
    const { page, server } = shown
    const markup = '<img src=x onerror="window.broken = 1"><b>bold</b>'
    await fetch(`${server.url}/rooms/abc-def-ghi/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-told': markup },
      body: JSON.stringify({ guestName: markup.slice(0, 50) }),
    })
    await page.locator('.row').first().click()
    await page.locator('.rung.is-decided').waitFor()
    await page.getByRole('link', { name: 'Rooms', exact: true }).click()
    await page.getByText('<img src=x').first().waitFor()
    expect(await page.evaluate(() => Reflect.get(window, 'broken'))).toBeUndefined()
    expect(await page.locator('main img').count()).toBe(0)
  })
})

/** Goes to where the attack runs; answers how it calls the control plane, and the page or frame. */
async function staged(stage: string, page: Page, own: number): Promise<[string, Page | Frame]> {
  if (stage.includes('pointed')) {
    const url = `http://rebind.example:${own}/`
    await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: PAGE }), { times: 1 })
    await page.goto(url)
    return [url.slice(0, -1), page]
  }
  await page.goto(`http://attacker.example:${port}/${stage.includes('null') ? 'framing' : ''}`)
  const frame = page.frames().find((each) => each !== page.mainFrame())
  return [`http://127.0.0.1:${own}`, frame ?? page]
}

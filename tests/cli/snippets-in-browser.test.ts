// What is printed for Playwright is run in a browser.
import { once } from 'node:events'
import { createServer } from 'node:http'
import * as fc from 'fast-check'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import type { Face, Outcome } from '../../src/contract/model/face.ts'
import { toPlaywrightSnippet } from '../../src/report/snippets/playwright.ts'
import { anyText } from '../support/any-text.ts'
import { itAtLength } from '../support/at-length.ts'
import { patience } from '../support/patience.ts'
import { launchBrowser, unseen } from '../support/browser.ts'

/** A server that notes what is asked of it, and answers 418. */
let arrived: string[] = []
const server = createServer(({ url = '' }, response) => {
  // What a browser asks for by itself is nobody's call.
  if (url !== '/favicon.ico') arrived.push(url)
  response.writeHead(418, { 'content-type': 'text/plain' }).end('a short and stout answer')
})

describe.skipIf(unseen !== '')(`a snippet as playwright${unseen}`, () => {
  let baseUrl: string
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    baseUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
    browser = await launchBrowser()
    page = await browser.newPage()
    page.setDefaultTimeout(patience(60_000))
    await page.goto(`${baseUrl}/plain`)
  })
  afterAll(async () => {
    await browser.close()
    server.closeAllConnections()
    server.close()
  })
  beforeEach(async () => {
    await page.unrouteAll()
    arrived = []
  })

  /** Runs a snippet as a test has it: within an async function that knows `page`. */
  async function play(snippet: string): Promise<void> {
    const module = `export const play = async (page) => {\n${snippet}\n}`
    const { play: playIt }: { play: (to: Page) => Promise<void> } = await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(module)}`
    )
    await playIt(page)
  }

  const ask = (target: string, method: string): Promise<{ status: number; type: string | null; body: string }> =>
    page.evaluate(
      async ([url, how]) => {
        const answer = await fetch(url ?? '', { method: how ?? '' })
        return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() }
      },
      [target, method],
    )

  async function answers(outcomes: readonly (readonly [Face, Outcome])[]): Promise<void> {
    for (const [face, outcome] of outcomes) {
      await play(toPlaywrightSnippet(face, outcome))
      const path = face.path.replaceAll(/\{\w+\}/g, 'any-code')
      expect(await ask(path, face.method), outcome.at).toEqual({
        status: outcome.status,
        type: outcome.mediaType,
        body: outcome.example,
      })
      await page.unrouteAll()
    }
    expect(arrived).toEqual([])
  }
  const all = Object.values(faces).flatMap((each) =>
    each.flatMap((face) => face.outcomes.map((outcome) => [face, outcome] as const)),
  )

  it('answers the last documented outcome of every face with its status, media type and example', async () => {
    const last = all.filter(([face, outcome]) => outcome === face.outcomes.at(-1))
    expect(last).toHaveLength(Object.values(faces).flat().length)
    await answers(last)
  })

  it('answers every documented outcome of every face so', { tags: ['full'] }, async () => {
    expect(all.length).toBeGreaterThan(60)
    await answers(all)
  })

  it('takes any room code, query, prefix and host, and nothing that only looks like it', async () => {
    const outcome = { status: 403, mediaType: 'text/plain', example: 'routed' }
    await play(toPlaywrightSnippet({ method: 'POST', path: '/rooms/{code}/join.now' }, outcome))
    for (const target of [
      '/rooms/abc-def-ghi/join.now',
      '/rooms/%2F%20é/join.now?as=guest',
      '/~qa-17/rooms/abc/join.now#top',
      'http://elsewhere.localhost/rooms/abc/join.now',
    ])
      expect(await ask(target, 'POST'), target).toMatchObject({ status: 403, body: 'routed' })
    for (const target of [
      '/rooms/abc/join-now',
      '/rooms/join.now',
      '/rooms/a/b/join.now',
      '/rooms/abc/join.nowhere',
      '/other?at=/rooms/abc/join.now',
    ])
      expect(await ask(target, 'POST'), target).toMatchObject({ status: 418 })
  })

  it('leaves other methods to the route before it, or the server', async () => {
    const face = { method: 'POST', path: '/rooms/{code}/join' } as const
    const outcome = { status: 403, mediaType: 'text/plain', example: 'routed' }
    await play(toPlaywrightSnippet(face, outcome))
    expect(await ask('/rooms/abc/join', 'GET')).toMatchObject({ status: 418 })
    await play(toPlaywrightSnippet({ ...face, method: 'PUT' }, { ...outcome, status: 409 }))
    expect([await ask('/rooms/abc/join', 'PUT'), await ask('/rooms/abc/join', 'POST')]).toMatchObject([
      { status: 409 },
      { status: 403 },
    ])
  })

  itAtLength('answers with the body to the byte, whatever it holds', 60, async (numRuns) => {
    const holds = async (example: string): Promise<void> => {
      await play(toPlaywrightSnippet({ method: 'GET', path: '/any' }, { status: 400, mediaType: 'text/any', example }))
      // A mark at its very beginning tells a page the encoding, and is no part of the text.
      expect((await ask('/any', 'GET')).body).toBe(example.replace(/^\ufeff/, ''))
      await page.unrouteAll()
    }
    await fc.assert(fc.asyncProperty(anyText, holds), { numRuns })
  })
})

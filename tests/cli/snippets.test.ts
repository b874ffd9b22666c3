import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { promisify } from 'node:util'
import * as fc from 'fast-check'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { filler } from '../../src/contract/model/case-request.ts'
import { faces } from '../../src/contract/compiled/faces.ts'
import { toCurl } from '../../src/contract/model/curl.ts'
import { toCurlSnippet } from '../../src/report/snippets/curl.ts'
import { toFetchSnippet } from '../../src/report/snippets/fetch.ts'
import { toPlaywrightSnippet } from '../../src/report/snippets/playwright.ts'
import { toPowershellSnippet } from '../../src/report/snippets/powershell.ts'
import { toPythonSnippet } from '../../src/report/snippets/python.ts'
import type { SnippetRequest, ToSnippet } from '../../src/report/snippets/snippet.ts'

interface Arrived {
  readonly method: string
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly at: number
}

/** A server that notes what arrives, and answers 418 and a text; `/moved` leads elsewhere. */
let arrived: Arrived[] = []
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { method = '', url: target = '', headers } = request
    // What a browser asks for by itself is nobody's call.
    if (target !== '/favicon.ico')
      arrived.push({ method, target, headers, body: Buffer.concat(chunks).toString(), at: performance.now() })
    if (target === '/moved') response.writeHead(302, { location: '/elsewhere' }).end('moved')
    else response.writeHead(418, { 'content-type': 'text/plain' }).end('a short and stout answer')
  })
})
let baseUrl: string

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  baseUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  arrived = []
})

const run = promisify(execFile)
const isThere = (command: string): boolean => spawnSync(command, ['--version']).status === 0

interface Language {
  readonly name: string
  readonly write: ToSnippet
  readonly command: string
  readonly args: (program: string) => string[]
}

const languages: readonly Language[] = [
  { name: 'curl', write: toCurlSnippet, command: 'sh', args: (program) => ['-c', program] },
  {
    name: 'fetch',
    write: toFetchSnippet,
    command: process.execPath,
    args: (program) => ['--input-type=module', '-e', program],
  },
  { name: 'python', write: toPythonSnippet, command: 'python3', args: (program) => ['-c', program] },
  { name: 'powershell', write: toPowershellSnippet, command: 'pwsh', args: (program) => ['-NoProfile', '-c', program] },
]

// A proxy of this machine has no business with a server on loopback.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name) && name !== 'NODE_OPTIONS'),
)

const PLAIN: SnippetRequest = { method: 'GET', target: '/plain', headers: {}, body: null }

const NASTY = [...'\'"`\\$ \n\r\t{}()[]!%&;|<>*?#~@^=+,:/éß漢🚀\u2018\u2019\u201b\u2028\u2029\u{1b}\u{7f}\ufeff']
const anyText: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...NASTY, '${', '$(', "''", '\\n', '@', '-', 'x', 'EOF', '%s'), maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 30 }),
  )
  .map((text) => text.replaceAll('\0', ''))
const headerText = fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map((text) => text.trim())
const anyTarget = fc
  .record({ path: fc.array(anyText, { maxLength: 2 }), query: fc.array(anyText, { maxLength: 2 }) })
  .map(
    ({ path, query }) =>
      `${path.map((part) => `/x${encodeURIComponent(part)}`).join('') || '/'}${query.map((value, index) => `${index === 0 ? '?' : '&'}q[]=${encodeURIComponent(value)}`).join('')}`,
  )
const anyRequest: fc.Arbitrary<SnippetRequest> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    target: anyTarget,
    token: headerText,
    body: anyText,
  })
  .map(({ method, target, token, body }) => ({
    method,
    target,
    headers: { 'X-Auth-Token': token, ...(method === 'GET' ? {} : { 'Content-Type': 'text/x-any' }) },
    body: method === 'GET' ? null : body,
  }))

// How a client writes what a URL holds either way, such as a quote or a bracket, is its own business.
const sameUrl = (target: string): string => decodeURIComponent(new URL(target, baseUrl).href)

const BODY = 'O\'Hara said "hello" for $5'

describe.each(languages)('a snippet as $name', ({ write, command, args }) => {
  const needed = command === 'sh' ? 'curl' : command
  const missing = isThere(needed) ? '' : `, not run: ${needed} is not installed`
  const runs = async (requests: readonly SnippetRequest[], env: Record<string, string> = {}): Promise<string> => {
    const { stdout } = await run(command, args(write(requests, { baseUrl })), { env: { ...environment, ...env } })
    return stdout
  }

  describe.skipIf(missing !== '')(`when it is run${missing}`, { timeout: 60_000 }, () => {
    it('sends method, target, headers and body to the byte, whatever they hold', async () => {
      const holds = async (requests: readonly SnippetRequest[]): Promise<void> => {
        arrived = []
        await runs(requests)
        expect(arrived).toHaveLength(requests.length)
        for (const [index, { method, target, headers, body }] of requests.entries()) {
          expect(arrived[index]).toMatchObject({ method, body: body ?? '' })
          expect(sameUrl(arrived[index]?.target ?? '')).toBe(sameUrl(typeof target === 'string' ? target : ''))
          for (const [name, value] of Object.entries(headers))
            expect(arrived[index]?.headers[name.toLowerCase()]).toBe(value)
        }
      }
      await fc.assert(fc.asyncProperty(fc.array(anyRequest, { minLength: 10, maxLength: 15 }), holds), { numRuns: 12 })
    })

    it('prints status and body, of a refusal too', async () => {
      const printed = await runs([PLAIN])
      expect(printed).toContain('418')
      expect(printed).toContain('a short and stout answer')
    })

    it('puts what variables hold into target, headers and body, and shows none of it', async () => {
      const env = { ROOM_ID: 'gMMeBpWyLeowCrzBv', RC_TOKEN: '\'s3cret\' "$HOME" `id` $(id) \\' }
      const request: SnippetRequest = {
        method: 'POST',
        target: ['/rooms/', { env: 'ROOM_ID' }, '/join?of=', { env: 'ROOM_ID' }],
        headers: { 'Content-Type': 'application/json', Authorization: ['Bearer ', { env: 'RC_TOKEN' }] },
        body: ['{"roomId":"', { env: 'ROOM_ID' }, '"}'],
      }
      await runs([request], env)
      expect(arrived[0]).toMatchObject({
        target: `/rooms/${env.ROOM_ID}/join?of=${env.ROOM_ID}`,
        headers: { authorization: `Bearer ${env.RC_TOKEN}` },
        body: `{"roomId":"${env.ROOM_ID}"}`,
      })
    })

    it('sends a request as often as it says, after the time it says, and one after the other', async () => {
      await runs([PLAIN, { ...PLAIN, target: '/again', times: 3, waitMs: 1000 }, { ...PLAIN, target: '/last' }])
      expect(arrived.map(({ target }) => target)).toEqual(['/plain', '/again', '/again', '/again', '/last'])
      expect((arrived[1]?.at ?? 0) - (arrived[0]?.at ?? 0)).toBeGreaterThanOrEqual(990)
    })

    it('follows no redirect, which would take a token along', async () => {
      await runs([{ ...PLAIN, target: '/moved', headers: { 'X-Auth-Token': 'token' } }])
      expect(arrived.map(({ target }) => target)).toEqual(['/moved'])
    })

    it('makes a body of a hundred kilobytes', async () => {
      const headers = { 'Content-Type': 'application/json' }
      await runs([{ ...PLAIN, method: 'POST', headers, body: filler(102_401) }])
      expect(arrived[0]?.body).toBe(filler(102_401))
    })
  })

  it('does not print a body of a hundred kilobytes', () => {
    expect(write([{ ...PLAIN, method: 'POST', body: filler(102_401) }], { baseUrl }).length).toBeLessThan(1500)
  })
})

describe('a snippet as powershell, as it is written', () => {
  const written = (request: Partial<SnippetRequest>): string =>
    toPowershellSnippet([{ ...PLAIN, ...request }], { baseUrl: 'http://127.0.0.1:4010' })

  it('is one line', () => {
    expect(written({ method: 'POST', headers: { 'X-User-Id': 'me', 'Content-Type': 'text/plain' }, body: BODY })).toBe(
      `Invoke-WebRequest -Uri 'http://127.0.0.1:4010/plain' -Method POST -Headers @{ 'X-User-Id' = 'me'; 'Content-Type' = 'text/plain' } -Body 'O''Hara said "hello" for $5' -SkipHttpErrorCheck -SkipHeaderValidation -MaximumRedirection 0 | ForEach-Object { $_.StatusCode; $_.Content }`,
    )
  })

  it('doubles every quote that PowerShell takes for a single one, and leaves all else alone', () => {
    expect(written({ body: `a'b$c\`d"e\n` })).toContain(`-Body 'a''b$c\`d"e\n' -`)
    expect(written({ body: '\u2018\u2019\u201a\u201b' })).toContain(
      `'\u2018\u2018\u2019\u2019\u201a\u201a\u201b\u201b'`,
    )
  })

  it('sends what is not ASCII as UTF-8, which older versions do not by themselves', () => {
    expect(written({ body: 'é' })).toContain(`-Body ([Text.Encoding]::UTF8.GetBytes('é')) -`)
  })

  it('names variables, and repeats', () => {
    expect(written({ target: ['/rooms/', { env: 'CODE' }], times: 3 })).toMatch(
      /^1\.\.3 \| ForEach-Object \{ Invoke-WebRequest -Uri \('http:\/\/127\.0\.0\.1:4010\/rooms\/' \+ \$env:CODE\) -Method GET .* \}$/,
    )
    expect(written({ headers: { 'X-Auth-Token': [{ env: 'RC_TOKEN' }] } })).toContain(
      `@{ 'X-Auth-Token' = $env:RC_TOKEN }`,
    )
    expect(written({ waitMs: 5000 })).toMatch(/^Start-Sleep -Milliseconds 5000\n/)
  })
})

describe('a command for curl', () => {
  it('reads no file for a body that begins like a file name to curl', () => {
    expect(toCurl({ ...PLAIN, method: 'POST', body: '@/etc/hosts' }, { baseUrl })).toContain(`--data-raw '@/etc/hosts'`)
  })

  it('sends a header without a value', async () => {
    await run('sh', ['-c', toCurl({ ...PLAIN, headers: { 'X-Empty': '' } }, { baseUrl })], { env: environment })
    expect(arrived[0]?.headers['x-empty']).toBe('')
  })

  it('sends a body of filler as often as it says', async () => {
    const request = { ...PLAIN, method: 'POST', body: filler(2000) }
    await run('sh', ['-c', toCurl(request, { baseUrl, times: 2 })], { env: environment })
    expect(arrived.map(({ body }) => body)).toEqual([filler(2000), filler(2000)])
  })
})

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = BROWSERS.find((path) => existsSync(path))
const QUIET = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']

// Where no browser is installed there is nothing to route in, and the title says so; CI installs one.
const unseen = executablePath === undefined ? `, not run: none of ${BROWSERS.join(', ')} is installed` : ''
describe.skipIf(executablePath === undefined)(`a snippet as playwright${unseen}`, { timeout: 60_000 }, () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: QUIET })
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    page = await browser.newPage()
    await page.goto(`${baseUrl}/plain`)
    arrived = []
    return () => page.close()
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

  it('answers every documented outcome of every face with its status, media type and example', async () => {
    for (const face of Object.values(faces).flat())
      for (const outcome of face.outcomes) {
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

  it('answers with the body to the byte, whatever it holds', async () => {
    const holds = async (example: string): Promise<void> => {
      await play(toPlaywrightSnippet({ method: 'GET', path: '/any' }, { status: 400, mediaType: 'text/any', example }))
      // A mark at its very beginning tells a page the encoding, and is no part of the text.
      expect((await ask('/any', 'GET')).body).toBe(example.replace(/^\ufeff/, ''))
      await page.unrouteAll()
    }
    await fc.assert(fc.asyncProperty(anyText, holds), { numRuns: 60 })
  })
})

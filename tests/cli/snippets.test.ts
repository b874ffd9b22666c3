// What is printed for people to paste is run: what arrives is what was meant, to the byte.
import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { promisify } from 'node:util'
import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { filler } from '../../src/contract/model/case-request.ts'
import { toCurl } from '../../src/contract/model/curl.ts'
import { toCurlSnippet } from '../../src/report/snippets/curl.ts'
import { toFetchSnippet } from '../../src/report/snippets/fetch.ts'
import { toPowershellSnippet } from '../../src/report/snippets/powershell.ts'
import { toPythonSnippet } from '../../src/report/snippets/python.ts'
import type { SnippetRequest, ToSnippet } from '../../src/report/snippets/snippet.ts'
import { anyText } from '../support/any-text.ts'
import { itAtLength } from '../support/at-length.ts'

interface Arrived {
  readonly method: string
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A server that notes what arrives, and answers 418 and a text; `/moved` leads elsewhere. */
let arrived: Arrived[] = []
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { method = '', url: target = '', headers } = request
    arrived.push({ method, target, headers, body: Buffer.concat(chunks).toString() })
    if (target === '/moved') response.writeHead(302, { location: '/elsewhere' }).end('moved')
    else response.writeHead(418, { 'content-type': 'text/plain' }).end('a short and stout answer')
  })
})
let baseUrl: string

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  baseUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const run = promisify(execFile)
const isThere = (command: string): boolean => spawnSync(command, ['--version']).status === 0

interface Language {
  readonly name: string
  readonly write: ToSnippet
  readonly command: string
  readonly args: (program: string) => string[]
  /** How it waits for a second and a half. */
  readonly waits: string
}

const languages: readonly Language[] = [
  // Not every shell's `sleep` takes fractions.
  { name: 'curl', write: toCurlSnippet, command: 'sh', args: (program) => ['-c', program], waits: 'sleep 2\ncurl' },
  {
    name: 'fetch',
    write: toFetchSnippet,
    command: process.execPath,
    args: (program) => ['--input-type=module', '-e', program],
    waits: 'await new Promise((resolve) => setTimeout(resolve, 1500))\nawait fetch',
  },
  {
    name: 'python',
    write: toPythonSnippet,
    command: 'python3',
    args: (program) => ['-c', program],
    waits: 'time.sleep(1.5)\nrequest',
  },
  {
    name: 'powershell',
    write: toPowershellSnippet,
    command: 'pwsh',
    args: (program) => ['-NoProfile', '-c', program],
    waits: 'Start-Sleep -Milliseconds 1500\nInvoke-WebRequest',
  },
]

// A proxy of this machine has no business with a server on loopback.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name) && name !== 'NODE_OPTIONS'),
)

const PLAIN: SnippetRequest = { method: 'GET', target: '/plain', headers: {}, body: null }
const JSON_TYPE = { 'Content-Type': 'application/json' }
const VARIABLES = { ROOM_ID: 'gMMeBpWyLeowCrzBv', RC_TOKEN: '\'s3cret\' "$HOME" `id` $(id) \\' }

/** What a program is to send, in one go. */
const REQUESTS: readonly SnippetRequest[] = [
  PLAIN,
  {
    method: 'POST',
    target: ['/rooms/', { env: 'ROOM_ID' }, '/join?of=', { env: 'ROOM_ID' }],
    headers: { ...JSON_TYPE, Authorization: ['Bearer ', { env: 'RC_TOKEN' }] },
    body: ['{"roomId":"', { env: 'ROOM_ID' }, '"}'],
  },
  { ...PLAIN, target: '/again', times: 3 },
  { ...PLAIN, target: '/moved', headers: { 'X-Auth-Token': 'token' } },
  { ...PLAIN, target: '/large', method: 'POST', headers: JSON_TYPE, body: filler(102_401) },
  { ...PLAIN, target: '/last' },
]

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

describe.each(languages)('a snippet as $name', ({ write, command, args, waits }) => {
  const needed = command === 'sh' ? 'curl' : command
  const missing = isThere(needed) ? '' : `, not run: ${needed} is not installed`
  const runs = async (requests: readonly SnippetRequest[], env: Record<string, string> = {}): Promise<string> => {
    const { stdout } = await run(command, args(write(requests, { baseUrl })), { env: { ...environment, ...env } })
    return stdout
  }

  describe.skipIf(missing !== '')(`when it is run${missing}`, () => {
    let printed: string
    let all: readonly Arrived[]
    beforeAll(async () => {
      arrived = []
      printed = await runs(REQUESTS, VARIABLES)
      all = arrived
    })

    it('sends one request after the other, each as often as it says, and follows no redirect, which would take a token along', () => {
      expect(all.map(({ method, target }) => `${method} ${target}`)).toEqual([
        'GET /plain',
        'POST /rooms/gMMeBpWyLeowCrzBv/join?of=gMMeBpWyLeowCrzBv',
        'GET /again',
        'GET /again',
        'GET /again',
        'GET /moved',
        'POST /large',
        'GET /last',
      ])
    })

    it('prints status and body, of a refusal too', () => {
      expect(printed).toContain('418')
      expect(printed).toContain('a short and stout answer')
    })

    it('puts what variables hold into target, headers and body, and shows none of it', () => {
      expect(all[1]).toMatchObject({
        headers: { authorization: `Bearer 's3cret' "$HOME" \`id\` $(id) \\` },
        body: '{"roomId":"gMMeBpWyLeowCrzBv"}',
      })
      expect(write(REQUESTS, { baseUrl })).not.toContain('s3cret')
    })

    it('makes a body of a hundred kilobytes', () => {
      expect(all[6]?.body).toHaveLength(102_401)
      expect(all[6]?.body).toMatch(/^\{"filler":"0+"\}$/)
    })

    itAtLength('sends method, target, headers and body to the byte, whatever they hold', 12, async (numRuns) => {
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
      await fc.assert(fc.asyncProperty(fc.array(anyRequest, { minLength: 10, maxLength: 15 }), holds), { numRuns })
    })
  })

  it('waits before a request for as long as it says', () => {
    const text = write([PLAIN, { ...PLAIN, target: '/later', waitMs: 1500 }], { baseUrl: 'http://localhost' })
    expect(text.split('/plain')[1]).toContain(`\n${waits}`)
  })

  it('does not print a body of a hundred kilobytes', () => {
    expect(write([{ ...PLAIN, method: 'POST', body: filler(102_401) }], { baseUrl }).length).toBeLessThan(1500)
  })
})

describe('a command for curl', () => {
  beforeEach(() => {
    arrived = []
  })

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

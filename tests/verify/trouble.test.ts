import { once } from 'node:events'
import type { RequestListener, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { makeFolder, runVerify, startForeign } from '../support/run-verify.ts'
import { certify } from '../support/tls.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

const portOf = (address: ReturnType<ReturnType<typeof createServer>['address']>): number =>
  typeof address === 'object' && address ? address.port : 0

/** A port on which connections are taken and nothing is ever said. */
async function startSilent(): Promise<AsyncDisposable & { url: string }> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}

/** A server whose certificate nobody vouches for. */
async function startUntrusted(): Promise<AsyncDisposable & { url: string }> {
  const server = createTlsServer(certify({ name: 'nobody', host: 'localhost' }), (_, response) => response.end())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `https://localhost:${portOf(server.address())}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Runs, and expects exit code 3 with one sentence of reason, at once, and no stack. */
async function expectUnreachable(url: string, reason: RegExp, ...args: readonly string[]): Promise<void> {
  const begin = performance.now()
  const { code, out, error } = await runVerify([url, '--quiet', ...args])
  expect(out).toMatch(reason)
  expect(out.match(reason)).toHaveLength(1)
  expect(out + error).not.toMatch(/^\s+at |this should not have happened/m)
  expect(code).toBe(3)
  expect(performance.now() - begin).toBeLessThan(5000)
}

describe('a target that cannot be reached', () => {
  it('exits 3 with the name that cannot be resolved', () =>
    expectUnreachable('https://greenroom-test.invalid', /unreachable: The host name of greenroom-test\.invalid:443 .*/))

  it('exits 3 with the port that nothing listens on', () =>
    expectUnreachable('http://127.0.0.1:1', /unreachable: Nothing takes connections at 127\.0\.0\.1:1 .*/))

  it('exits 3 with what is wrong with a certificate', async () => {
    await using server = await startUntrusted()
    await expectUnreachable(server.url, /unreachable: No trusted connection .*self-signed.*/)
  })

  it('exits 3 with how long it has waited for an answer', async () => {
    await using server = await startSilent()
    await expectUnreachable(server.url, /unreachable: No complete answer .* within 300 ms.*/, '--timeout', '300')
  })

  it('gives the next step no word where there was nothing to learn', async () => {
    const { out } = await runVerify(['http://127.0.0.1:1'])
    expect(out).not.toContain('target init')
  })
})

it('stops asking a server that answers 503 to everything', async () => {
  await using server = await startForeign((_, response) => response.writeHead(503).end())
  const { code, out } = await runVerify([server.url])
  expect(out).toContain('nothing more was sent after trouble 10 times in a row')
  expect(server.requests()).toBeLessThan(30)
  expect(code).toBe(3)
})

const AGENT_TOKEN = 'what-an-agent-has-been-given'

it('ends by itself when a server dies in the middle of a run', async () => {
  let answered = 0
  await using server = await startForeign((request, response) => {
    answered += 1
    if (answered > 5) request.socket.destroy()
    else if (request.headers['x-auth-token'] === AGENT_TOKEN)
      response.writeHead(400, JSON_TYPE).end('{"success":false,"error":"The required \'roomId\' is missing"}')
    else answerNotLoggedIn(response)
  })
  await using folder = await makeFolder()
  const agent = '{ headers: { X-User-Id: { env: AGENT_ID }, X-Auth-Token: { env: AGENT_TOKEN } } }'
  const target = `url: ${server.url}\nidentities: { agent: ${agent} }\nlimits: { joinLivechatRoom: none }\n`
  const file = await folder.write('target.yaml', target)
  const { code, out } = await runVerify(['--target', file, '--case', 'joinLivechatRoom'], {
    AGENT_ID: 'anAgentOfTheTests',
    AGENT_TOKEN,
  })
  expect(answered).toBeGreaterThan(5)
  expect(out).toContain('environment')
  expect(out).toContain('nothing more was sent after trouble 10 times in a row')
  expect(server.requests()).toBeLessThan(20)
  expect([1, 3]).toContain(code)
})

const NOT_LOGGED_IN = '{"status":"error","message":"You must be logged in to do this."}'
const answerNotLoggedIn = (response: ServerResponse): void => void response.writeHead(401, JSON_TYPE).end(NOT_LOGGED_IN)

const refuseWith =
  (body: string | Buffer, headers: Readonly<Record<string, string>> = JSON_TYPE): RequestListener =>
  (_, response) =>
    void response.writeHead(401, headers).end(body)

/** Writes again and again for as long as somebody reads, until so many bytes are out. */
const pour =
  (chunk: Buffer, bytes: number): RequestListener =>
  (_, response) => {
    response.writeHead(401, JSON_TYPE)
    let sent = 0
    const more = (): void => {
      while (sent < bytes) {
        sent += chunk.length
        if (!response.write(chunk)) return void response.once('drain', more)
      }
      response.end()
    }
    more()
  }

const drip: RequestListener = (_, response) => {
  response.writeHead(401, JSON_TYPE)
  const timer = setInterval(() => response.write(' '), 50)
  response.on('close', () => clearInterval(timer))
}

const BINARY = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7) % 256))
const nested = (open: string, close: string): string => open.repeat(100_000) + close.repeat(100_000)
const manyHeaders = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`x-${at}`, 'much']))

/** What a hostile target does; `broken`: it is judged, and no outcome holds; `trouble`: it could not be judged. */
const HOSTILE: readonly (readonly [string, RequestListener, 'broken' | 'trouble'])[] = [
  ['a body of 50 MB', pour(Buffer.alloc(1_000_000, ' '), 50_000_000), 'trouble'],
  ['a body without end', pour(Buffer.alloc(1000, ' '), Number.POSITIVE_INFINITY), 'trouble'],
  ['a body that comes drop by drop', drip, 'trouble'],
  [
    'a body that unpacks to 200 MB',
    refuseWith(gzipSync(Buffer.alloc(200_000_000)), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
    'trouble',
  ],
  ['a coding that the body is not in', refuseWith('{}', { ...JSON_TYPE, 'content-encoding': 'gzip' }), 'trouble'],
  ['10,000 headers', refuseWith(NOT_LOGGED_IN, { ...JSON_TYPE, ...manyHeaders }), 'trouble'],
  ['what is no HTTP', ({ socket }) => void socket.end('220 mail.example.org ESMTP\r\n'), 'trouble'],
  ['arrays 100,000 deep', refuseWith(nested('[', ']')), 'broken'],
  ['objects 100,000 deep', refuseWith(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`), 'broken'],
  ['depth without an end', refuseWith('{"a":'.repeat(100_000)), 'broken'],
  [
    'members called __proto__',
    refuseWith('{"__proto__":{"status":"error"},"constructor":1,"toString":null}'),
    'broken',
  ],
  ['a member that comes twice', refuseWith(NOT_LOGGED_IN.replace('{', '{"status":"success",')), 'broken'],
  ['bytes that are no text', refuseWith(BINARY), 'broken'],
  ['a text of a million escapes', refuseWith(JSON.stringify({ status: '\n'.repeat(1_000_000) })), 'broken'],
  ['a member name of 5 MB', refuseWith(JSON.stringify({ ['k'.repeat(5_000_000)]: 1 })), 'broken'],
  ['null', refuseWith('null'), 'broken'],
  ['nothing', refuseWith(''), 'broken'],
]

/** A case that needs neither a secret nor a situation. */
const HARMLESS = ['--case', 'joinLivechatRoom/not-logged-in:before-missing-room-id', '--gate', 'all']

describe('a hostile target', () => {
  it.each(HOSTILE)('does not bring the run down by %s', async (_title, answer, comesTo) => {
    await using server = await startForeign(answer)
    const before = process.memoryUsage().rss
    const { code, out, error } = await runVerify([server.url, '--timeout', '500', '--retries', '1', ...HARMLESS])
    expect(error).toBe('')
    expect(code).toBe({ broken: 1, trouble: 3 }[comesTo])
    expect(out.length).toBeLessThan(50_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20)
  })

  it('is not followed where it redirects to', async () => {
    await using elsewhere = await startForeign((_, response) => answerNotLoggedIn(response))
    await using server = await startForeign((_, response) =>
      response.writeHead(302, { location: `${elsewhere.url}/api` }).end(),
    )
    const { code } = await runVerify([server.url, ...HARMLESS])
    expect(server.requests()).toBeGreaterThan(0)
    expect(elsewhere.requests()).toBe(0)
    expect(code).toBe(1)
  })

  it('is not waited for on behalf of cases that are never sent', async () => {
    await using server = await startForeign((_, response) => response.writeHead(418, JSON_TYPE).end('{}'))
    const begin = performance.now()
    await runVerify([server.url, '--case', 'joinLivechatRoom'])
    expect(performance.now() - begin).toBeLessThan(5000)
  })
})

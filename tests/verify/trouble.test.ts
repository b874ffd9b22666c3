import { once } from 'node:events'
import type { RequestListener, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Ran } from '../support/run-cli.ts'
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

/** Runs, and expects exit code 3 with one sentence of reason, and no stack. */
async function expectUnreachable(url: string, reason: RegExp, ...args: readonly string[]): Promise<void> {
  const { code, out, error } = await runVerify([url, '--quiet', ...args])
  expect(out).toMatch(reason)
  expect(out.match(reason)).toHaveLength(1)
  expect(out + error).not.toMatch(/^\s+at |this should not have happened/m)
  expect(code).toBe(3)
}

describe('a target that cannot be reached', () => {
  it('exits 3 with the name that cannot be resolved', () =>
    expectUnreachable('https://greenroom-test.invalid', /unreachable: The host name in greenroom-test\.invalid:443 .*/))

  it('exits 3 with the port that nothing listens on', () =>
    expectUnreachable('http://127.0.0.1:1', /unreachable: Nothing accepts connections at 127\.0\.0\.1:1 .*/))

  it('exits 3, even for a case that could not have been played', () =>
    expectUnreachable(
      'http://127.0.0.1:1',
      /unreachable: Nothing accepts connections at 127\.0\.0\.1:1 .*/,
      '--case',
      'joinLivechatRoom/joined',
    ))

  it('exits 3 with what is wrong with a certificate', async () => {
    await using server = await startUntrusted()
    await expectUnreachable(server.url, /unreachable: No trusted connection .*self-signed.*/)
  })

  it('exits 3 with how long it has waited for an answer', async () => {
    await using server = await startSilent()
    await expectUnreachable(server.url, /unreachable: No complete answer .* within 50 ms.*/, '--timeout', '50')
  })

  it('gives the next step no word where there was nothing to learn', async () => {
    const { out } = await runVerify(['http://127.0.0.1:1'])
    expect(out).not.toContain('target init')
  })
})

it('stops asking a server that answers 503 to everything, and advises no target file', async () => {
  await using server = await startForeign((_, response) => response.writeHead(503).end())
  await using folder = await makeFolder()
  const file = await folder.write('target.yaml', `url: ${server.url}\n`)
  const { code, out } = await runVerify(['--target', file, '--retries', '1'])
  expect(out).not.toContain('target init')
  expect(out).toContain('nothing more was sent after trouble 10 times in a row')
  expect(server.requests()).toBeLessThan(30)
  expect(code).toBe(3)
})

const AGENT_TOKEN = 'what-an-agent-has-been-given'

/** Answers some requests; then each connection breaks, which `dying` is told of. */
const dyingAfter = (most: number, dying: () => void): RequestListener => {
  let answered = 0
  return (request, response) => {
    answered += 1
    if (answered > most) {
      request.socket.destroy()
      dying()
    } else if (request.headers['x-auth-token'] === AGENT_TOKEN)
      response.writeHead(400, JSON_TYPE).end('{"success":false,"error":"The required \'roomId\' is missing"}')
    else answerNotLoggedIn(response)
  }
}

/** Verifies what it has of one operation, with an agent. */
async function verifyAsAgent(url: string): Promise<Ran> {
  await using folder = await makeFolder()
  const agent = '{ headers: { X-User-Id: { env: AGENT_ID }, X-Auth-Token: { env: AGENT_TOKEN } } }'
  const target = `url: ${url}\nidentities: { agent: ${agent} }\nlimits: { joinLivechatRoom: none }\n`
  const file = await folder.write('target.yaml', target)
  return await runVerify(['--target', file, '--case', 'joinLivechatRoom', '--retries', '1'], {
    AGENT_ID: 'anAgentOfTheTests',
    AGENT_TOKEN,
  })
}

it('ends by itself when a server breaks every connection in the middle of a run', async () => {
  await using server = await startForeign(dyingAfter(5, () => {}))
  const { code, out } = await verifyAsAgent(server.url)
  expect(server.requests()).toBeGreaterThan(5)
  expect(out).toContain('environment')
  expect(out).toContain('nothing more was sent after trouble 10 times in a row')
  expect(server.requests()).toBeLessThan(20)
  expect([1, 3]).toContain(code)
})

it('names the case that a server died of', async () => {
  const died = Promise.withResolvers<void>()
  const server = await startForeign(dyingAfter(5, died.resolve))
  void died.promise.then(() => server[Symbol.asyncDispose]())
  const { code, out } = await verifyAsAgent(server.url)
  const CASE = String.raw`joinLivechatRoom\/[\w:-]+`
  expect(out).toMatch(new RegExp(`the target stopped accepting connections at ${CASE}; its log may say why`))
  expect(out).toMatch(new RegExp(`trouble 10 times in a row, which began with ${CASE}; the last`))
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
  const timer = setInterval(() => response.write(' '), 10)
  response.on('close', () => clearInterval(timer))
}

const BINARY = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7) % 256))
const nested = (open: string, close: string): string => open.repeat(100_000) + close.repeat(100_000)
const manyHeaders = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`x-${at}`, 'much']))

/** 200 MB: what has parts in gzip unpacks to all of them. */
const PART = gzipSync(Buffer.alloc(10_000_000))
const BOMB = Buffer.concat(Array.from({ length: 20 }, () => PART))
const GZIP = { ...JSON_TYPE, 'content-encoding': 'gzip' }

/** What a hostile target does that is judged: no outcome holds. */
const BROKEN: readonly (readonly [string, RequestListener])[] = [
  ['arrays 100,000 deep', refuseWith(nested('[', ']'))],
  ['objects 100,000 deep', refuseWith(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)],
  ['depth without an end', refuseWith('{"a":'.repeat(100_000))],
  ['members called __proto__', refuseWith('{"__proto__":{"status":"error"},"constructor":1,"toString":null}')],
  ['a member that comes twice', refuseWith(NOT_LOGGED_IN.replace('{', '{"status":"success",'))],
  ['bytes that are no text', refuseWith(BINARY)],
  ['a text of a million escapes', refuseWith(JSON.stringify({ status: '\n'.repeat(1_000_000) }))],
  ['a member name of 5 MB', refuseWith(JSON.stringify({ ['k'.repeat(5_000_000)]: 1 }))],
  ['null', refuseWith('null')],
  ['nothing', refuseWith('')],
]

interface Trouble {
  readonly by: string
  readonly answer: RequestListener
  readonly says: RegExp
  readonly timeout?: string
}

/** What it does that cannot be judged, and what is said of it. */
const TROUBLE: readonly Trouble[] = [
  { by: 'a body of 50 MB', answer: pour(Buffer.alloc(1_000_000, ' '), 50_000_000), says: /10 MiB of body/ },
  { by: 'a body without end', answer: pour(Buffer.alloc(1000, ' '), Number.POSITIVE_INFINITY), says: /10 MiB of body/ },
  { by: 'a body that comes drop by drop', answer: drip, says: /No complete answer .* within 100 ms/, timeout: '100' },
  { by: 'a body that unpacks to 200 MB', answer: refuseWith(BOMB, GZIP), says: /10 MiB of body/ },
  {
    by: 'a coding that the body is not in',
    answer: refuseWith('{}', GZIP),
    says: /not valid HTTP .*incorrect header check/,
  },
  {
    by: '10,000 headers',
    answer: refuseWith(NOT_LOGGED_IN, { ...JSON_TYPE, ...manyHeaders }),
    says: /16 KiB of headers/,
  },
  {
    by: 'what is no HTTP',
    answer: ({ socket }) => void socket.end('220 mail.example.org ESMTP\r\n'),
    says: /not valid HTTP/,
  },
]

/** A case that needs neither a secret nor a situation. */
const HARMLESS = ['--case', 'joinLivechatRoom/not-logged-in:before-missing-room-id', '--gate', 'all']

/** Verifies a target that answers so, and gives the exit code; what is printed is short, and nothing goes wrong here. */
async function codeFor(
  answer: RequestListener,
  ...args: readonly string[]
): Promise<{ code: number | null; out: string }> {
  await using server = await startForeign(answer)
  const { code, out, error } = await runVerify([server.url, '--retries', '1', ...HARMLESS, ...args])
  expect(error).toBe('')
  expect(out.length).toBeLessThan(50_000)
  return { code, out }
}

describe('a hostile target', () => {
  it.each(BROKEN)('does not bring the run down by %s', async (_, answer) => {
    const { code, out } = await codeFor(answer)
    expect(out).toMatch(/^0 held, 1 broken, /m)
    expect(code).toBe(1)
  })

  it.each(TROUBLE)('does not bring the run down by $by', async ({ answer, says, timeout }) => {
    const { code, out } = await codeFor(answer, ...(timeout === undefined ? [] : ['--timeout', timeout]))
    expect(out).toMatch(says)
    expect(code).toBe(3)
  })

  it('is not followed where it redirects to', async () => {
    await using elsewhere = await startForeign((_, response) => answerNotLoggedIn(response))
    await using server = await startForeign((_, response) =>
      response.writeHead(302, { location: `${elsewhere.url}/api` }).end(),
    )
    const { code } = await runVerify([server.url, ...HARMLESS])
    expect(server.requests()).toBeGreaterThan(0)
    expect(elsewhere.requests()).toBe(0)
    expect(code).toBe(3)
  })
})

import { text } from 'node:stream/consumers'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadTarget } from '../../src/targets/target-file.ts'
import type { Target } from '../../src/verify/model/target.ts'
import { runCli, type Ran } from '../support/run-cli.ts'
import { startGateway } from '../support/servers/gateway.ts'
import { startProduct } from '../support/servers/product.ts'
import { makeFolder, runVerify, startForeign, type Foreign } from '../support/run-verify.ts'

const redirecting = (to: (url: string) => string): Promise<Foreign> =>
  startForeign((request, response) => response.writeHead(302, { location: to(request.url ?? '/') }).end())

const front = (): Promise<Foreign> =>
  startForeign((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><div id=root>'),
  )

/** Forwards what is asked for below a prefix; all else is not found. */
async function below(prefix: string, to: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '/', method = 'GET', headers } = request
  const body = await text(request)
  const isBelow = method === 'POST' && url.startsWith(`${prefix}/rooms`)
  const type = { 'content-type': headers['content-type'] ?? 'text/plain' }
  const answer = isBelow ? await fetch(to + url.slice(prefix.length), { method, headers: type, body }) : null
  response.writeHead(answer?.status ?? 404, { 'content-type': answer?.headers.get('content-type') ?? 'text/plain' })
  response.end(await answer?.text())
}

describe('a bare URL', () => {
  it('is told what answers there, over HTTP and on the port of Socket.IO, and the next command', async () => {
    await using gateway = await startGateway({ exceptions: 'ack', badTokens: 'middleware' })
    const { out, code } = await runVerify([gateway.url])
    expect(out).toMatch(/^found: joinMeetingRoom; Socket\.IO by polling and websocket$/m)
    expect(out).toContain(`Next: npx greenroom target init ${gateway.url}\n`)
    expect(code).toBe(0)
  })

  it('is called below the prefix that is found, and says so', async () => {
    await using gateway = await startGateway({ exceptions: 'ack', badTokens: 'middleware' })
    await using server = await startForeign(
      (request, response) => void below('/api/v1', gateway.url, request, response),
    )
    const { out } = await runVerify([server.url, '--case', 'joinMeetingRoom/room-not-found'])
    expect(out).toMatch(/^found: joinMeetingRoom below \/api\/v1$/m)
    expect(out).toMatch(/1 held, 0 broken/)
  })

  it('at which nothing of the contract answers is told where that can be named', async () => {
    await using server = await startForeign((_, response) => void response.writeHead(404).end('{}'))
    const { out } = await runVerify([server.url])
    expect(out).toContain('found: no route of the contract')
    expect(out).toContain('(socket.path)')
  })

  it('whose product has Socket.IO alone is told that', async () => {
    await using product = await startProduct()
    const { out, code } = await runVerify([product.url])
    expect(out).toMatch(/^found: Socket\.IO by polling and websocket$/m)
    expect(out).toContain('nothing answers POST /rooms/{code}/join: it has no such route')
    expect(out).toMatch(/^Next: npx greenroom target init /m)
    expect([code, out.includes('safely')]).toEqual([5, false])
  })
})

describe('a target that answers every call alike', () => {
  it.each([[[]], [['--quiet']]])('by a redirect to another address is told where to, once: %j', async (args) => {
    await using server = await redirecting((url) => `https://meet.example.org${url}`)
    const { out, code } = await runVerify([server.url, ...args])
    const lines = out.trim().split('\n')
    expect(lines).toContain(
      'unreachable: it redirects every call to https://meet.example.org, which is not followed: use that URL.',
    )
    expect(lines.length).toBeLessThan(5)
    expect(out).not.toMatch(/broken {2}|status/)
    expect(code).toBe(3)
  })

  it('by a redirect to a login is told that, without what the redirect bears', async () => {
    await using server = await redirecting(() => '/login?state=s3cret')
    const { out } = await runVerify([server.url, '--quiet'])
    expect(out).toContain(`it redirects every call, the first to ${server.url}/login, which is not followed.`)
    expect(out).not.toContain('s3cret')
  })

  it.each([[[]], [['--quiet']]])('by a web page is told that it is no API, once: %j', async (args) => {
    await using server = await front()
    const { out, code } = await runVerify([server.url, ...args])
    expect(out).toMatch(/^unreachable: it answers every call with a web page/m)
    expect(out.match(/web page/g)).toHaveLength(1)
    expect(code).toBe(3)
  })

  it.each<[string, RequestListener, RegExp]>([
    [
      'asks a browser for a password',
      (_, response) => response.writeHead(401, { 'www-authenticate': 'Basic realm="staging"' }).end('401'),
      /^unreachable: it answers every call with 401, as no operation of the contract does: a login or a gateway/m,
    ],
    [
      'redirects a GET and forbids a POST',
      ({ method }, response) =>
        method === 'GET' ? response.writeHead(302, { location: '/login' }).end() : response.writeHead(403).end(),
      /^unreachable: it answers every call with (?:a redirect or 403|403 or a redirect), as no operation/m,
    ],
    [
      'refuses all operations alike in JSON',
      (_, response) => response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"no session"}'),
      /^unreachable: it answers every call with 401, as no operation/m,
    ],
  ])('by a login that %s is told so, once, and what to do', async (_, answer, says) => {
    await using server = await startForeign(answer)
    const { out, code } = await runVerify([server.url])
    expect(out).toMatch(says)
    expect(out).toContain('Use a URL behind it')
    expect(out).not.toMatch(/broken {2}|differs {2}/)
    expect(code).toBe(3)
  })

  it.each<[string, RequestListener, string]>([
    ['503', (_, response) => response.writeHead(503).end('busy'), 'it answers every call with 503: '],
    ['429', (_, response) => response.writeHead(429).end('slow down'), 'it answers every call with 429: '],
    ['the end of the connection', ({ socket }) => socket.destroy(), 'it ends every connection before a call is'],
  ])('by %s is told so, once, and no target file is advised', async (_, answer, says) => {
    await using server = await startForeign(answer)
    const { out, code } = await runVerify([server.url])
    expect(out).toContain(`unreachable: ${says}`)
    expect(out).not.toMatch(/target init|target file|× (?:identity|situation)/)
    expect(out.trim().split('\n').length).toBeLessThan(5)
    expect(code).toBe(3)
  })

  it('over HTTP blocks what needs HTTP with one reason, where the target has sockets, too', async () => {
    await using login = await startForeign((_, response) => response.writeHead(401).end('Log in'))
    await using folder = await makeFolder()
    const ways = 'operations: [joinMeetingRoom]\ntransports: [http, websocket]\n'
    const file = await folder.write('t.yaml', `url: ${login.url}\n${ways}`)
    const { out, code } = await runVerify(['--target', file, '--case', 'joinMeetingRoom/room-not-found'])
    expect(out).toMatch(/[1-9]\d* × environment: it answers every call with 401/)
    expect(code).toBe(3)
  })

  it('is told so where a target file names its operations, too', async () => {
    await using server = await front()
    await using folder = await makeFolder()
    const file = await folder.write('t.yaml', `url: ${server.url}\noperations: [joinMeetingRoom]\n`)
    const { out, code } = await runVerify(['--target', file])
    expect(out).toMatch(/^unreachable: it answers every call with a web page/m)
    expect(code).toBe(3)
  })
})

describe('target init', () => {
  const drafted = async (url: string, ...args: string[]): Promise<Ran & { target: Target }> => {
    await using folder = await makeFolder()
    const out = join(folder.path, 'target.yaml')
    const ran = await runCli(['target', 'init', url, '--out', out, ...args])
    const { target } = await loadTarget(out, { env: {}, random: (bytes) => new Uint8Array(bytes) })
    return { ...ran, target, out: ran.out.replaceAll(folder.path, '') }
  }

  it('fills in what answers, says it, and names the next command', async () => {
    await using gateway = await startGateway({ exceptions: 'ack', badTokens: 'middleware' })
    const { target, out, error } = await drafted(gateway.url)
    expect(target.operations).toEqual(['joinMeetingRoom'])
    expect(target.transports).toEqual(['http', 'polling', 'websocket'])
    expect(error).toBe('found: joinMeetingRoom; Socket.IO by polling and websocket\n')
    expect(out).toBe('/target.yaml was written. Fill it in, then: npx greenroom verify --target /target.yaml\n')
  })

  it('leaves out HTTP where Socket.IO alone answers, and what is not of the API that is asked for', async () => {
    await using product = await startProduct()
    const { target } = await drafted(product.url, '--api', 'meeting-rooms')
    expect([target.transports, target.operations]).toEqual([['polling', 'websocket'], null])
    const { out } = await runCli(['target', 'init', product.url, '--api', 'meeting-rooms', '--out', '-'])
    expect(out).toContain('given: { meeting-room: [locked] }')
    expect(out).toContain('#   expired-token: { headers: { Authorization: { env: MEET_EXPIRED_TOKEN, prefix')
    expect(out).not.toMatch(/livechat|RC_/)
  })

  it('names the prefix below which a server answers', async () => {
    await using server = await startForeign((request, response) => {
      const isRoute = request.url?.startsWith('/api/rooms/')
      response.writeHead(isRoute ? 400 : 404, { 'content-type': 'application/json' }).end('{}')
    })
    const { target } = await drafted(server.url)
    expect(target.prefixes).toEqual({ 'meeting-rooms': '/api' })
    expect(target.transports).toEqual(['http'])
  })

  it.each([
    ['redirects every call', 302],
    ['answers every call with a web page', 200],
  ])('writes a file with nothing filled in where a server %s, and says so', async (says, status) => {
    await using server = await startForeign((_, response) => {
      response.writeHead(status, { 'content-type': 'text/html', location: '/login' }).end('<p>')
    })
    const { target, error, code } = await drafted(server.url)
    expect(error).toContain(`nothing found: it ${says}`)
    expect([target.operations, code]).toEqual([null, 0])
  })

  it('sends nothing where it is told so, and knows the APIs that there are', async () => {
    await using server = await startForeign((_, response) => void response.end())
    await drafted(server.url, '--offline')
    expect(server.requests()).toBe(0)
    const { error, code } = await runCli(['target', 'init', server.url, '--api', 'meeting-room'])
    expect(error).toContain('Did you mean meeting-rooms?')
    expect(code).toBe(2)
  })
})

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { controlRoutes } from '../../src/contract/compiled/control-routes.ts'
import { defaultLimits } from '../../src/mock/limits.ts'
import { undocumented } from '../../src/mock/answer.ts'
import { createClientConnections } from '../../src/transport/connections.ts'
import { MOST_GUESSES } from '../../src/transport/guesses.ts'
import { createHttpServer } from '../../src/transport/node-http.ts'
import { JOIN_ROOM, startPlane, type Plane } from '../support/plane.ts'
import { isWhole, rawAnswer } from '../support/raw-answer.ts'
import { sendUnread } from '../support/raw-socket.ts'
import { until } from '../support/until.ts'
import { watchPort } from '../support/watch-port.ts'

const BODY_LIMIT = 16 * 1024 * 1024

// What would have ended the process, had no test runner been there to catch it.
const crashes: unknown[] = []
const crashed = (error: unknown): void => void crashes.push(error)

let plane: Plane
let port: number

beforeAll(async () => {
  process.on('uncaughtExceptionMonitor', crashed)
  plane = await startPlane({ rateLimit: false })
  port = plane.server.control?.port ?? 0
})
afterAll(async () => {
  await plane.server.close()
  process.off('uncaughtExceptionMonitor', crashed)
  expect(plane.faults).toEqual([])
})

/** The names of all worlds, and all that the default one holds. */
const state = async (of = plane): Promise<readonly string[]> => {
  const bodies = await Promise.all(
    ['/worlds/default/snapshot', '/worlds/default/journal', '/worlds/default/arms', '/worlds/default/limiter'].map(
      async (path) => (await of.control('GET', path)).body,
    ),
  )
  return [...of.server.mock.worlds.list().map(({ name }) => name), ...bodies]
}

const expectAlive = async (): Promise<void> => {
  expect((await plane.control('GET', '/mock')).status).toBe(200)
  expect(crashes).toEqual([])
}

/** Whether a stream has begun: it greets, and then goes on. */
const hasGreeting = (text: string): boolean => text.includes(': greenroom\n\n')

const bearer = (): string => `Host: localhost:${port}\r\nAuthorization: Bearer ${plane.token}\r\n`

/** A path of the contract with values in its places, aimed at what is there. */
const filled = (path: string): string =>
  path.replace('{world}', 'default').replace('{key}', 'abc-def-ghi').replace('{participant}', 'x')

describe('without the token', () => {
  it.each(controlRoutes)('$method $path is answered 401, and nothing changes', async ({ method, path }) => {
    // Its own plane, since wrong tokens are limited.
    await using own = await startPlane({ rateLimit: false })
    const before = await state(own)
    for (const authorization of [undefined, 'Bearer wrong', `Bearer ${own.token}0`]) {
      const answer = await fetch(`${own.server.control?.url}${filled(path)}`, {
        method,
        headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
        ...(method === 'GET' ? {} : { body: '{}' }),
      })
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer /)])
      expect(JSON.parse(await answer.text())).toMatchObject({ title: 'No token' })
    }
    expect(await state(own)).toEqual(before)
  })

  it('is answered 429 after many wrong tokens, while the right one is still accepted', async () => {
    await using own = await startPlane()
    const wrong = async (): Promise<number> =>
      (await own.control('GET', '/mock', undefined, { authorization: 'Bearer wrong' })).status
    const statuses: number[] = []
    for (let n = 0; n < MOST_GUESSES; n++) statuses.push(await wrong())
    expect(new Set(statuses)).toEqual(new Set([401]))
    const many = await own.control('GET', '/mock', undefined, { authorization: 'Bearer wrong' })
    expect([many.status, many.headers['retry-after']]).toEqual([429, expect.stringMatching(/^\d+$/)])
    expect((await own.control('GET', '/mock')).status).toBe(200)
    expect((await fetch(`${own.server.control?.url}/mock`)).status).toBe(401)
  })

  it('a path that is not there, or a method, is no different from one that is', async () => {
    const answers = ['GET /nope', 'GET /worlds/nobody', 'PUT /mock', 'GET /mock'].map((line) =>
      rawAnswer(
        port,
        `${line} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n`,
      ),
    )
    const plain = (await Promise.all(answers)).map((answer) => answer.replace(/\r\nDate: .*/, ''))
    expect(new Set(plain).size).toBe(1)
    expect(plain[0]).toMatch(/^HTTP\/1.1 401 /)
  })

  it('a body is not waited for', async () => {
    const answer = await rawAnswer(
      port,
      `POST /worlds HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n\r\n{`,
      isWhole,
    )
    expect(answer).toMatch(/^HTTP\/1.1 401 /)
  })
})

describe('every way into a server of ours goes through its guard, or is none', () => {
  const REFUSED = { status: 418, title: 'Refused by the guard', detail: 'It was asked.' }
  const request = (line: string, headers: string): string => `${line} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`
  const KINDS = {
    request: request('GET /', ''),
    upgrade: request(
      'GET /',
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n',
    ),
    connect: 'CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n',
    checkContinue: request('POST /', 'Expect: 100-continue\r\nContent-Length: 2\r\n'),
    checkExpectation: request('POST /', 'Expect: the-unexpected\r\nContent-Length: 2\r\n'),
  }
  const passed: string[] = []
  const guarded: string[] = []
  const server = createHttpServer({
    dispatch: ({ method }) => {
      passed.push(method)
      return { status: 200, headers: [], body: '', about: undocumented('a breach') }
    },
    guard: ({ method }) => {
      guarded.push(method)
      return { passes: false, problem: REFUSED }
    },
    limits: defaultLimits,
    connections: createClientConnections(1000),
    onFault: crashed,
  })

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  beforeEach(() => {
    passed.length = 0
    guarded.length = 0
  })

  const boundPort = (): number => {
    const address: AddressInfo | string | null = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }

  it('and there are no other ways than those that are tried here', () => {
    const ways = server.eventNames().filter((name) => !/^(?:connection|listening|clientError)$/.test(String(name)))
    expect(Object.keys(KINDS)).toEqual(expect.arrayContaining(ways))
    expect(ways).toContain('request')
  })

  it.each(Object.entries(KINDS))('%s', async (kind, bytes) => {
    const answer = await rawAnswer(boundPort(), [bytes, '{}'], isWhole)
    // CONNECT is the one that Node ends by itself where nobody listens for it: without a word.
    if (kind === 'connect' && server.listenerCount('connect') === 0) expect(answer).toBe('')
    else {
      expect(guarded).toHaveLength(1)
      expect(answer.replace('HTTP/1.1 100 Continue\r\n\r\n', '')).toMatch(/^HTTP\/1.1 418 /)
      expect(answer).toContain(REFUSED.title)
    }
    expect(passed).toEqual([])
  })
})

describe('an upgrade to a WebSocket', () => {
  const upgrade = (headers: string, path = '/events'): string =>
    `GET ${path} HTTP/1.1\r\n${headers}Connection: Upgrade\r\nUpgrade: websocket\r\n` +
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n'

  it.each([
    ['without a token', 'Host: localhost:PORT\r\n', 401],
    ['with a wrong token', 'Host: localhost:PORT\r\nAuthorization: Bearer wrong\r\n', 401],
    ['of a foreign page', 'Host: localhost:PORT\r\nOrigin: https://evil.example\r\n', 403],
    ['of a page without an origin', 'Host: localhost:PORT\r\nOrigin: null\r\n', 403],
    ['by a foreign name', 'Host: evil.example:PORT\r\n', 421],
    ['without a name', '', 400],
  ])('%s is refused as any request', async (_, headers, status) => {
    const answer = await rawAnswer(port, upgrade(headers.replace('PORT', String(port))), isWhole)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  })

  it('is never made, not even with the token: it is answered as if it had not been asked for', async () => {
    expect(await rawAnswer(port, upgrade(bearer(), '/mock'), isWhole)).toMatch(/^HTTP\/1.1 200 [\s\S]*"operations"/)
    const events = await rawAnswer(port, upgrade(bearer(), '/events'), hasGreeting)
    expect(events).toMatch(/^HTTP\/1.1 200 [\s\S]*text\/event-stream/)
  })

  it('is never made on the port of the mock, and a foreign page is refused there, too', async () => {
    const data = plane.server.port
    expect(await rawAnswer(data, upgrade(`Host: localhost:${data}\r\n`, '/'), isWhole)).toMatch(/^HTTP\/1.1 200 /)
    const refusals = ['Host: evil.example\r\n', 'Host: localhost\r\nOrigin: null\r\n', '']
    const statuses = refusals.map(async (headers) =>
      (await rawAnswer(data, upgrade(headers, '/'), isWhole)).slice(9, 12),
    )
    expect(await Promise.all(statuses)).toEqual(['421', '403', '400'])
  })

  it.each(['h2c', 'TLS/1.0', 'websocket, h2c', ''])('to %j is none either', async (protocol) => {
    const answer = await rawAnswer(port, upgrade(bearer(), '/mock').replace('websocket', protocol), isWhole)
    expect(answer).toMatch(/^HTTP\/1.1 200 /)
  })

  it('a tunnel is none: the connection ends', async () => {
    expect(await rawAnswer(port, `CONNECT localhost:${plane.server.port} HTTP/1.1\r\n${bearer()}\r\n`)).toBe('')
    await expectAlive()
  })
})

describe('every answer', () => {
  const line = (method: string, path: string): string =>
    `${method} ${path} HTTP/1.1\r\n${bearer()}Content-Type: application/json\r\nConnection: close\r\n`
  const anyone = (): string => `GET /mock HTTP/1.1\r\nHost: localhost:${port}\r\n`
  const ANSWERS: readonly (readonly [string, number, () => string])[] = [
    ['200', 200, () => `${line('GET', '/mock')}\r\n`],
    ['200 without a body', 200, () => `${line('HEAD', '/mock')}\r\n`],
    ['200 without end', 200, () => `${line('GET', '/events')}\r\n`],
    ['200 without end or body', 200, () => `${line('HEAD', '/events')}\r\n`],
    ['201', 201, () => `${line('PUT', '/worlds/headers')}\r\n`],
    ['400 of the dispatch', 400, () => `${line('PUT', '/worlds/headers')}Content-Length: 1\r\n\r\n{`],
    ['400 of the guard', 400, () => `${anyone()}Host: localhost\r\n\r\n`],
    ['400 of the parser', 400, () => 'rubbish\r\n\r\n'],
    ['401', 401, () => `${anyone()}\r\n`],
    ['403', 403, () => `${anyone()}Origin: null\r\n\r\n`],
    ['404', 404, () => `${line('GET', '/nope')}\r\n`],
    ['405', 405, () => `${line('PATCH', '/mock')}\r\n`],
    ['405 to a preflight of its own page', 405, () => `${line('OPTIONS', '/mock')}${ownPreflight()}\r\n`],
    [
      '403 to a preflight of a foreign page',
      403,
      () => `${line('OPTIONS', '/mock')}${preflight('http://a.example')}\r\n`,
    ],
    ['409', 409, () => `${line('POST', '/worlds')}Content-Length: 18\r\n\r\n{"name":"default"}`],
    ['415', 415, () => `${line('POST', '/worlds').replace('application/json', 'text/plain')}\r\n`],
    ['200 in spite of an unknown expectation', 200, () => `${line('GET', '/mock')}Expect: the-unexpected\r\n\r\n`],
    ['421', 421, () => 'GET /mock HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
    ['431 for many headers', 431, () => `${line('GET', '/mock')}${'x: a\r\n'.repeat(150)}\r\n`],
    ['431 for long headers', 431, () => `${anyone()}x: ${'a'.repeat(20_000)}\r\n\r\n`],
  ]
  const preflight = (origin: string): string =>
    `Origin: ${origin}\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\n`
  const ownPreflight = (): string => preflight(`http://localhost:${port}`)

  it.each(ANSWERS)('(%s) may be read, embedded and kept by no page', async (_, status, bytes) => {
    const answer = await rawAnswer(port, bytes(), (text) => hasGreeting(text) || isWhole(text))
    const [head = '', ...rest] = answer.split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(head).not.toMatch(/^access-control-/im)
    expect(head).toMatch(/^cross-origin-resource-policy: same-origin$/im)
    expect(head).toMatch(/^x-content-type-options: nosniff$/im)
    expect(head).toMatch(/^cache-control: no-store$/im)
    const body = rest.join('\r\n\r\n')
    if (!head.includes('text/event-stream') && body !== '') expect(body).toMatch(/^\{/)
  })
})

describe('requests that are hardly HTTP', () => {
  afterEach(expectAlive)
  const post = (headers: string, body: string): string =>
    `POST /worlds HTTP/1.1\r\n${bearer()}Content-Type: application/json\r\n${headers}\r\n${body}`
  const inner = (): string => `PUT /worlds/smuggled HTTP/1.1\r\n${bearer()}Content-Type: application/json\r\n\r\n`
  /** The request after which the connection ends: what came of those before it has come by then. */
  const last = (): string => `GET /mock HTTP/1.1\r\n${bearer()}Connection: close\r\n\r\n`
  const statusesIn = (answers: string): string[] =>
    [...answers.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status = '']) => status)
  const worldNames = (): readonly string[] => plane.server.mock.worlds.list().map(({ name }) => name)

  it.each([
    ['two Hosts', (): string => `GET /mock HTTP/1.1\r\n${bearer()}Host: localhost:${port}\r\n\r\n`, 400],
    ['two Hosts, the second foreign', (): string => `GET /mock HTTP/1.1\r\n${bearer()}Host: evil.example\r\n\r\n`, 400],
    [
      'a header that goes on in the next line',
      (): string => `GET /mock HTTP/1.1\r\n${bearer()} evil.example\r\n\r\n`,
      400,
    ],
    ['a foreign target, our Host', (): string => `GET http://evil.example/mock HTTP/1.1\r\n${bearer()}\r\n`, 421],
    [
      'our target, a foreign Host',
      (): string => `GET http://localhost:${port}/mock HTTP/1.1\r\nHost: evil.example\r\n\r\n`,
      401,
    ],
    [
      'our target, no token',
      (): string => `GET http://localhost:${port}/mock HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`,
      401,
    ],
    ['a target of *', (): string => `OPTIONS * HTTP/1.1\r\n${bearer()}Content-Type: application/json\r\n\r\n`, 404],
    ['a target without a slash', (): string => `GET mock HTTP/1.1\r\n${bearer()}\r\n`, 400],
    ['a path upward', (): string => `GET /worlds/../mock HTTP/1.1\r\n${bearer()}\r\n`, 404],
    ['a path of broken percents', (): string => `GET /worlds/%E0%A4%A HTTP/1.1\r\n${bearer()}\r\n`, 400],
    ['bytes', (): string => '\0\x01\xff\xfe\x16\x03\x01'.repeat(500), 400],
    ['a greeting of TLS', (): string => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['a greeting of HTTP/2', (): string => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['HTTP/9.9', (): string => `GET /mock HTTP/9.9\r\n${bearer()}\r\n`, 400],
    ['a NUL in a header', (): string => `GET /mock HTTP/1.1\r\n${bearer()}x: a\0b\r\n\r\n`, 400],
  ] as const)('%s: refused, and the server lives', async (_, bytes, status) => {
    expect(await rawAnswer(port, bytes(), isWhole)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  })

  it.each([
    [
      'a length and chunks',
      (): string => post('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${inner()}`),
    ],
    [
      'chunks and a length',
      (): string => post('Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', `0\r\n\r\n${inner()}`),
    ],
    ['two lengths', (): string => post('Content-Length: 0\r\nContent-Length: 300\r\n', inner())],
    ['two lengths in one', (): string => post('Content-Length: 0, 300\r\n', inner())],
    ['a length with a sign', (): string => post('Content-Length: +0\r\n', inner())],
    ['a length below nothing', (): string => post('Content-Length: -1\r\n', inner())],
    ['a length of 10^30', (): string => post(`Content-Length: 1${'0'.repeat(30)}\r\n`, inner())],
    ['a length of rubbish', (): string => post('Content-Length: zero\r\n', inner())],
    ['a space before the colon', (): string => post('Transfer-Encoding : chunked\r\n', `0\r\n\r\n${inner()}`)],
    ['an unknown encoding', (): string => post('Transfer-Encoding: xchunked\r\n', `0\r\n\r\n${inner()}`)],
    ['chunks that are not last', (): string => post('Transfer-Encoding: chunked, identity\r\n', `0\r\n\r\n${inner()}`)],
    ['a chunk size of rubbish', (): string => post('Transfer-Encoding: chunked\r\n', `0x\r\n\r\n${inner()}`)],
    ['a chunk that goes on', (): string => post('Transfer-Encoding: chunked\r\n', `1\r\n{}\r\n0\r\n\r\n${inner()}`)],
    ['lines that end in LF', (): string => post('X: a\nTransfer-Encoding: chunked\n', `0\r\n\r\n${inner()}`)],
    ['a bare CR', (): string => post('X: a\rTransfer-Encoding: chunked\r\n', `0\r\n\r\n${inner()}`)],
  ])('%s: no second request comes out of the body', async (_, bytes) => {
    const before = worldNames()
    const answer = await rawAnswer(port, bytes())
    expect(statusesIn(answer)).toEqual(['400'])
    expect(worldNames()).toEqual(before)
  })

  it('a request in a body of the announced length stays a body', async () => {
    const answer = await rawAnswer(port, post(`Content-Length: ${inner().length}\r\n`, `${inner()}${last()}`))
    expect(statusesIn(answer)).toEqual(['400', '200'])
    expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*must be JSON[\s\S]*"operations"/)
    expect(worldNames()).not.toContain('smuggled')
  })

  it('a request in the body of one that was refused is not carried out', async () => {
    const refused = `POST /worlds HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: ${inner().length}\r\n\r\n`
    const answer = await rawAnswer(port, `${refused}${inner()}${last()}`)
    expect(statusesIn(answer)).toEqual(['401', '200'])
    expect(worldNames()).not.toContain('smuggled')
  })

  it('garbage after the request for a stream ends that stream and nothing else', async () => {
    const text = rawAnswer(port, `GET /events HTTP/1.1\r\n${bearer()}\r\ngarbage\r\n\r\n`)
    for (let n = 0; n < 20; n++) await plane.call(JOIN_ROOM, { method: 'POST', body: { guestName: `G${n}` } })
    expect(await text).toMatch(/^HTTP\/1.1 200 /)
  })
})

describe('a body', () => {
  afterEach(expectAlive)
  const put = async (bytes: number): Promise<number> => {
    const body = `{"salt":"s"}${' '.repeat(bytes - 12)}`
    return (await plane.control('PUT', '/worlds/large', body)).status
  }

  it('of 16 MiB is read, one byte more is 413', async () => {
    expect([await put(BODY_LIMIT), await put(BODY_LIMIT + 1)]).toEqual([201, 413])
  })

  it('of which a part never comes does nothing', async () => {
    const before = await state()
    const cut = `PUT /worlds/half HTTP/1.1\r\n${bearer()}Content-Type: application/json\r\nContent-Length: 20\r\n\r\n{}`
    using watch = watchPort(port)
    const socket = await sendUnread(port, cut)
    await until(() => watch.arrived.length === 1)
    const gone = once(watch.arrived[0]?.response ?? socket, 'close')
    socket.destroy()
    await gone
    expect(await state()).toEqual(before)
  })

  it('that is longer than announced is read as far as announced; the rest is no request', async () => {
    const long = `PUT /worlds/long HTTP/1.1\r\n${bearer()}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}{"a":1}\r\n\r\n`
    expect(await rawAnswer(port, long)).toMatch(/^HTTP\/1.1 201 [\s\S]*HTTP\/1.1 400 /)
  })

  const MEGABYTE = ' '.repeat(0x100000)
  it.each([
    ['is announced', 'Content-Length: 1000000000000', MEGABYTE],
    ['is not announced', 'Transfer-Encoding: chunked', `100000\r\n${MEGABYTE}\r\n`],
  ])('without end is cut off, where its length %s', async (_, header, part) => {
    const head = `PUT /worlds/endless HTTP/1.1\r\n${bearer()}Content-Type: application/json\r\n${header}\r\n\r\n`
    const answer = await rawAnswer(port, [head, ...Array.from({ length: 80 }, () => part)], isWhole)
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  })
})

import { PassThrough } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { isWhole, rawAnswer } from '../../tests/support/raw-answer.ts'
import { undocumented, type Answer, type MockRequest } from '../mock/answer.ts'
import { defaultLimits } from '../mock/limits.ts'
import { createClientConnections } from './connections.ts'
import type { Exchange } from './exchange.ts'
import { createHttpServer, type HttpParts } from './node-http.ts'

const ANSWER: Answer = { status: 200, headers: ['X-Own', 'own'], body: 'ok', about: undocumented('answered') }

/** A server with a dispatch that notes what it is asked, and what it told. */
async function serving(
  more: Partial<HttpParts> = {},
  answer: (request: MockRequest) => Answer | Promise<Answer> = () => ANSWER,
) {
  const asked: MockRequest[] = []
  const exchanges: Exchange[] = []
  const faults: unknown[] = []
  const at = await listening(
    createHttpServer({
      dispatch(request) {
        asked.push(request)
        return answer(request)
      },
      guard: ({ headers }) =>
        headers['host'] === 'evil'
          ? { passes: false, problem: { status: 421, title: 'Wrong host', detail: 'Not here.' } }
          : { passes: true, origin: headers['origin'] ?? null },
      limits: defaultLimits,
      connections: createClientConnections(100),
      onExchange: (exchange) => exchanges.push(exchange),
      onFault: (fault) => faults.push(fault),
      ...more,
    }),
  )
  const ask = (head: string, body = '', isEnough = isWhole) =>
    rawAnswer(at.port, `${head.replaceAll('\n', '\r\n')}\r\n\r\n${body}`, isEnough)
  return { at, ask, asked, exchanges, faults }
}
const statusOf = (text: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])
const detailOf = (text: string): string => JSON.parse(text.slice(text.indexOf('\r\n\r\n'))).detail

describe('a request', () => {
  it('is passed on as plain data, and its answer sent and told', async () => {
    const { at, ask, asked, exchanges } = await serving()
    await using _ = at
    const text = await ask(
      'POST /a?b HTTP/1.1\nHost: localhost\nX-Two: 1\nX-Two: 2\nContent-Length: 3',
      Buffer.from('é!').toString('latin1'),
    )
    expect([statusOf(text), text.endsWith('\r\n\r\nok')]).toEqual([200, true])
    expect(asked).toEqual([
      {
        method: 'POST',
        target: '/a?b',
        headers: { host: 'localhost', 'x-two': '1, 2', 'content-length': '3' },
        address: expect.stringMatching(/127\.0\.0\.1$/),
        body: 'é!',
        bodyBytes: 3,
        isCut: false,
      },
    ])
    expect(exchanges).toEqual([
      { request: expect.objectContaining({ method: 'POST', target: '/a?b' }), answer: ANSWER },
    ])
  })

  it('without a body, or with an empty one, has none', async () => {
    const { at, ask, asked } = await serving()
    await using _ = at
    await ask('GET / HTTP/1.1\nHost: localhost')
    await ask('POST / HTTP/1.1\nHost: localhost\nContent-Length: 0')
    expect(asked.map(({ body, bodyBytes, isCut }) => [body, bodyBytes, isCut])).toEqual([
      ['', 0, false],
      ['', 0, false],
    ])
  })

  it('of a larger body than the limit is told to be cut', async () => {
    const { at, ask, asked } = await serving({ limits: { ...defaultLimits, body: 4 } })
    await using _ = at
    await ask('POST / HTTP/1.1\nHost: localhost\nContent-Length: 4', 'abcd')
    await ask('POST / HTTP/1.1\nHost: localhost\nContent-Length: 5', 'abcde')
    await ask('POST / HTTP/1.1\nHost: localhost\nContent-Encoding: gzip\nContent-Length: 5', 'abcde')
    expect(asked.map(({ body, bodyBytes, isCut, inflated }) => [body, bodyBytes, isCut, inflated])).toEqual([
      ['abcd', 4, false, undefined],
      ['', 5, true, undefined],
      ['', 5, true, undefined],
    ])
  })

  it('that is compressed comes decompressed, beside what was sent', async () => {
    const { at, ask, asked } = await serving()
    await using _ = at
    const body = gzipSync('hello').toString('latin1')
    const head = `POST / HTTP/1.1\nHost: localhost\nContent-Encoding: gzip\nContent-Length: ${body.length}`
    await ask(head, body)
    await ask('POST / HTTP/1.1\nHost: localhost\nContent-Encoding: gzip\nContent-Length: 1', 'x')
    await ask('POST / HTTP/1.1\nHost: localhost\nContent-Encoding: gzip')
    await ask('POST / HTTP/1.1\nHost: localhost\nContent-Encoding: zstd\nContent-Length: 1', 'x')
    expect(asked.map(({ inflated, bodyBytes }) => [inflated, bodyBytes])).toEqual([
      [{ body: 'hello', bodyBytes: 5, isCut: false }, body.length],
      [null, 1],
      [undefined, 0],
      [undefined, 1],
    ])
  })

  it('whose answer comes later, or fails, is answered even so', async () => {
    const { at, ask, faults, exchanges } = await serving({}, ({ target }) => {
      if (target === '/throws') throw new Error('thrown')
      return target === '/rejects' ? Promise.reject(new Error('rejected')) : Promise.resolve(ANSWER)
    })
    await using _ = at
    expect(statusOf(await ask('GET /later HTTP/1.1\nHost: localhost'))).toBe(200)
    for (const path of ['/throws', '/rejects']) {
      const text = await ask(`GET ${path} HTTP/1.1\nHost: localhost`)
      expect([statusOf(text), detailOf(text)]).toEqual([500, 'The mock itself failed; its log says how.'])
    }
    expect([faults.map(String), exchanges.map(({ answer }) => answer.status)]).toEqual([
      ['Error: thrown', 'Error: rejected'],
      [200, 500, 500],
    ])
  })
})

describe('a request that is refused', () => {
  it('by the guard reaches nothing, and is told', async () => {
    const { at, ask, asked, exchanges } = await serving()
    await using _ = at
    const text = await ask('GET / HTTP/1.1\nHost: evil\nOrigin: http://a.test')
    expect([statusOf(text), detailOf(text), text.includes('Access-Control')]).toEqual([421, 'Not here.', false])
    expect([asked, exchanges.map(({ answer }) => answer.status)]).toEqual([[], [421]])
  })

  it('for one header too many says so', async () => {
    const { at, ask, asked } = await serving({ limits: { ...defaultLimits, headers: 3 } })
    await using _ = at
    expect(statusOf(await ask('GET / HTTP/1.1\nHost: localhost\nA: 1\nB: 1'))).toBe(200)
    const text = await ask('GET / HTTP/1.1\nHost: localhost\nA: 1\nB: 1\nC: 1\nOrigin: http://a.test')
    expect([statusOf(text), detailOf(text), asked.length]).toEqual([
      431,
      'The request has too many headers. The limit is 3; start the server with --limit headers=<number> to allow more.',
      1,
    ])
  })

  it.each([
    ['garbage', 400, 'The request could not be read as HTTP/1.1.'],
    [
      `GET / HTTP/1.1\nHost: localhost\nX: ${'a'.repeat(20_000)}`,
      431,
      'The headers have too many bytes. The limit is 16384; start the server with --limit headerBytes=<number> to allow more.',
    ],
  ])('since it cannot be read is told why, and the connection ends: %#', async (head, status, detail) => {
    const { at, ask, exchanges } = await serving({ headers: ['X-All', 'all'] })
    await using _ = at
    const text = await ask(head, '', () => false)
    expect([statusOf(text), detailOf(text), text.includes('\r\nX-All: all\r\n')]).toEqual([status, detail, true])
    expect(exchanges).toMatchObject([{ request: { method: 'unreadable', target: 'request', headers: {} } }])
  })
})

describe('an origin that may call', () => {
  it('may read the answer, and is answered before it asks', async () => {
    const { at, ask, asked } = await serving()
    await using _ = at
    expect(await ask('GET / HTTP/1.1\nHost: localhost\nOrigin: http://a.test')).toContain(
      '\r\nAccess-Control-Allow-Origin: http://a.test\r\n',
    )
    const preflight =
      'OPTIONS / HTTP/1.1\nHost: localhost\nConnection: close\nAccess-Control-Request-Method: PUT\nOrigin: http://a.test'
    const text = await ask(preflight, '', () => false)
    expect([statusOf(text), text.includes('Access-Control-Allow-Methods')]).toEqual([204, true])
    expect(asked).toHaveLength(1)
    await ask(preflight.replace('\nOrigin: http://a.test', ''))
    expect(asked).toHaveLength(2)
  })
})

it('a preflight may have an answer of its own, or the usual one', async () => {
  const { at, ask } = await serving({
    preflight: (target, origin) =>
      target === '/own' ? { ...ANSWER, status: 299, headers: ['X-Asked', origin] } : null,
  })
  await using _ = at
  const preflight = (path: string): Promise<string> =>
    ask(
      `OPTIONS ${path} HTTP/1.1\nHost: localhost\nConnection: close\nAccess-Control-Request-Method: PUT\nOrigin: http://a.test`,
      '',
      () => false,
    )
  const own = await preflight('/own')
  expect([statusOf(own), own.includes('X-Asked: http://a.test')]).toEqual([299, true])
  expect(statusOf(await preflight('/other'))).toBe(204)
})

it('a request that cannot be read is answered after those before it in its packet', async () => {
  const { at, ask } = await serving({}, () => Promise.resolve(ANSWER))
  await using _ = at
  const text = await ask('GET / HTTP/1.1\nHost: localhost\n\ngarbage', '', () => false)
  expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '400'])
})

it.each(['ECONNRESET', 'EPIPE', 'ECONNABORTED'])(
  'a client that is gone (%s) is told nothing, and is no exchange',
  (code) => {
    const exchanges: Exchange[] = []
    const server = createHttpServer({
      dispatch: () => ANSWER,
      guard: () => ({ passes: true, origin: null }),
      limits: defaultLimits,
      connections: createClientConnections(100),
      onExchange: (exchange) => exchanges.push(exchange),
      onFault: (fault) => expect.unreachable(String(fault)),
    })
    const socket = new PassThrough()
    server.emit('clientError', Object.assign(new Error('gone'), { code }), socket)
    expect([socket.destroyed, socket.readableLength, exchanges]).toEqual([true, 0, []])
  },
)

describe('headers of a listener', () => {
  it('are on every answer that has none of that name', async () => {
    const { at, ask } = await serving({ headers: ['X-Own', 'listener', 'X-All', 'all'] })
    await using _ = at
    const text = await ask('GET / HTTP/1.1\nHost: localhost')
    expect(text).toContain('\r\nX-Own: own\r\nX-All: all\r\n')
    expect(text).not.toContain('listener')
  })
})

describe('a client that waits until its body is asked for', () => {
  const head = (length: number) => `POST / HTTP/1.1\nHost: localhost\nExpect: 100-continue\nContent-Length: ${length}`

  it('is asked, and answered', async () => {
    const { at, ask, asked } = await serving()
    await using _ = at
    const text = await ask(head(3), 'abc')
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/)
    expect(text).not.toContain('Connection: close')
    expect(asked[0]?.body).toBe('abc')
  })

  it('is not asked for more than the limit, or by a guard that refuses it; the connection then ends', async () => {
    const { at, ask, asked } = await serving({ limits: { ...defaultLimits, body: 4 } })
    await using _ = at
    const large = await ask(head(5), '', () => false)
    expect([statusOf(large), large.includes('Connection: close'), asked[0]]).toMatchObject([
      200,
      true,
      { body: '', bodyBytes: 5, isCut: true },
    ])
    expect(await ask(head(4), 'abcd')).toContain('100 Continue')
    const refused = await ask(head(3).replace('localhost', 'evil'), '', () => false)
    expect([statusOf(refused), refused.includes('Connection: close')]).toEqual([421, true])
  })

  it('for anything else is answered as usual', async () => {
    const { at, ask, asked } = await serving()
    await using _ = at
    expect(statusOf(await ask('POST / HTTP/1.1\nHost: localhost\nExpect: magic\nContent-Length: 3', 'abc'))).toBe(200)
    expect(asked[0]?.body).toBe('abc')
  })
})

describe('requests for Socket.IO', () => {
  const UPGRADE =
    'Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
  const gate = () => {
    const seen: string[] = []
    const sockets: HttpParts['sockets'] = {
      takes: (target) => target.startsWith('/socket.io/'),
      request(request, response) {
        seen.push(`request ${request.url}`)
        response.end('from the gate')
      },
      upgrade(request, socket) {
        seen.push(`upgrade ${request.url}`)
        socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n')
      },
      close: async () => {},
    }
    return { seen, sockets }
  }

  it('are passed to its gate, readable by the origin; others are not', async () => {
    const { seen, sockets } = gate()
    const { at, ask, asked } = await serving({ sockets })
    await using _ = at
    const text = await ask('GET /socket.io/?a HTTP/1.1\nHost: localhost\nOrigin: http://a.test')
    expect([text.endsWith('from the gate'), text.includes('Access-Control-Allow-Origin: http://a.test')]).toEqual([
      true,
      true,
    ])
    await ask('GET /other HTTP/1.1\nHost: localhost')
    expect([seen, asked.map(({ target }) => target)]).toEqual([['request /socket.io/?a'], ['/other']])
    expect(statusOf(await ask('GET /socket.io/ HTTP/1.1\nHost: evil'))).toBe(421)
    expect(seen).toHaveLength(1)
  })

  it('to upgrade are, too, unless the guard refuses them, which is told', async () => {
    const { seen, sockets } = gate()
    const { at, ask, exchanges } = await serving({ sockets, headers: ['X-All', 'all'] })
    await using _ = at
    expect(statusOf(await ask(`GET /socket.io/ HTTP/1.1\nHost: localhost\n${UPGRADE}`, '', () => false))).toBe(101)
    const text = await ask(`GET /socket.io/ HTTP/1.1\nHost: evil\n${UPGRADE}`, '', () => false)
    expect([statusOf(text), detailOf(text), text.includes('X-All: all')]).toEqual([421, 'Not here.', true])
    expect([seen, exchanges]).toMatchObject([
      ['upgrade /socket.io/'],
      [{ request: { method: 'GET', target: '/socket.io/' }, answer: { status: 421 } }],
    ])
  })

  it('of another path or protocol are answered as if they did not ask to upgrade', async () => {
    const { seen, sockets } = gate()
    const { at, ask, asked } = await serving({ sockets })
    await using _ = at
    expect(statusOf(await ask(`GET /other HTTP/1.1\nHost: localhost\n${UPGRADE}`))).toBe(200)
    expect(statusOf(await ask('GET /socket.io2 HTTP/1.1\nHost: localhost\nConnection: Upgrade\nUpgrade: h2c'))).toBe(
      200,
    )
    expect([seen, asked.map(({ target }) => target)]).toEqual([[], ['/other', '/socket.io2']])
  })
})

it('a server gives slow clients ten seconds for headers and thirty for a request, and idle ones five', () => {
  const server = createHttpServer({
    dispatch: () => ANSWER,
    guard: () => ({ passes: true, origin: null }),
    limits: { ...defaultLimits, headerBytes: 1234 },
    connections: createClientConnections(100),
    onFault: (fault) => expect.unreachable(String(fault)),
  })
  expect(server).toMatchObject({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    keepAliveTimeoutBuffer: 5_000,
    maxHeaderSize: 1234,
    maxHeadersCount: 0,
    maxRequestsPerSocket: 10_000,
  })
})

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ANSWER, detailOf, serving, statusOf } from '../../tests/support/http-serving.ts'
import { defaultLimits } from '../mock/limits.ts'
import { createClientConnections } from './connections.ts'
import { createHttpServer } from './node-http.ts'

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

it('a preflight with too many headers is refused like any call', async () => {
  const { at, ask } = await serving({ limits: { ...defaultLimits, headers: 4 } })
  await using _ = at
  const head = 'OPTIONS / HTTP/1.1\nHost: localhost\nAccess-Control-Request-Method: PUT\nOrigin: http://a.test'
  expect(statusOf(await ask(`${head}\nX-A: 1`, '', () => false))).toBe(204)
  expect(statusOf(await ask(`${head}\nX-A: 1\nX-B: 2`))).toBe(431)
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

describe('headers of a listener', () => {
  it('are on every answer that has none of that name', async () => {
    const { at, ask, exchanges } = await serving({ headers: ['X-Own', 'listener', 'X-All', 'all'] })
    await using _ = at
    const text = await ask('GET / HTTP/1.1\nHost: localhost')
    expect(text).toContain('\r\nX-Own: own\r\nX-All: all\r\n')
    expect(text).not.toContain('listener')
    expect(exchanges.map(({ answer }) => answer.headers)).toEqual([['X-Own', 'own', 'X-All', 'all']])
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
    connectionsCheckingInterval: 1_000,
    noDelay: true,
    maxHeaderSize: 1234,
    maxHeadersCount: 0,
    maxRequestsPerSocket: 10_000,
  })
})

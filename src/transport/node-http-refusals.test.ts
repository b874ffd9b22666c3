import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { ANSWER, detailOf, serving, statusOf } from '../../tests/support/http-serving.ts'
import type { Answer } from '../mock/answer.ts'
import { defaultLimits } from '../mock/limits.ts'
import { createClientConnections } from './connections.ts'
import type { Exchange } from './exchange.ts'
import { createHttpServer } from './node-http.ts'

describe('a request that is refused', () => {
  it('by the guard reaches nothing, and is told', async () => {
    const { at, ask, asked, exchanges } = await serving()
    await using _ = at
    const text = await ask('GET / HTTP/1.1\nHost: evil\nOrigin: http://a.test')
    expect([statusOf(text), detailOf(text), text.includes('Access-Control')]).toEqual([421, 'Not here.', false])
    expect([asked, exchanges.map(({ request, answer }) => [request.address, answer.status])]).toEqual([
      [],
      [['127.0.0.1', 421]],
    ])
  })

  it('before its body was asked for ends the connection, since the body may come all the same', async () => {
    const { at, ask } = await serving()
    await using _ = at
    const text = await ask('POST / HTTP/1.1\nHost: evil\nExpect: 100-continue\nContent-Length: 5')
    expect([statusOf(text), /\r\nConnection: (.*)\r\n/.exec(text)?.[1]]).toEqual([421, 'close'])
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
    expect(text).toContain('\r\nAccess-Control-Allow-Origin: http://a.test\r\n')
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
    expect(exchanges.map(({ request }) => request)).toEqual([
      { method: 'unreadable', target: 'request', headers: {}, address: '127.0.0.1' },
    ])
  })
})

it('a request without a host is left to the guard: Node would refuse it, and say nothing', async () => {
  const { at, ask, asked } = await serving()
  await using _ = at
  expect([statusOf(await ask('GET / HTTP/1.1\nA: 1')), asked.length]).toEqual([200, 1])
})

it('a request that cannot be read is answered after those before it in its packet', async () => {
  const { at, ask } = await serving({}, () => Promise.resolve(ANSWER))
  await using _ = at
  const text = await ask('GET / HTTP/1.1\nHost: localhost\n\ngarbage', '', () => false)
  expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '400'])
})

it('a stream that has yet to begin is ended by what follows it in its packet and cannot be read', async () => {
  const stream: Answer = {
    ...ANSWER,
    stream: () => () => {},
  }
  const { at, ask } = await serving({}, () => Promise.resolve(stream))
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

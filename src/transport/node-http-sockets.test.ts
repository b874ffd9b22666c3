import { describe, expect, it } from 'vitest'
import { detailOf, serving, statusOf } from '../../tests/support/http-serving.ts'
import { defaultLimits } from '../mock/limits.ts'
import type { HttpParts } from './node-http.ts'

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
    const waiting = 'POST /socket.io/?b HTTP/1.1\nHost: localhost\nExpect: 100-continue\nContent-Length: 1'
    expect(await ask(waiting, '2')).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/)
    expect(seen.pop()).toBe('request /socket.io/?b')
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
      [{ request: { method: 'GET', target: '/socket.io/', address: '127.0.0.1' }, answer: { status: 421 } }],
    ])
  })

  it('to upgrade with one header too many are refused', async () => {
    const { seen, sockets } = gate()
    const { at, ask } = await serving({ sockets, limits: { ...defaultLimits, headers: 6 } })
    await using _ = at
    const head = `GET /socket.io/ HTTP/1.1\nHost: localhost\n${UPGRADE}\nX-A: 1`
    expect(statusOf(await ask(head, '', () => false))).toBe(101)
    expect(statusOf(await ask(`${head}\nX-B: 1`, '', () => false))).toBe(431)
    expect(seen).toEqual(['upgrade /socket.io/'])
  })

  it('that ask first whether they may are answered before its gate', async () => {
    const { seen, sockets } = gate()
    const { at, ask } = await serving({ sockets })
    await using _ = at
    const asks = 'Connection: close\nOrigin: http://a.test\nAccess-Control-Request-Method: POST'
    const text = await ask(`OPTIONS /socket.io/ HTTP/1.1\nHost: localhost\n${asks}`, '', () => false)
    expect([statusOf(text), text.includes('Access-Control-Allow-Methods: GET, '), seen]).toEqual([204, true, []])
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

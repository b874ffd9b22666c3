import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { before } from '../../tests/support/passing-on.ts'
import { rawAnswer } from '../../tests/support/raw-answer.ts'
import { until } from '../../tests/support/until.ts'
import { forward } from './forward.ts'
import { createUpstream } from './upstream.ts'

const echo = (request: IncomingMessage, response: ServerResponse): void => {
  let body = ''
  request.on('data', (chunk) => (body += String(chunk)))
  request.on('end', () => response.writeHead(200).end(body))
}
const post = (body: BodyInit): RequestInit => ({ method: 'POST', body, duplex: 'half' }) as RequestInit

it('a call reaches a server elsewhere by the name of that server, and one on this machine by the name it was called by', async () => {
  const heard: unknown[] = []
  await using far = await listening(
    createServer((request, response) => {
      heard.push(request.headers.host)
      response.end()
    }),
  )
  const upstream = createUpstream(far.url, undefined)
  for (const host of ['chat.example.org', null]) {
    await using near = await listening(
      createServer((request, response) => {
        forward({ request, response, upstream: { ...upstream, host }, tapped: null })
      }),
    )
    await rawAnswer(near.port, 'GET / HTTP/1.1\r\nHost: qa.localhost\r\nConnection: close\r\n\r\n')
  }
  expect(heard).toEqual(['chat.example.org', 'qa.localhost'])
  await upstream.close()
})

describe('a body', () => {
  it.each([
    ['a short one', 'asked'],
    ['one as long as may be read first', 'x'.repeat(65_536)],
    ['a longer one', 'x'.repeat(65_537)],
  ])('passes whole, and is copied: %s', (_, body) =>
    before(echo, async ({ url, ends }) => {
      expect(await (await fetch(url, post(body))).text()).toBe(body)
      await until(() => ends.length > 0)
      expect(ends).toEqual([`${body} → 200 ${body}`])
    }),
  )

  it('of unknown length passes in chunks, and is copied', () =>
    before(echo, async ({ port, ends }) => {
      const answer = await rawAnswer(
        port,
        'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n',
      )
      expect(answer).toContain('onetwo')
      expect(ends).toEqual(['onetwo → 200 onetwo'])
    }))

  it('of a short length is sent on with that length; a call without one has none', async () => {
    const heads: string[] = []
    await before(
      (request, response) => {
        heads.push(
          `${request.method} ${request.headers['content-length'] ?? '-'} ${request.headers['transfer-encoding'] ?? '-'}`,
        )
        echo(request, response)
      },
      async ({ url }) => {
        await fetch(url, post('asked'))
        await fetch(url)
      },
    )
    expect(heads).toEqual(['POST 5 -', 'GET - -'])
  })
})

describe('an answer', () => {
  it('keeps the bytes of its headers, whatever they are in', () =>
    before(
      (_, response) => void response.setHeader('X-Name', 'Ren\u00e9').end(Buffer.from('ok')),
      async ({ port }) => {
        expect(await rawAnswer(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toContain(
          'Ren\u00e9\r\n',
        )
      },
    ))

  it('passes with its status, reason and headers, and without a date of its own', () =>
    before(
      (_, response) => {
        response.sendDate = false
        response.writeHead(
          299,
          'As It Is',
          [
            ['X-Twice', '1'],
            ['X-Twice', '2'],
            ['Content-Length', '2'],
          ].flat(),
        )
        response.end('ok')
      },
      async ({ port }) => {
        const [head, body] = (await rawAnswer(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).split(
          '\r\n\r\n',
        )
        expect(body).toBe('ok')
        expect(head?.split('\r\n')).toEqual([
          'HTTP/1.1 299 As It Is',
          'X-Twice: 1',
          'X-Twice: 2',
          'Content-Length: 2',
          'Connection: close',
        ])
      },
    ))

  it('that comes in pieces passes as it comes', () =>
    before(
      (_, response) => {
        response.writeHead(200, { 'content-length': '6' }).write('one')
        setImmediate(() => response.end('two'))
      },
      async ({ url, ends }) => {
        expect(await (await fetch(url)).text()).toBe('onetwo')
        expect(ends).toEqual([' → 200 onetwo'])
      },
    ))

  it('to come is waited for, whatever early hints say', () =>
    before(
      (_, response) => {
        response.writeEarlyHints({ link: '</a.css>; rel=preload' })
        response.end('whole')
      },
      async ({ url, ends }) => {
        expect(await (await fetch(url)).text()).toBe('whole')
        expect(ends).toEqual([' → 200 whole'])
      },
    ))

  it('that breaks off is lost, and so is its connection', () =>
    before(
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('half')
        setImmediate(() => response.destroy())
      },
      async ({ url, ends }) => {
        await expect(fetch(url).then((answer) => answer.text())).rejects.toThrow()
        expect(ends).toEqual(['the target ended the connection before the answer was complete'])
      },
    ))
})

describe('a target that ends the connection before it answers', () => {
  /** Drops the first call of each method. */
  const dropping = () => {
    const calls: string[] = []
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      calls.push(request.method ?? '')
      if (calls.length > 1) response.end('reached')
      else request.socket.destroy()
    }
    return { calls, answer }
  }

  it.each(['GET', 'HEAD', 'OPTIONS'])('is asked again, once, by %s', async (method) => {
    const text = method === 'HEAD' ? '' : 'reached'
    const { calls, answer } = dropping()
    await before(answer, async ({ url, ends }) => {
      expect(await (await fetch(url, { method })).text()).toBe(text)
      expect(ends).toEqual([` → 200 ${text}`])
    })
    expect(calls).toEqual([method, method])
  })

  it('is not asked again by a call that may change something', async () => {
    const { calls, answer } = dropping()
    await before(answer, async ({ url, ends }) => {
      const refused = await fetch(url, post('asked'))
      expect([refused.status, refused.headers.get('content-type')]).toEqual([502, 'application/problem+json'])
      const what = /ended the connection before it answered \((?:ECONNRESET|UND_ERR_SOCKET)\)/
      expect(await refused.json()).toMatchObject({ status: 502, detail: expect.stringMatching(what) })
      expect(ends).toEqual([expect.stringMatching(new RegExp(`^the target ${what.source}$`))])
    })
    expect(calls).toEqual(['POST'])
  })

  it('is asked twice, and no more', async () => {
    let calls = 0
    await before(
      (request) => {
        calls += 1
        request.socket.destroy()
      },
      async ({ url }) => expect((await fetch(url)).status).toBe(502),
    )
    expect(calls).toBe(2)
  })
})

it('a client that leaves ends its call, and the reason is told', () =>
  before(
    (_, response) => void response.writeHead(200).write('a'),
    async ({ port, ends }) => {
      await rawAnswer(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', (text) => text.includes('\r\na\r\n'))
      await until(() => ends.length > 0)
      expect(ends).toEqual(['its client left before the answer was complete'])
    },
  ))

it('a call whose client has left already does not reach the target, and the reason is told', async () => {
  let calls = 0
  await using far = await listening(createServer((_, response) => void (calls++, response.end())))
  const upstream = createUpstream(far.url, undefined)
  const ends: string[] = []
  const tap = { add: () => {}, bytes: () => null, release: () => {} }
  const near = createServer((request, response) => {
    response.destroy()
    const tapped = {
      request: tap,
      response: tap,
      answered: () => ends.push('answered'),
      lost: (why: string) => ends.push(why),
    }
    forward({ request, response, upstream, tapped })
  })
  await using at = await listening(near)
  await fetch(at.url).catch(() => null)
  await until(() => ends.length > 0)
  await upstream.close()
  expect([ends, calls]).toEqual([['its client left before it was sent'], 0])
})

it('the head of an answer is passed on before its body has begun', async () => {
  const end = Promise.withResolvers<void>()
  const late = (_: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { 'content-length': '2' }).flushHeaders()
    void end.promise.then(() => response.end('ok'))
  }
  await before(late, async ({ url }) => {
    const answered = await fetch(url)
    end.resolve()
    expect([answered.status, await answered.text()]).toEqual([200, 'ok'])
  })
})

import { once } from 'node:events'
import { createServer as createHttp, request as forward, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { connect, createServer as createNet, type AddressInfo, type Server, type Socket } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { WireRequest } from '../../src/contract/model/case-request.ts'
import { Fault } from '../../src/fault.ts'
import {
  isTrouble,
  type Destination,
  type Received,
  type Trouble,
  type TroubleKind,
} from '../../src/verify/model/exchange.ts'
import { createSend } from '../../src/verify/send/send.ts'
import { patience } from '../support/patience.ts'
import { certify } from '../support/tls.ts'

const SECRET = 'secret-that-must-not-leave'
const MIB = 1024 * 1024
/** For a test that wants to see a timeout; all others are in no hurry. */
const SHORT_MS = 50
const LONG_MS = 600_000
const ask: WireRequest = { method: 'GET', target: '/rooms?roomId=a', headers: { 'X-Auth-Token': SECRET }, body: null }

const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUps.push(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return portOf(server)
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  return address.port
}

const serve = async (listener: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listen(createHttp(listener))}`

/** A server that answers each request with these bytes; it closes the connection after them, or holds it open. */
const serveBytes = async (bytes: string | Buffer, after: 'close' | 'hold' | 'reset' = 'close'): Promise<string> => {
  const server = createNet((socket) =>
    socket.once('data', () =>
      socket.write(bytes, () => {
        if (after === 'close') socket.end()
        if (after === 'reset') socket.resetAndDestroy()
      }),
    ),
  )
  return `http://127.0.0.1:${await listen(server)}`
}

const to = (baseUrl: string, timeoutMs = LONG_MS, signal = new AbortController().signal): Destination => ({
  baseUrl,
  timeoutMs,
  signal,
})

function sender(options?: Parameters<typeof createSend>[0]): ReturnType<typeof createSend> {
  const made = createSend(options)
  cleanUps.push(made.close)
  return made
}

const sendTo = (baseUrl: string, request = ask, timeoutMs?: number): Promise<Received | Trouble> =>
  sender().send(request, to(baseUrl, timeoutMs))

function received(result: Received | Trouble): Received {
  if (isTrouble(result)) throw new Error(`${result.kind}: ${result.message}`)
  return result
}

/** One plain sentence: where, and nothing that a stack or a secret would show. */
function expectTrouble(result: Received | Trouble, kind: TroubleKind, words: RegExp): void {
  expect(result).toMatchObject({ kind, message: expect.stringMatching(words) })
  if (!isTrouble(result)) return
  expect(result.message).toMatch(/^[^\n]{20,300}\.$/)
  expect(result.message).not.toMatch(/\n|node_modules|Error:/)
  expect(result.message).not.toContain(SECRET)
}

const answer = (headers: string, body = ''): string => `HTTP/1.1 200 OK\r\n${headers}\r\n\r\n${body}`

describe('what is sent', () => {
  it.each([
    '/api/rooms?roomId=a%2Fb&x=%00&y=a+b',
    '//other.example/path',
    '/a/../b/./c?',
    '/%7Etilde/%e4?{"a":[1|2]}^`',
    '/a?b?c=d#not-a-fragment',
  ])('carries the target %s to the letter, behind the prefix of the base URL', async (target) => {
    const seen: (string | undefined)[] = []
    const url = await serve((request, response) => void response.end(String(seen.push(request.url))))
    received(await sendTo(`${url}/pre%20fix`, { ...ask, target }))
    expect(seen).toEqual([`/pre%20fix${target}`])
  })

  it('carries the headers as given, with its own ones only where none is given, and no content-type without a body', async () => {
    const url = await serve((request, response) => void response.end(JSON.stringify(request.rawHeaders)))
    const plain = received(await sendTo(url, { ...ask, headers: { 'X-Odd': '  a, "b"  ü' } })).body
    expect(JSON.parse(plain)).toEqual(
      expect.arrayContaining(['X-Odd', 'accept', 'application/json', 'user-agent', 'greenroom-verify']),
    )
    expect(JSON.parse(plain)).toEqual(expect.arrayContaining(['accept-encoding', 'gzip, deflate, br']))
    expect(plain).toContain('a, \\"b\\"  ü')
    expect(plain).not.toMatch(/content-type|content-length/i)
    const given = received(await sendTo(url, { ...ask, headers: { Accept: 'text/html' } })).body
    expect(given).toContain('"Accept","text/html"')
    expect(given).not.toContain('application/json')
  })

  it.each(['{"callId":"ä€😀"}', '', '{bad', 'a=b&c=d'])('carries the body %j to the letter', async (body) => {
    const url = await serve((request, response) => void request.pipe(response))
    expect(received(await sendTo(url, { ...ask, method: 'POST', body })).body).toBe(body)
  })

  it('is sent once, and a request that HTTP cannot carry is told without its values', async () => {
    let requests = 0
    const url = await serve((_request, response) => {
      requests += 1
      response.destroy()
    })
    expectTrouble(await sendTo(url), 'reset', /127\.0\.0\.1:\d+ ended/)
    expectTrouble(await sendTo(url, { ...ask, target: '/a b' }), 'malformed', /invalid request path/)
    expectTrouble(
      await sendTo(url, { ...ask, headers: { 'X-Auth-Token': `${SECRET}\n` } }),
      'malformed',
      /x-auth-token/i,
    )
    expect(requests).toBe(1)
  })
})

describe('an answer', () => {
  it('comes with its status, every header in order, its text and its time', async () => {
    let heldMs = 0
    const bytes = Buffer.from(
      answer('X-B: 1\r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 5', 'a\u0001b€'.slice(0, 3) + 'de'),
    )
    const server = createNet((socket) => {
      const cameAt = performance.now()
      socket.once('data', () => {
        heldMs = performance.now() - cameAt
        socket.end(bytes)
      })
    })
    const url = `http://127.0.0.1:${await listen(server)}`
    const sentAt = performance.now()
    const { status, headers, body, ms } = received(await sendTo(url))
    const tookMs = performance.now() - sentAt
    expect({ status, headers, body }).toEqual({
      status: 200,
      headers: [
        ['x-b', '1'],
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
        ['content-length', '5'],
      ],
      body: 'a\u0001bde',
    })
    expect(ms).toBeGreaterThan(heldMs)
    expect(ms).toBeLessThanOrEqual(tookMs)
  })

  it.each([301, 302, 303, 307, 308])(
    'of status %i is an answer: nobody visits the other origin, so no credential leaves',
    async (status) => {
      let visitors = 0
      const other = await serve((_request, response) => {
        visitors += 1
        response.end()
      })
      const url = await serve(
        (_request, response) => void response.writeHead(status, { location: `${other}/` }).end('moved'),
      )
      expect(received(await sendTo(url))).toMatchObject({ status, body: 'moved' })
      expect(received(await sendTo(url, { ...ask, method: 'POST', body: '{}' }))).toMatchObject({ status })
      expect(visitors).toBe(0)
    },
  )

  it.each([400, 401, 404, 405, 418, 429, 500, 501, 599])('of status %i is for the runner to judge', async (status) => {
    const url = await serve((_request, response) => void response.writeHead(status).end('no'))
    expect(received(await sendTo(url))).toMatchObject({ status, body: 'no' })
  })

  it.each([204, 304])('of status %i has an empty text, even if it claims a coding', async (status) => {
    const url = await serve(
      (_request, response) => void response.writeHead(status, { 'content-encoding': 'gzip' }).end(),
    )
    expect(received(await sendTo(url))).toMatchObject({ status, body: '' })
  })

  const text = JSON.stringify({ text: 'ä€😀'.repeat(1000) })
  it.each([
    ['gzip', gzipSync(text)],
    ['X-GZip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['identity', Buffer.from(text)],
    ['gzip, identity , BR', brotliCompressSync(gzipSync(text))],
    ['gzip,gzip,gzip,gzip,gzip', [1, 2, 3, 4, 5].reduce<Buffer>((body) => gzipSync(body), Buffer.from(text))],
  ])('encoded as %s is decoded', async (coding, body) => {
    const url = await serve(
      (_request, response) => void response.writeHead(200, { 'content-encoding': coding }).end(body),
    )
    expect(received(await sendTo(url)).body).toBe(text)
  })

  it('keeps its place markers where bytes are no UTF-8, and reads chunks that split a character', async () => {
    const url = await serve((request, response) => {
      const rest = Buffer.from(request.url === '/whole' ? [0xac] : [0x7d])
      response.write(Buffer.from([0x7b, 0xe2, 0x82]), () => void setImmediate(() => response.end(rest)))
    })
    expect(received(await sendTo(url, { ...ask, target: '/whole' })).body).toBe('{€')
    expect(received(await sendTo(url)).body).toBe('{\ufffd}')
  })

  it('of exactly 10 MiB is read, raw and decoded', async () => {
    const body = Buffer.alloc(10 * MIB, 'a')
    const url = await serve((request, response) =>
      request.url === '/gzip'
        ? void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body))
        : void response.end(body),
    )
    expect(received(await sendTo(url)).body).toHaveLength(10 * MIB)
    expect(received(await sendTo(url, { ...ask, target: '/gzip' })).body).toHaveLength(10 * MIB)
  })

  it('reuses its connection, until close cuts it', async () => {
    const server = createHttp((_request, response) => void response.end('ok'))
    let connections = 0
    server.on('connection', () => (connections += 1))
    const url = `http://127.0.0.1:${await listen(server)}`
    const { send, close } = createSend()
    for (let call = 0; call < 5; call += 1) expect(received(await send(ask, to(url))).body).toBe('ok')
    // A second one is opened where the first has not quite come free.
    expect(connections).toBeLessThanOrEqual(2)
    await close()
    await closed(server)
    expectTrouble(await send(ask, to(url)), 'reset', /ended/)
  })
})

const openAt = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))))

/** Waits until no connection is left. */
const closed = (server: Server): Promise<void> =>
  expect.poll(() => openAt(server), { timeout: patience(60_000) }).toBe(0)

/** A gigabyte of zeros: what has parts in gzip unpacks to all of them. */
const bombOf = (part: Buffer): Buffer => Buffer.concat(Array.from({ length: 64 }, () => part))

describe('trouble on the way', () => {
  const huge = 50 * MIB
  const chunked = 'Content-Type: text/plain\r\nTransfer-Encoding: chunked'
  const bytes: [string, string | Buffer, 'close' | 'hold' | 'reset', TroubleKind, RegExp][] = [
    ['a connection that closes before any answer', '', 'close', 'reset', /ended before/],
    ['a connection that is reset before any answer', '', 'reset', 'reset', /ended before/],
    ['a status line without an end', 'HTTP/1.1 200', 'close', 'reset', /ended before/],
    ['headers without an end', 'HTTP/1.1 200 OK\r\nA: b\r\n', 'close', 'reset', /ended before/],
    [
      'a body shorter than its content-length',
      answer('Content-Length: 100', '{"a":'),
      'close',
      'reset',
      /ended before/,
    ],
    ['a reset within the body', answer('Content-Length: 100', '{"a":'), 'reset', 'reset', /ended before/],
    ['a chunk without an end', answer(chunked, '64\r\n{"a":'), 'close', 'reset', /ended before/],
    ['chunks without a last one', answer(chunked, '5\r\n{"a":\r\n'), 'close', 'reset', /ended before/],
    ['a reset between chunks', answer(chunked, '5\r\n{"a":\r\n'), 'reset', 'reset', /ended before/],
    ['chunks without sizes', answer(chunked, 'zz\r\nabc'), 'hold', 'malformed', /not valid HTTP/],
    ['no HTTP at all', 'hello, who is there?\r\n\r\n', 'hold', 'malformed', /not valid HTTP/],
    ['HTML without headers', '<html><body>502</body></html>', 'close', 'malformed', /not valid HTTP/],
    ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n', 'hold', 'malformed', /not valid HTTP/],
    [
      'HTTP/2 where nobody asked for it',
      Buffer.from('000000040000000000', 'hex'),
      'hold',
      'malformed',
      /not valid HTTP/,
    ],
    ['a status that is no number', 'HTTP/1.1 abc OK\r\n\r\n', 'hold', 'malformed', /not valid HTTP/],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nno colon here\r\n\r\n', 'hold', 'malformed', /not valid HTTP/],
    ['a NUL in a header', 'HTTP/1.1 200 OK\r\nA: \0\r\n\r\n', 'hold', 'malformed', /not valid HTTP/],
    ['two lengths', answer('Content-Length: 1\r\nContent-Length: 2', 'ab'), 'hold', 'reset', /MISMATCH/],
    [
      'a length and chunks',
      answer('Content-Length: 5\r\nTransfer-Encoding: chunked', '0\r\n\r\n'),
      'hold',
      'reset',
      /MISMATCH/,
    ],
    ['a 100 that nobody asked for', 'HTTP/1.1 100 Continue\r\n\r\n', 'hold', 'malformed', /not valid HTTP/],
    [
      'an upgrade that nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
      'hold',
      'malformed',
      /not valid HTTP/,
    ],
    ['one header of 300 KB', answer(`A: ${'a'.repeat(300_000)}\r\nContent-Length: 0`), 'hold', 'oversized', /16 KiB/],
    [
      '300 KB of small headers',
      answer(`${'A: bcdefgh\r\n'.repeat(25_000)}Content-Length: 0`),
      'hold',
      'oversized',
      /16 KiB/,
    ],
    [
      '20 codings',
      answer(`Content-Encoding: ${'gzip,'.repeat(20)}\r\nContent-Length: 1`, 'a'),
      'hold',
      'oversized',
      /5 content codings/,
    ],
    [
      '6 codings in 6 headers',
      answer(`${'Content-Encoding: br\r\n'.repeat(6)}Content-Length: 1`, 'a'),
      'hold',
      'oversized',
      /5 content codings/,
    ],
    [
      'an unknown coding',
      answer('Content-Encoding: rot13\r\nContent-Length: 1', 'a'),
      'hold',
      'malformed',
      /is not gzip/,
    ],
    [
      'a coding named as a member of every object',
      answer('Content-Encoding: constructor\r\nContent-Length: 1', 'a'),
      'hold',
      'malformed',
      /is not gzip/,
    ],
    [
      'gzip that is none',
      answer('Content-Encoding: gzip\r\nContent-Length: 5', 'hello'),
      'hold',
      'malformed',
      /incorrect header/,
    ],
    [
      'brotli that is none',
      answer('Content-Encoding: br\r\nContent-Length: 5', 'hello'),
      'hold',
      'malformed',
      /not valid/,
    ],
    [
      'zstd that is none',
      answer('Content-Encoding: zstd\r\nContent-Length: 5', 'hello'),
      'hold',
      'malformed',
      /not valid/,
    ],
    [
      'gzip without its end',
      Buffer.concat([
        Buffer.from(answer('Content-Encoding: gzip\r\nContent-Length: 15')),
        gzipSync('hello hello').subarray(0, 15),
      ]),
      'hold',
      'malformed',
      /unexpected end/,
    ],
    ['no answer ever', '', 'hold', 'timeout', /within 50 ms/],
    ['headers that stop', 'HTTP/1.1 200 OK\r\n', 'hold', 'timeout', /within 50 ms/],
    ['a body that stops', answer('Content-Length: 100', 'abc'), 'hold', 'timeout', /within 50 ms/],
    [
      'a gateway whose text stops',
      'HTTP/1.1 503 Gone\r\nContent-Length: 100\r\n\r\n',
      'hold',
      'timeout',
      /within 50 ms/,
    ],
  ]
  it.each(bytes)('tells of %s', async (_name, sent, after, kind, words) => {
    const url = await serveBytes(sent, after)
    expectTrouble(await sendTo(url, ask, kind === 'timeout' ? SHORT_MS : LONG_MS), kind, words)
  })

  it.each([502, 503, 504])('tells of a gateway that answers %i, and goes on with the connection', async (status) => {
    const url = await serve((_request, response) => void response.writeHead(status).end('<html>busy</html>'))
    expectTrouble(await sendTo(url), 'gateway', new RegExp(`127\\.0\\.0\\.1:\\d+ answered ${status};`))
  })

  it('tells of a port where nobody listens', async () => {
    const server = createNet()
    const port = await listen(server)
    await new Promise((resolve) => server.close(resolve))
    expectTrouble(
      await sendTo(`http://127.0.0.1:${port}`),
      'refused',
      new RegExp(`127\\.0\\.0\\.1:${port} \\(ECONNREFUSED\\)`),
    )
    expectTrouble(await sendTo(`http://localhost:${port}`), 'refused', new RegExp(`localhost:${port}`))
  })

  it('tells of a name that nobody knows, without the credentials of the URL', async () => {
    expectTrouble(await sendTo(`http://user:${SECRET}@name.invalid`), 'dns', /name\.invalid:80 cannot be resolved/)
  })

  it.each(['no url', 'ftp://127.0.0.1', ''])('does not reject for the base URL %j', async (url) => {
    expectTrouble(await sendTo(url), 'malformed', /./)
  })

  it('ends a body that trickles for ever at the deadline, and its connection with it', async () => {
    const server = createHttp((_request, response) => {
      const timer = setInterval(() => response.write(' '), 10)
      response.on('close', () => clearInterval(timer))
    })
    const url = `http://127.0.0.1:${await listen(server)}`
    expectTrouble(await sendTo(url, ask, SHORT_MS), 'timeout', /within 50 ms/)
    await closed(server)
  })

  it('ends interim answers without end at the deadline', async () => {
    const url = `http://127.0.0.1:${await listen(
      createNet((socket) => {
        const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 5)
        socket.on('close', () => clearInterval(timer))
      }),
    )}`
    expectTrouble(await sendTo(url, ask, SHORT_MS), 'timeout', /within 50 ms/)
  })

  it('cuts a body of 50 MB at 10 MiB', async () => {
    let sent = 0
    const server = createHttp((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'a')
      const more = (): void => {
        while (sent < huge && !response.destroyed) {
          sent += chunk.length
          if (!response.write(chunk)) return void response.once('drain', more)
        }
        response.end()
      }
      more()
    })
    const url = `http://127.0.0.1:${await listen(server)}`
    expectTrouble(await sendTo(url), 'oversized', /10 MiB/)
    await closed(server)
    expect(sent).toBeLessThan(huge)
  })

  it.each(['gzip', 'gzip, gzip'])('cuts a bomb of 1 GB in %s while it unpacks', async (coding) => {
    const bomb = bombOf(gzipSync(Buffer.alloc(16 * MIB)))
    const body = coding === 'gzip' ? bomb : gzipSync(bomb)
    const url = await serve(
      (_request, response) => void response.writeHead(200, { 'content-encoding': coding }).end(body),
    )
    const before = process.memoryUsage().rss
    expectTrouble(await sendTo(url), 'oversized', /10 MiB/)
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * MIB)
  })

  it('cuts a bomb whose inside unpacks to nothing', async () => {
    const nothing = Buffer.alloc(50 * MIB, gzipSync(''))
    const url = await serve(
      (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(nothing)),
    )
    expectTrouble(await sendTo(url), 'oversized', /10 MiB/)
  })
})

describe('calling off', () => {
  const reason = new Error('the user has had enough')

  it.each([
    ['before the answer', ''],
    ['within the headers', 'HTTP/1.1 200 OK\r\n'],
    ['within the body', answer('Content-Length: 100', '{"a":')],
    [
      'within a coded body',
      Buffer.concat([
        Buffer.from(answer('Content-Encoding: gzip\r\nContent-Length: 100')),
        gzipSync('hello').subarray(0, 12),
      ]),
    ],
  ])('%s rejects with the reason, and cuts the connection', async (_name, bytes) => {
    const controller = new AbortController()
    const callOff = (): void => void setImmediate(() => controller.abort(reason))
    const server = createNet((socket) => void socket.once('data', () => socket.write(bytes, callOff)))
    const url = `http://127.0.0.1:${await listen(server)}`
    const result = sender().send(ask, to(url, LONG_MS, controller.signal))
    await expect(result).rejects.toBe(reason)
    await closed(server)
  })

  it('beforehand sends nothing', async () => {
    let connections = 0
    const server = createNet(() => (connections += 1))
    const port = await listen(server)
    const gone = to(`http://127.0.0.1:${port}`, LONG_MS, AbortSignal.abort(reason))
    await expect(sender().send(ask, gone)).rejects.toBe(reason)
    // Whoever had come would have been let in before us.
    const letIn = once(server, 'connection')
    const own = connect(port, '127.0.0.1')
    await letIn
    own.destroy()
    expect(connections).toBe(1)
  })

  it('while a TLS handshake hangs rejects at once, and close leaves no connection', async () => {
    const server = createNet((socket) => void socket.resume())
    const port = await listen(server)
    const { send, close } = sender()
    expectTrouble(await send(ask, to(`https://127.0.0.1:${port}`, SHORT_MS)), 'timeout', /within 50 ms/)
    const controller = new AbortController()
    server.once('connection', () => controller.abort(reason))
    const result = send(ask, to(`https://127.0.0.1:${port}`, LONG_MS, controller.signal))
    await expect(result).rejects.toBe(reason)
    await close()
    await closed(server)
  })

  it('by close ends what is under way as trouble, and leaves no connection', async () => {
    const server = createNet((socket) => void socket.resume())
    const url = `http://127.0.0.1:${await listen(server)}`
    const { send, close } = createSend()
    const under = [1, 2, 3].map(() => send(ask, to(url)))
    await expect.poll(() => openAt(server), { timeout: patience(60_000) }).toBe(3)
    await close()
    for (const result of await Promise.all(under)) expectTrouble(result, 'reset', /ended before/)
    await closed(server)
  })
})

describe('TLS', () => {
  const authority = certify({ name: 'authority' })
  const issuer = { name: 'authority', key: authority.key }
  const unknown = certify({ name: 'unknown authority' })
  const past = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2021-01-01T00:00:00Z') }
  const secure = async (options: object): Promise<string> =>
    `https://localhost:${await listen(createHttps(options, (_request, response) => void response.end('ok')))}`
  const leaf = (options: object): object => certify({ name: 'leaf', host: 'localhost', issuer, ...options })

  it('takes a certificate of any authority that is given', async () => {
    expect(
      received(
        await sender({ ca: `of others:\n${unknown.cert}\n${authority.cert}` }).send(ask, to(await secure(leaf({})))),
      ).body,
    ).toBe('ok')
  })

  const refused: [string, object, RegExp][] = [
    [
      'self-signed',
      certify({ name: 'localhost', host: 'localhost' }),
      /self-signed; .*--ca.*\(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    ],
    [
      'of an unknown authority',
      leaf({ issuer: { name: 'unknown authority', key: unknown.key } }),
      /authority unknown here/,
    ],
    ['expired', leaf(past), /has expired/],
    [
      'not valid yet',
      leaf({ notBefore: new Date(Date.now() + 86_400_000), notAfter: new Date(Date.now() + 172_800_000) }),
      /not valid yet/,
    ],
    ['for another host', leaf({ host: 'other.example' }), /another host name/],
    ['for a deeper wildcard', leaf({ host: '*.localhost' }), /another host name/],
    [
      'offered over TLS 1.1 only',
      { ...leaf({}), maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'ALL@SECLEVEL=0' },
      /TLS 1\.2 or later/,
    ],
  ]
  it.each(refused)('refuses one that is %s, and the server sees no request', async (_name, options, words) => {
    expectTrouble(await sender({ ca: authority.cert }).send(ask, to(await secure(options))), 'tls', words)
  })

  it('stays verified whatever the environment says', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    // Node warns of it, which would stand in the output of a green run.
    const warnings = vi.spyOn(process, 'emitWarning').mockReturnValue()
    try {
      expectTrouble(await sendTo(await secure(certify({ name: 'localhost', host: 'localhost' }))), 'tls', /self-signed/)
    } finally {
      warnings.mockRestore()
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
    }
  })

  it('tells of a server that speaks no TLS', async () => {
    const url = await serveBytes('HTTP/1.1 400 Bad Request\r\n\r\n')
    expectTrouble(await sendTo(url.replace('http:', 'https:')), 'tls', /http:/)
  })
})

describe('a proxy', () => {
  const seen: string[] = []
  const proxyServer = createHttp((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    forward(
      { port: targetPort, path: new URL(request.url ?? '').pathname, headers: request.headers },
      (answered) => void answered.pipe(response),
    ).end()
  })
  const target = createHttp(
    (request, response) => void response.end(`${request.headers.host} ${request.headers['proxy-authorization']}`),
  )
  let targetPort = 0
  let proxy = ''

  beforeAll(async () => {
    for (const server of [target, proxyServer]) await once(server.listen(0, '127.0.0.1'), 'listening')
    targetPort = portOf(target)
    proxy = `http://user:${SECRET}@127.0.0.1:${portOf(proxyServer)}`
    proxyServer.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.url}`)
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
  })
  afterAll(() => {
    for (const server of [target, proxyServer]) {
      server.closeAllConnections()
      server.close()
    }
  })

  it('carries requests to other hosts, and none to loopback ones', async () => {
    const { send } = sender({ proxies: { http: proxy } })
    expect(received(await send(ask, to('http://staging.invalid'))).body).toMatch(/^staging\.invalid/)
    expect(seen).toEqual(['GET http://staging.invalid/rooms?roomId=a'])
    for (const host of ['127.0.0.1', 'localhost']) received(await send(ask, to(`http://${host}:${targetPort}`)))
    // Written in another way it is loopback, too: whether it is reached or not, the proxy never hears of it.
    await send(ask, to(`http://[::ffff:127.0.0.1]:${targetPort}`))
    expect(seen).toHaveLength(1)
  })

  it('that makes no connection is told of, without its credentials', async () => {
    expectTrouble(
      await sender({ proxies: { http: proxy } }).send(ask, to('https://staging.invalid')),
      'gateway',
      /staging\.invalid:443 \(through the proxy 127\.0\.0\.1:\d+\)/,
    )
    expect(seen.at(-1)).toBe('CONNECT staging.invalid:443')
  })

  it('that wants other credentials is told of, for both schemes', async () => {
    const asking = createHttp((_request, response) => void response.writeHead(407).end('who are you?'))
    asking.on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
    const { send } = sender({ proxies: { http: `http://127.0.0.1:${await listen(asking)}` } })
    for (const scheme of ['http', 'https'])
      expectTrouble(await send(ask, to(`${scheme}://staging.invalid`)), 'gateway', /the proxy refused it/)
  })

  it('or an authority that is none is a fault from the start, told without its text', () => {
    for (const options of [
      { proxies: { http: SECRET } },
      { proxies: { https: `socks5://${SECRET}@a:1` } },
      { ca: SECRET },
    ]) {
      expect(() => createSend(options)).toThrow(Fault)
      expect(() => createSend(options)).not.toThrow(SECRET)
    }
  })

  it('that cannot be reached is told of', async () => {
    const server = createNet()
    const port = await listen(server)
    await new Promise((resolve) => server.close(resolve))
    expectTrouble(
      await sender({ proxies: { http: `http://127.0.0.1:${port}` } }).send(ask, to('http://staging.invalid')),
      'refused',
      new RegExp(`proxy 127\\.0\\.0\\.1:${port}`),
    )
  })
})

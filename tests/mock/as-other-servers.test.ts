// What clients may send to any HTTP server, and the real ones take.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { request as send } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock } from '../../src/in-process.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { signToken } from '../../src/domain/jwt.ts'
import { rawAnswer } from '../support/raw-answer.ts'

let server: RunningServer
beforeAll(async () => void (server = await startServer({ rateLimit: false })))
afterAll(() => server.close())

const JOIN = '/rooms/abc-def-ghi/join'
const CALL = '/api/v1/video-conference.join'
const guest = (name: string): string => JSON.stringify({ guestName: name })

describe('a compressed body', () => {
  const WAYS = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }

  const post = async (path: string, encoding: string, body: Buffer): Promise<[number, unknown]> => {
    const headers = { 'content-type': 'application/json', 'content-encoding': encoding }
    const answer = await send(`${server.url}${path}`, { method: 'POST', headers, body })
    await answer.body.dump()
    return [answer.statusCode, answer.headers['greenroom-outcome']]
  }

  it.each(Object.entries(WAYS))(
    'in %s is inflated where the contract says so, over a port and without',
    async (encoding, compress) => {
      const body = compress(guest('Jané 👩‍👧'))
      expect(await post(JOIN, encoding, body)).toEqual([201, 'joined-as-guest'])
      const headers = { 'content-type': 'application/json', 'content-encoding': encoding }
      const { handle } = createMock()
      const answer = await handle(
        new Request(`http://localhost${JOIN}`, { method: 'POST', headers, body: Uint8Array.from(body) }),
      )
      expect(await answer.json()).toMatchObject({ guestName: 'Jané 👩‍👧' })
    },
  )

  it('counts as large as it comes out: 102,400 bytes are read, one more is 413, and a bomb is not inflated to its end', async () => {
    const sized = (bytes: number): Buffer => gzipSync(guest('J').padEnd(bytes))
    expect(await post(JOIN, 'gzip', sized(102_400))).toEqual([201, 'joined-as-guest'])
    expect(await post(JOIN, 'gzip', sized(102_401))).toEqual([413, 'body-too-large'])
    expect(await post(JOIN, 'gzip', sized(50_000_000))).toEqual([413, 'body-too-large'])
  })

  it('that is invalid, or in an unknown encoding, cannot be read; nor can any where the real server reads none', async () => {
    expect(await post(JOIN, 'gzip', Buffer.from(guest('Jane')))).toEqual([400, 'malformed-body'])
    expect(await post(JOIN, 'gzip', gzipSync(guest('Jane')).subarray(0, 20))).toEqual([400, 'malformed-body'])
    expect(await post(JOIN, 'zstd', gzipSync(guest('Jane')))).toEqual([400, 'malformed-body'])
    const call = gzipSync(JSON.stringify({ callId: '697887e3c8b0533020781a4a' }))
    expect(await post(CALL, 'gzip', call)).toEqual([400, 'missing-call-id'])
  })
})

describe('a request line', () => {
  const ask = (line: string, host: string): Promise<string> =>
    rawAnswer(server.port, `${line} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)

  it('with a whole URL is as good as its path, and its host goes before the header', async () => {
    expect(await ask('POST http://localhost/rooms/lck-rom-now/join', 'localhost')).toMatch(/^HTTP\/1.1 400 /)
    expect(await ask('POST http://w-1.localhost:4010/rooms/non-rom-now/join?x=1', 'evil.test')).toContain(
      'Greenroom-Outcome',
    )
    expect(server.mock.worlds.get('w-1')).toBeDefined()
    expect(await ask('GET HTTP://LOCALHOST', 'localhost')).toMatch(/^HTTP\/1.1 200 /)
    expect(await ask('GET http://evil.test/', 'localhost')).toMatch(/^HTTP\/1.1 421 /)
    expect(await ask('GET http://me@localhost/', 'localhost')).toMatch(/^HTTP\/1.1 400 /)
    expect(await ask('GET http://localhost/socket.io/?EIO=4&transport=polling', 'evil.test')).toMatch(/"sid"/)
  })

  it('OPTIONS * says what the server can do at all', async () => {
    expect(await ask('OPTIONS *', 'localhost')).toMatch(/^HTTP\/1.1 204 [\s\S]*Allow: GET, HEAD, POST, OPTIONS/)
  })
})

it('JSON in another charset than UTF-8 is not read as if it were', async () => {
  const post = async (charset: string): Promise<unknown> => {
    const headers = { 'content-type': `application/json; charset=${charset}` }
    const body = Buffer.from('{"guestName":"J\u00e9"}', charset === 'latin1' ? 'latin1' : 'utf8')
    const answer = await send(`${server.url}${JOIN}`, { method: 'POST', headers, body })
    await answer.body.dump()
    return answer.headers['greenroom-outcome']
  }
  expect([await post('latin1'), await post('utf-8'), await post('"UTF-8"')]).toEqual([
    'malformed-body',
    'joined-as-guest',
    'joined-as-guest',
  ])
})

it('a token does not hold before its time', async () => {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const [head, , signature] = signToken('x', { sub: 'a', issued: 0, expires: 9e9 }).split('.')
  const trusting = createMock({ trust: 'agent' })
  const join = async (nbf: number): Promise<number> => {
    const authorization = `Bearer ${head}.${part({ sub: 'a', nbf })}.${signature}`
    return (
      await trusting.handle(new Request(`http://localhost${JOIN}`, { method: 'POST', headers: { authorization } }))
    ).status
  }
  const now = Math.floor(Date.now() / 1000)
  expect([await join(now - 60), await join(now + 3600)]).toEqual([201, 401])
})

it('pages of allowed origins can read the answer to too many headers', async () => {
  const headers = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`x-${n}`, 'y']))
  const origin = 'http://localhost:5173'
  const answer = await send(`${server.url}${JOIN}`, { method: 'POST', headers: { ...headers, origin } })
  await answer.body.dump()
  expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([431, origin])
})

it('pages under an address of this machine may call what is served there, and no page of another address', async () => {
  await using everywhere = await startServer({ host: '0.0.0.0' })
  const post = async (host: string, origin: string): Promise<number> => {
    const bytes = `POST ${JOIN} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`
    return Number(/^HTTP\/1.1 (\d+)/.exec(await rawAnswer(everywhere.port, bytes))?.[1])
  }
  expect(await post('10.0.2.2:4010', 'http://10.0.2.2:4010')).toBe(400)
  expect(await post('10.0.2.2:4010', 'http://10.0.2.3:4010')).toBe(403)
  expect(await post('10.0.2.2:4010', 'http://10.0.2.2:80')).toBe(403)
})

import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startForeign } from '../../../tests/support/run-verify.ts'
import { isTrouble, type Received, type Trouble } from '../model/exchange.ts'
import type { WireRequest } from '../../contract/model/case-request.ts'
import type { SendOptions } from './dispatchers.ts'
import { createSend } from './send.ts'

const LONG_MS = 600_000

/** Sends one request with these options. */
async function sent(
  baseUrl: string,
  request: Partial<WireRequest> = {},
  options: SendOptions = {},
  signal = new AbortController().signal,
): Promise<Received | Trouble> {
  const { send, close } = createSend(options)
  onTestFinished(close)
  return send(
    { method: 'GET', target: '/a?b=c', headers: {}, body: null, ...request },
    { baseUrl, timeoutMs: LONG_MS, signal },
  )
}
const bodyOf = (result: Received | Trouble): string => (isTrouble(result) ? result.message : result.body)

describe('a request', () => {
  it('is sent as it is, below the path of the base URL, with headers of its own only where none are given', async () => {
    await using server = await startForeign((request, response) => {
      const { accept, 'accept-encoding': encoding, 'user-agent': agent } = request.headers
      void text(request).then((body) =>
        response.end(JSON.stringify([request.method, request.url, accept, encoding, agent, body])),
      )
    })
    expect(JSON.parse(bodyOf(await sent(`${server.url}/base/`)))).toEqual([
      'GET',
      '/base/a?b=c',
      'application/json',
      'gzip, deflate, br',
      'greenroom-verify',
      '',
    ])
    const given = { method: 'PUT', headers: { ACCEPT: 'text/x', 'User-Agent': 'own' }, body: 'é' }
    expect(JSON.parse(bodyOf(await sent(server.url, given)))).toEqual([
      'PUT',
      '/a?b=c',
      'text/x',
      'gzip, deflate, br',
      'own',
      'é',
    ])
  })

  it.each(['ftp://127.0.0.1', 'ftp://192.0.2.1'])('to a base that is not of HTTP is trouble: %s', async (base) => {
    expect(isTrouble(await sent(base))).toBe(true)
  })

  it('of which the base is no URL is trouble', async () => {
    expect(await sent('nowhere')).toEqual({
      kind: 'malformed',
      message: 'The base URL of the target is not a URL.',
    })
  })

  it('is not sent once it is interrupted, which is no trouble', async () => {
    await using server = await startForeign((_, response) => void response.end())
    const ending = new AbortController()
    ending.abort(new Error('interrupted'))
    await expect(sent(server.url, {}, {}, ending.signal)).rejects.toThrow('interrupted')
    expect(server.requests()).toBe(0)
  })

  it('that is under way is given up when it is interrupted', async () => {
    const ending = new AbortController()
    await using server = await startForeign(() => ending.abort(new Error('interrupted')))
    await expect(sent(server.url, {}, {}, ending.signal)).rejects.toThrow('interrupted')
  })

  it('that is under way ends when the sender is closed', async () => {
    const { send, close } = createSend()
    await using server = await startForeign(() => void close())
    const { signal } = new AbortController()
    const request = { method: 'GET', target: '/', headers: {}, body: null }
    expect(await send(request, { baseUrl: server.url, timeoutMs: LONG_MS, signal })).toMatchObject({ kind: 'reset' })
  })
})

describe('an answer', () => {
  it('has its status, headers in small letters in order, and text', async () => {
    await using server = await startForeign((_, response) =>
      response
        .writeHead(
          404,
          [
            ['X-B', '1'],
            ['x-a', '2'],
            ['X-B', '3'],
          ].flat(),
        )
        .end('é'),
    )
    const result = await sent(server.url)
    expect(result).toMatchObject({ status: 404, body: 'é', ms: expect.any(Number) })
    expect(isTrouble(result) ? [] : result.headers.filter(([name]) => name.startsWith('x-'))).toEqual([
      ['x-b', '1'],
      ['x-a', '2'],
      ['x-b', '3'],
    ])
  })

  it('may have headers of 16 KiB, and no more', async () => {
    const of = async (bytes: number) => {
      await using server = await startForeign((_, response) =>
        response.writeHead(204, { 'x-long': 'x'.repeat(bytes) }).end(),
      )
      return await sent(server.url)
    }
    expect(await of(15 * 1024)).toMatchObject({ status: 204 })
    expect(await of(17 * 1024)).toMatchObject({ kind: 'oversized' })
  })

  it.each([502, 503, 504])('of %i is that of a gateway', async (status) => {
    await using server = await startForeign((_, response) => response.writeHead(status).end('x'))
    expect(await sent(server.url)).toMatchObject({
      kind: 'gateway',
      answer: { status, body: 'x' },
      message: `127.0.0.1:${server.port} answered ${status}; check what stands in front of the target, and whether the target runs.`,
    })
  })

  it.each([500, 501, 505])('of %i is the target’s', async (status) => {
    await using server = await startForeign((_, response) => response.writeHead(status).end('x'))
    expect(await sent(server.url)).toMatchObject({ status })
  })
})

describe('trouble names the place', () => {
  // Nothing listens on port 1.
  const PROXY = 'http://user:s3cret@127.0.0.1:1'
  const message = async (url: string, proxies: SendOptions['proxies'] = {}): Promise<string> =>
    bodyOf(await sent(url, {}, { proxies }))

  it('with its port', async () => {
    expect(await message('http://127.0.0.1:1')).toMatch(
      /^Nothing accepts connections at 127\.0\.0\.1:1 \(ECONNREFUSED\)/,
    )
  })

  it('and the proxy for it, without credentials', async () => {
    expect(await message('http://192.0.2.1', { http: PROXY })).toContain(
      ' 192.0.2.1:80 (through the proxy 127.0.0.1:1)',
    )
    expect(await message('https://192.0.2.1', { http: PROXY })).toContain(
      ' 192.0.2.1:443 (through the proxy 127.0.0.1:1)',
    )
    expect(await message('http://192.0.2.1', { http: PROXY, https: 'http://127.0.0.1:2' })).toContain(
      ' 192.0.2.1:80 (through the proxy 127.0.0.1:1)',
    )
    expect(await message('https://192.0.2.1', { http: 'http://127.0.0.1:2', https: PROXY, except: 'x.org' })).toContain(
      ' 192.0.2.1:443 (through the proxy 127.0.0.1:1, unless NO_PROXY names the host)',
    )
    expect(await message('https://192.0.2.1', { http: PROXY })).not.toContain('s3cret')
  })

  it('on this machine without a proxy', async () => {
    expect(await message('http://127.0.0.1:1', { http: 'http://127.0.0.1:2' })).not.toContain('proxy')
  })
})

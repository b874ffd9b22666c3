import { createServer, type Server } from 'node:http'
import { describe, expect, it } from 'vitest'
import { undocumented, type Answer } from '../mock/answer.ts'
import { defaultLimits } from '../mock/limits.ts'
import { corsHeaders, isPreflight, preflight } from './cors.ts'
import { toMockRequest, toResponse } from './fetch.ts'
import { readHeaders } from './headers.ts'
import { listen } from './listen.ts'
import { worldOfSocket } from './socket-io/world.ts'

describe('a preflight', () => {
  const asked = { origin: 'http://a', 'access-control-request-method': 'POST' }
  const allowed = (headers: Record<string, string>): string | undefined => {
    const { headers: flat } = preflight(headers)
    return flat[flat.indexOf('Access-Control-Allow-Headers') + 1]
  }

  it('is an OPTIONS of a page that asks for a method', () => {
    expect(isPreflight('OPTIONS', asked)).toBe(true)
    expect([isPreflight('POST', asked), isPreflight('OPTIONS', { origin: 'http://a' })]).toEqual([false, false])
    expect(isPreflight('OPTIONS', { 'access-control-request-method': 'POST' })).toBe(false)
  })

  it('allows the headers that are asked for, and nothing that is no list of names', () => {
    expect(allowed({ 'access-control-request-headers': 'x-user-id , X-Auth-Token' })).toBe('x-user-id , X-Auth-Token')
    for (const text of ['a b', 'a,,b', 'a\r\nSet-Cookie: x', ','])
      expect(allowed({ 'access-control-request-headers': text })).toBe('Content-Type')
    expect(allowed({})).toBe('Content-Type')
  })

  it('is for one origin alone', () => {
    const headers = corsHeaders('http://a')
    expect([headers[0], headers[1], headers.includes('Vary'), headers.join(' ').includes('Credentials')]).toEqual([
      'Access-Control-Allow-Origin',
      'http://a',
      true,
      false,
    ])
  })
})

it('headers are read by small names; those that come again are joined, or told where they must not', () => {
  expect(readHeaders(['X-A', '1', 'x-a', '2', 'Host', 'h', '__proto__', 'p'])).toEqual({
    headers: Object.assign(Object.create(null), { 'x-a': '1, 2', host: 'h', ['__proto__']: 'p' }),
    repeated: null,
  })
  for (const name of ['Host', 'ORIGIN', 'Content-Length', 'Sec-Fetch-Site'])
    expect(readHeaders([name, 'a', name.toLowerCase(), 'a']).repeated).toBe(name.toLowerCase())
})

describe('over fetch', () => {
  const answer = (more: Partial<Answer> = {}): Answer => ({
    status: 200,
    headers: ['X-A', '1', 'X-A', '2'],
    body: 'text',
    about: undocumented('a test'),
    ...more,
  })

  it('a request has path and query without the prefix, and its body as far as that is kept', async () => {
    const read = (url: string, body: BodyInit | null, prefix = '', bytes = 4) =>
      toMockRequest(
        new Request(url, { method: 'POST', body, headers: { 'X-A': 'b' } }),
        { ...defaultLimits, body: bytes },
        prefix,
      )
    expect(await read('http://app.test:1/api/rooms?x=1#y', '\ufeff!', '/api')).toMatchObject({
      method: 'POST',
      target: '/rooms?x=1',
      headers: { host: 'app.test:1', 'x-a': 'b' },
      body: '\ufeff!',
      bodyBytes: 4,
      isCut: false,
    })
    expect(await read('http://app.test/api', 'abcde', '/api')).toMatchObject({
      target: '/',
      body: '',
      bodyBytes: 5,
      isCut: true,
    })
    expect(await read('http://app.test/other', null, '/api')).toMatchObject({
      target: '/other',
      body: '',
      bodyBytes: 0,
    })
  })

  it('an answer has all its headers, and no body where there is none to be', async () => {
    const whole = await toResponse(answer(), 'GET')
    expect([whole.headers.get('x-a'), await whole.text()]).toEqual(['1, 2', 'text'])
    expect((await toResponse(answer(), 'HEAD')).body).toBeNull()
    expect((await toResponse(answer({ status: 204, body: '' }), 'GET')).body).toBeNull()
    expect((await toResponse(answer({ breaks: true }), 'GET')).type).toBe('error')
    expect(await (await toResponse(answer({ delayMs: 1 }), 'GET')).text()).toBe('text')
  })

  it('a stream goes on until either side ends it, and says when its reader is too slow', async () => {
    let send: (piece: string) => boolean = () => false
    let [end, stopped] = [(): void => {}, 0]
    const stream: NonNullable<Answer['stream']> = (write, finish) => {
      send = write
      end = finish
      return () => void stopped++
    }
    const ended = await toResponse(answer({ body: 'a', stream }), 'GET')
    send('b')
    end()
    expect(await ended.text()).toBe('ab')
    const cancelled = await toResponse(answer({ stream }), 'GET')
    expect([send('x'.repeat(1024 * 1024)), send('lost')]).toEqual([true, false])
    await cancelled.body?.cancel()
    expect(stopped).toBe(1)
    expect((await toResponse(answer({ stream }), 'HEAD')).body).toBeNull()
  })
})

describe('servers listen', () => {
  const make = (): Server => createServer((_, response) => response.end('here'))

  it.skipIf(process.platform === 'darwin')(
    'at one free port on every host, and all of them end (macOS has one address of loopback)',
    async () => {
      const { port, close } = await listen(make, ['127.0.0.1', '127.0.0.2'], 0)
      for (const host of ['127.0.0.1', '127.0.0.2'])
        expect(await (await fetch(`http://${host}:${port}/`, { headers: { connection: 'close' } })).text()).toBe('here')
      await expect(listen(make, ['127.0.0.3', '127.0.0.2'], port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
      await close()
      const again = await listen(make, ['127.0.0.3', '127.0.0.2'], port)
      await again.close()
    },
  )

  it('not at all on a host that is not this machine', async () => {
    await expect(listen(make, ['192.0.2.1'], 0)).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
    const { close } = await listen(make, ['127.0.0.1', '192.0.2.1'], 0)
    await close()
  })
})

describe('the world of a socket', () => {
  const of = (given: object) => worldOfSocket({ auth: {}, query: {}, headers: {}, namespace: '/', ...given })

  it('is that of its auth, else of its query, else of its namespace or headers', () => {
    expect(of({ auth: { world: 'a' }, query: { world: 'b' }, namespace: '/~c' })).toMatchObject({ world: 'a' })
    expect(of({ auth: { world: undefined }, query: { world: 'b' }, namespace: '/~c' })).toMatchObject({ world: 'b' })
    expect(of({ query: { world: 'b' }, headers: { 'x-greenroom-world': 'd' } })).toMatchObject({ world: 'b' })
    expect(of({ namespace: '/~c' })).toMatchObject({ world: 'c' })
    expect(of({ auth: null, headers: { host: 'e.localhost' } })).toMatchObject({ world: 'e' })
    expect(of({ auth: Object.create({ world: 'inherited' }) })).toMatchObject({ world: null })
  })

  it.each([5, {}, ['a'], '', 'a b'])('is none where it is said to be %j', (world) => {
    expect(of({ auth: { world } })).toMatchObject({ problem: { status: 400 } })
  })
})

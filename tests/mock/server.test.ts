import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import { startServer } from '../../src/server.ts'
import { closeUnforced } from '../support/close-unforced.ts'

const manager = { 'X-Auth-Token': 'OsLBoPh6cUgNuh6mWT8z4VIY_nGl8R30XVE4QNDLT6S', 'X-User-Id': 'f5vPj6jfkRXipkwoC' }
const guest = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"guestName":"Jane"}' }

describe('a fault of the mock itself', () => {
  it('is a 500 without details, told to who runs it, and the next call is answered', async () => {
    const faults: unknown[] = []
    const [room] = seeds.documented.livechatRooms
    const broken = JSON.parse(JSON.stringify({ ...room, fname: null }))
    await using server = await startServer({
      seed: { ...seeds.documented, livechatRooms: [broken] },
      onFault: (fault) => faults.push(fault),
    })
    const answer = await fetch(`${server.url}/api/v1/livechat/rooms?roomName=a`, { headers: manager })
    expect([answer.status, await answer.text()]).toEqual([
      500,
      '{"title":"Fault of the mock","status":500,"detail":"The mock itself failed; its log says how."}',
    ])
    expect(faults).toHaveLength(1)
    expect((await fetch(`${server.url}/rooms/abc-def-ghi/join`, guest)).status).toBe(201)
  })
})

describe('limits', () => {
  it('hold to the byte', async () => {
    await using server = await startServer({ limits: { body: 200 } })
    const sized = (bytes: number): string => JSON.stringify({ callId: 'x'.repeat(bytes - 13) })
    const post = async (bytes: number) =>
      (await fetch(`${server.url}/api/v1/video-conference.join`, { ...guest, body: sized(bytes) })).status
    expect([sized(200).length, await post(200), await post(201)]).toEqual([200, 400, 413])
  })

  it('can be raised, each by its name', async () => {
    await using server = await startServer({
      limits: { depth: 200, parameters: 500, url: 20_000, headers: 300, headerBytes: 64 * 1024, body: 3_000_000 },
    })
    const post = (body: string, path = '/api/v1/video-conference.join') =>
      fetch(`${server.url}${path}`, { ...guest, body })
    expect((await post(`${'['.repeat(150)}${']'.repeat(150)}`)).headers.get('greenroom-outcome')).toBe('invalid-body')
    expect((await post(JSON.stringify({ callId: 'x'.repeat(2_000_000) }))).headers.get('greenroom-outcome')).toBe(
      'unknown-call',
    )
    const listed = await fetch(
      `${server.url}/api/v1/livechat/rooms?${'tags[]=a&'.repeat(300)}roomName=${'x'.repeat(10_000)}`,
      { headers: manager },
    )
    expect(listed.headers.get('greenroom-outcome')).toBe('listed')
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`x-${n}`, 'y'.repeat(100)]))
    expect((await fetch(server.url, { headers: many })).status).toBe(200)
  })
})

describe('pages of other origins', () => {
  const join = '/rooms/abc-def-ghi/join'

  it('on localhost may read answers, with the headers that say which outcome it is', async () => {
    await using server = await startServer()
    const answer = await fetch(`${server.url}${join}`, {
      ...guest,
      headers: { ...guest.headers, origin: 'http://localhost:5173' },
    })
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
    expect(answer.headers.get('vary')).toBe('Origin')
    expect(answer.headers.get('access-control-expose-headers')).toContain('Greenroom-Outcome')
  })

  it('get no header echoed that is none', async () => {
    await using server = await startServer()
    const headers = {
      origin: 'http://localhost:5173',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'a b, <x>',
    }
    const answer = await fetch(`${server.url}${join}`, { method: 'OPTIONS', headers })
    expect(answer.headers.get('access-control-allow-headers')).toBe('Content-Type')
    const { 'access-control-request-method': _method, ...noPreflight } = headers
    expect(
      (await fetch(`${server.url}${join}`, { method: 'OPTIONS', headers: noPreflight })).headers.get('allow'),
    ).toBe('POST, OPTIONS')
    expect((await fetch(server.url, { method: 'OPTIONS' })).headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  })

  it('may ask first, for any header that their application sends', async () => {
    await using server = await startServer()
    const headers = {
      origin: 'http://localhost:5173',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-auth-token,x-mine',
    }
    const answer = await fetch(`${server.url}${join}`, { method: 'OPTIONS', headers })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-headers')).toBe('content-type,x-auth-token,x-mine')
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
  })

  it('elsewhere may neither ask nor call, unless allowed by name', async () => {
    await using server = await startServer({ corsOrigins: ['https://app.example.com'] })
    const from = async (origin: string, method: string) => {
      const answer = await fetch(`${server.url}${join}`, {
        method,
        headers: { origin, 'access-control-request-method': 'POST' },
      })
      return [answer.status, answer.headers.get('access-control-allow-origin')]
    }
    expect(await from('https://evil.test', 'OPTIONS')).toEqual([403, null])
    expect(await from('https://evil.test', 'POST')).toEqual([403, null])
    expect(await from('https://app.example.com', 'OPTIONS')).toEqual([204, 'https://app.example.com'])
  })
})

describe('ending a server', () => {
  it('is not held up by idle connections, and frees the port', async () => {
    const server = await startServer()
    const socket = connect(server.port, '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    await fetch(server.url)
    await closeUnforced(server)
    socket.destroy()
    await using again = await startServer({ port: server.port })
    expect(again.port).toBe(server.port)
  })

  it('serves twenty at once, each on a port of its own', async () => {
    const servers = await Promise.all(Array.from({ length: 20 }, () => startServer()))
    expect(new Set(servers.map(({ port }) => port)).size).toBe(20)
    for (const { url } of servers) expect((await fetch(url)).status).toBe(200)
    await Promise.all(servers.map(({ close }) => close()))
  })
})

import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { ENGINE } from '../support/raw-web-socket.ts'
import { patient } from '../support/sockets.ts'

let server: RunningServer
const faults: unknown[] = []
beforeAll(async () => {
  server = await startServer({
    onFault: (fault) => faults.push(fault),
    corsOrigins: ['https://app.example.com'],
    sockets: patient,
  })
})
afterAll(async () => {
  await server.close()
  expect(faults).toEqual([])
})

const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='

interface Got {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** A request as it stands, its Host too; an upgrade is answered 101. */
const send = (path: string, headers: Record<string, string | string[]>, body?: string): Promise<Got> =>
  new Promise((resolve, reject) => {
    const sent = request({ port: server.port, path, headers, method: body === undefined ? 'GET' : 'POST' })
    sent.on('error', reject)
    sent.on('upgrade', ({ statusCode = 0, headers: got }, socket) => {
      socket.destroy()
      resolve({ status: statusCode, headers: got, body: '' })
    })
    sent.on('response', (response) => {
      let text = ''
      response.on('data', (chunk) => (text += String(chunk)))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    sent.end(body)
  })

const upgrading = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': KEY,
}

describe('the guard', () => {
  const here = (): string => `localhost:${server.port}`
  const callers: [string, Record<string, string | string[]>, number][] = [
    ['a foreign Host', { host: 'evil.example' }, 421],
    ['a Host that only looks like loopback', { host: '127.0.0.1.nip.io' }, 421],
    ['a foreign origin', { origin: 'https://evil.example' }, 403],
    ['the origin null', { origin: 'null' }, 403],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['two origins', { origin: ['http://localhost', 'https://evil.example'] }, 400],
    ['no origin', {}, 200],
    ['an origin on loopback', { origin: 'http://localhost:5173' }, 200],
    ['an origin that is allowed', { origin: 'https://app.example.com' }, 200],
  ]

  it.each(callers)('judges %s at polling requests and at upgrades', async (_, headers, status) => {
    const polling = await send(`${ENGINE}polling`, { host: here(), ...headers })
    const upgrade = await send(`${ENGINE}websocket`, { host: here(), ...upgrading, ...headers })
    expect([polling.status, upgrade.status]).toEqual([status, status === 200 ? 101 : status])
    const { origin } = headers
    expect(polling.headers['access-control-allow-origin']).toBe(status === 200 ? origin : undefined)
    if (status !== 200) expect(JSON.parse(upgrade.body)).toMatchObject({ status })
  })

  it('answers preflights', async () => {
    const answer = await fetch(`${server.url}${ENGINE}polling`, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:5173', 'access-control-request-method': 'POST' },
    })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, 'http://localhost:5173'])
  })
})

describe('an upgrade', () => {
  it('that is not for Socket.IO is answered as the request that it is, with its body', async () => {
    const body = '{"guestName":"Jane"}'
    const http2 = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' }
    const answer = await send(
      '/~upgrades/rooms/abc-def-ghi/join',
      { host: 'localhost', ...http2, 'content-type': 'application/json', 'content-length': String(body.length) },
      body,
    )
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([201, { guestName: 'Jane' }])
    expect(await send('/nowhere', { host: 'localhost', ...upgrading })).toMatchObject({ status: 404 })
    expect(await send('/nowhere', { host: 'evil.example', ...upgrading })).toMatchObject({ status: 421 })
  })

  it('for Socket.IO in other letters is answered as any path that there is not', async () => {
    for (const path of ['/SOCKET.IO/', '/Socket.io/', '/%7eW/socket.IO/']) {
      const response = await fetch(`${server.url}${path}?EIO=4&transport=polling`)
      expect([path, response.status]).toEqual([path, 404])
    }
  })

  it('that no session has is refused', async () => {
    expect(await send(`${ENGINE}websocket&sid=__proto__`, { host: 'localhost', ...upgrading })).toMatchObject({
      status: 400,
    })
    expect(await send(`${ENGINE}polling&sid=x`, { host: 'localhost' })).toMatchObject({ status: 400 })
    expect(await send(`/socket.io/?EIO=3&transport=polling`, { host: 'localhost' })).toMatchObject({ status: 400 })
  })
})

it('the client of Socket.IO is served, as by any of its servers, behind the guard', async () => {
  const client = await send('/socket.io/socket.io.js', { host: 'localhost' })
  expect([client.status, client.headers['content-type']]).toEqual([200, 'application/javascript; charset=utf-8'])
  expect(client.body).toContain('Socket.IO v4')
  expect(await send('/socket.io/socket.io.js', { host: 'evil.test' })).toMatchObject({ status: 421 })
})

describe('a request for Socket.IO', () => {
  it.each(['bad!name', '', '%ff', '__proto__', 'a'.repeat(64)])(
    'whose path names no world (%s) is told so, over polling and at an upgrade',
    async (name) => {
      const path = `/~${name}${ENGINE}`
      for (const { status, body } of [
        await send(`${path}polling`, { host: 'localhost' }),
        await send(`${path}websocket`, { host: 'localhost', ...upgrading }),
      ])
        expect([status, JSON.parse(body)]).toMatchObject([400, { title: 'Invalid world name' }])
    },
  )

  it.each(['j=0', 'j=', '%6a=1', 'x&j', 'x?j=1&j=2'])('as a script of a page (%s) is refused', async (query) => {
    expect((await fetch(`${server.url}${ENGINE}polling&${query}`)).status).toBe(403)
  })
})

it('sockets can be left out', async () => {
  await using without = await startServer({ sockets: false })
  expect((await fetch(`${without.url}${ENGINE}polling`)).status).toBe(404)
})

import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startServer, type RunningServer } from '../../src/server.ts'
import type { Exchange } from '../../src/transport/exchange.ts'

const SEED_TOKEN = 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f'
const CONNECT = { msg: 'connect', version: '1', support: ['1'] }

let server: RunningServer
const exchanges: Exchange[] = []
beforeAll(async () => {
  server = await startServer({
    limits: { packet: 4096, depth: 8 },
    onWarning: () => {},
    onExchange: (exchange) => exchanges.push(exchange),
  })
})
afterAll(() => server.close())

/** A client that reads one message after another. */
interface DdpClient extends AsyncDisposable {
  readonly socket: WebSocket
  readonly send: (message: unknown) => void
  readonly next: () => Promise<unknown>
}

async function openClient(path = '/websocket', options = {}): Promise<DdpClient> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, options)
  const [messages, waiting]: [unknown[], ((message: unknown) => void)[]] = [[], []]
  socket.on('message', (data: Buffer) => {
    const message: unknown = JSON.parse(data.toString())
    const first = waiting.shift()
    if (first) first(message)
    else messages.push(message)
  })
  await once(socket, 'open')
  return {
    socket,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: async () => (messages.length > 0 ? messages.shift() : new Promise((resolve) => waiting.push(resolve))),
    async [Symbol.asyncDispose]() {
      if (socket.readyState === socket.CLOSED) return
      socket.terminate()
      await once(socket, 'close')
    },
  }
}

const login = (proof: object, id = '1') => ({ msg: 'method', method: 'login', params: [proof], id })

const statusOf = async (path: string, options = {}): Promise<number | undefined> => {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, options)
  socket.on('error', () => {})
  const [, response]: { statusCode?: number; destroy?: () => void }[] = await once(socket, 'unexpected-response')
  response?.destroy?.()
  return response?.statusCode
}

describe('a DDP client', () => {
  it('connects, logs in by a token, and subscribes', async () => {
    await using client = await openClient()
    client.send(CONNECT)
    client.send(login({ resume: SEED_TOKEN }))
    client.send({ msg: 'sub', id: '2', name: 'stream-notify-user', params: [] })
    expect(await client.next()).toEqual({ msg: 'connected', session: expect.any(String) })
    expect(await client.next()).toMatchObject({ msg: 'added', collection: 'users', fields: { username: 'agent' } })
    expect(await client.next()).toMatchObject({ msg: 'result', id: '1', result: { token: SEED_TOKEN } })
    expect(await client.next()).toEqual({ msg: 'updated', methods: ['1'] })
    expect(await client.next()).toEqual({ msg: 'ready', subs: ['2'] })
  })

  it('gets a token by a password, which counts over HTTP, too, until it logs out', async () => {
    await using client = await openClient('/~ddp/websocket')
    client.send(CONNECT)
    client.send(login({ user: { username: 'manager' }, password: 'manager-password' }))
    const [, , result] = [await client.next(), await client.next(), await client.next()]
    const { id, token } = Object(Object(result).result)
    const me = async () =>
      (await fetch(`${server.url}/~ddp/api/v1/me`, { headers: { 'x-user-id': id, 'x-auth-token': token } })).status
    expect(await me()).toBe(200)
    await client.next()
    client.send({ msg: 'method', method: 'logout', params: [], id: '2' })
    expect(await client.next()).toEqual({ msg: 'result', id: '2' })
    expect(await me()).toBe(401)
    const calls = await (await server.attach('ddp')).journal.list()
    expect(calls.map(({ method, target, cause }) => `${method} ${target}: ${cause}`)).toEqual(
      expect.arrayContaining(['DDP login: manager is logged in', 'DDP logout: the session is logged out']),
    )
    expect(exchanges.some(({ request }) => request.method === 'DDP' && request.target === 'login')).toBe(true)
  })

  it('whose login is refused is told so', async () => {
    await using client = await openClient()
    client.send(CONNECT)
    client.send(login({ user: { username: 'agent' }, password: { digest: 'ab', algorithm: 'sha-256' } }))
    await client.next()
    expect(await client.next()).toMatchObject({ msg: 'result', id: '1', error: { error: 403 } })
  })

  it('names its world as a request does; what names none, or two, is refused', async () => {
    const named = { headers: { 'x-greenroom-world': 'named' } }
    await using client = await openClient('/websocket?x=1', named)
    client.send({ msg: 'ping' })
    expect(await client.next()).toEqual({ msg: 'pong' })
    expect(await statusOf('/~other/websocket', named)).toBe(400)
    await using strict = await startServer({ requireWorld: true })
    const socket = new WebSocket(`${strict.url.replace('http', 'ws')}/websocket`)
    socket.on('error', () => {})
    const [, response]: { statusCode?: number; destroy?: () => void }[] = await once(socket, 'unexpected-response')
    expect(response?.statusCode).toBe(400)
    response?.destroy?.()
  })

  it('is cut when its world begins anew, and when the server ends', async () => {
    await using client = await openClient('/~reset/websocket')
    const closed = once(client.socket, 'close')
    await (await server.attach('reset')).reset()
    await closed
    const own = await startServer()
    const socket = new WebSocket(`${own.url.replace('http', 'ws')}/websocket`)
    await once(socket, 'open')
    const ended = once(socket, 'close')
    await own.close()
    await ended
  })

  it.each([
    ['too many bytes', 'x'.repeat(4097), 1009],
    ['too many levels', '['.repeat(9), 1008],
  ])('that sends %s is closed', async (_, text, code) => {
    await using client = await openClient()
    const closed = once(client.socket, 'close')
    client.send(text)
    expect((await closed)[0]).toBe(code)
  })

  it('that sends too much at once is closed', async () => {
    await using client = await openClient()
    const closed = once(client.socket, 'close')
    for (let n = 0; n < 300; n++) client.send({ msg: 'pong' })
    expect((await closed)[0]).toBe(1008)
  })

  it('is behind the guard', async () => {
    expect(await statusOf('/websocket', { origin: 'https://evil.example' })).toBe(403)
  })

  it('finds nothing where the front is left out, and Socket.IO alone is served', async () => {
    await using without = await startServer({ front: false })
    const socket = new WebSocket(`${without.url.replace('http', 'ws')}/websocket`)
    socket.on('error', () => {})
    const [, response]: { statusCode?: number; destroy?: () => void }[] = await once(socket, 'unexpected-response')
    expect(response?.statusCode).toBe(404)
    response?.destroy?.()
  })
})

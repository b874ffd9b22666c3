import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { ENGINE, openRaw } from '../support/raw-web-socket.ts'
import { listen, until, type Listener } from '../support/sockets.ts'

let server: RunningServer
const faults: unknown[] = []
beforeAll(async () => {
  server = await startServer({ onFault: (fault) => faults.push(fault), corsOrigins: ['https://app.example.com'] })
})
afterAll(() => server.close())
afterEach(() => expect(faults).toEqual([]))

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

const join = (guestName: string) => ['join-room', { code: 'abc-def-ghi', guestName }] as const
const joinPacket = (guestName: string): string => `42${JSON.stringify(join(guestName))}`

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
    expect(await send(`/socket.io/socket.io.js`, { host: 'localhost' })).toMatchObject({ status: 400 })
  })
})

const malformed: [string, (string | Uint8Array<ArrayBuffer>)[]][] = [
  ['an unknown engine packet', ['x']],
  ['nothing', ['']],
  ['a ping of its own', ['2']],
  ['a packet of no type', ['4abc']],
  ['an event of nothing', ['42[]']],
  ['an event without a name', ['42']],
  ['an event without a name that wants an ack', ['427']],
  ['an event that is no list', ['42{}']],
  ['JSON that is none', ['42["join-room",{]']],
  ['an id of an ack that is none', ['42-1["join-room"]']],
  ['a reserved event', ['42["connect"]']],
  ['a second connection to a namespace', ['40']],
  ['a handshake that is a list', ['40/~x,["a"]']],
  ['an event before any connection', ['42/~x,["join-room"]']],
  ['a binary event', ['451-["join-room",{"_placeholder":true,"num":0}]']],
  ['attachments without end', ['459999999999-["join-room"]']],
  ['a binary ack', ['461-1[{"_placeholder":true,"num":0}]']],
  ['bytes', [new Uint8Array([4, 2, 91, 93])]],
  ['lists in lists in lists', [`42["join-room",${'['.repeat(100)}${']'.repeat(100)}]`]],
  ['a hundred thousand levels', [`42["join-room",${'['.repeat(100_000)}`]],
  ['more than a packet may have', [`42["join-room","${'x'.repeat(300_000)}"]`]],
]

describe('malformed packets', () => {
  let witness: Listener
  beforeAll(async () => {
    witness = await listen(server.url, { transports: ['websocket'] })
    await witness.ask(...join('Witness'))
  })
  afterAll(() => witness.socket.disconnect())

  it.each(malformed)('%s: close that connection, which frees its seat, and no other', async (_, packets) => {
    const raw = await openRaw(server)
    raw.send(joinPacket('Raw'))
    await until(() => raw.heard.some((packet) => packet.startsWith('42["room-joined"')))
    for (const packet of packets) raw.send(packet)
    await raw.closed
    await until(() => witness.heard.at(-1)?.[0] === 'user-left')
    expect(witness.heard.splice(0).map(([event]) => event)).toEqual(['user-joined', 'user-left'])
    expect(witness.ends).toEqual([])
  })

  it('of any text, and events of any JSON, never trouble the process, nor anybody else', async () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `4${text}`),
      fc.string().map((text) => `42${text}`),
      fc.tuple(fc.nat(), fc.array(fc.jsonValue())).map(([id, list]) => `42${id}${JSON.stringify(list)}`),
      fc
        .tuple(fc.constantFrom('join-room', 'leave-room', 'lock-room', 'end-room'), fc.array(fc.jsonValue()))
        .map(([event, rest]) => `421${JSON.stringify([event, ...rest])}`),
      fc.jsonValue().map((auth) => `40/~fuzz,${JSON.stringify(auth)}`),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 8 }), async (packets) => {
        const raw = await openRaw(server)
        for (const packet of packets) raw.send(packet)
        raw.send('429["leave-room"]')
        await until(() => !raw.isOpen() || raw.heard.includes('439[{"success":true}]'))
        raw.close()
      }),
      { numRuns: 200 },
    )
    expect(await witness.hears()).toEqual([])
  })

  it('names that every object has are no events', async () => {
    const raw = await openRaw(server)
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) raw.send(`421["${name}",{}]`)
    raw.send('420[5,{}]')
    raw.send('427["leave-room"]')
    await until(() => raw.heard.includes('437[{"success":true}]'))
    expect(raw.heard.filter((packet) => /^4[23]/.test(packet))).toEqual(['437[{"success":true}]'])
    expect(raw.isOpen()).toBe(true)
  })

  it('too large over polling are refused with 413', async () => {
    const polled = await fetch(`${server.url}${ENGINE}polling`)
    const { sid }: { sid: string } = JSON.parse((await polled.text()).slice(1))
    const answer = await fetch(`${server.url}${ENGINE}polling&sid=${sid}`, {
      method: 'POST',
      body: 'x'.repeat(300_000),
    })
    expect(answer.status).toBe(413)
  })
})

describe('a flood', () => {
  it('is cut with a reason, and others never notice', async () => {
    using witness = await listen(server.url, { transports: ['websocket'] })
    await witness.ask(...join('Witness'))
    using flooding = await listen(server.url, { transports: ['websocket'] })
    for (let count = 0; count < 2000; count++) flooding.socket.emit('leave-room')
    await until(() => flooding.ends.length === 1)
    expect(flooding.heard).toEqual([
      ['exception', { statusCode: 429, message: expect.stringContaining('--limit events=') }],
    ])
    expect(await witness.hears()).toEqual([])
    expect(witness.ends).toEqual([])
  })

  it('of namespaces is held back', async () => {
    const raw = await openRaw(server)
    for (let count = 0; count < 25; count++) raw.send(`40/~many-${count},`)
    await until(() => raw.heard.filter((packet) => packet.startsWith('4')).length === 26)
    expect(raw.heard.filter((packet) => packet.startsWith('44')).length).toBeGreaterThanOrEqual(5)
    expect(raw.isOpen()).toBe(true)
  })
})

describe('who does not read', () => {
  it('is cut at a bound', async () => {
    await using small = await startServer({ limits: { unread: 20_000, events: 10_000 } })
    const polled = await fetch(`${small.url}${ENGINE}polling`)
    const { sid }: { sid: string } = JSON.parse((await polled.text()).slice(1))
    const post = async (body: string): Promise<number> =>
      (await fetch(`${small.url}${ENGINE}polling&sid=${sid}`, { method: 'POST', body })).status
    expect([await post('40'), await post(joinPacket('Slow'))]).toEqual([200, 200])
    using other = await listen(small.url, { transports: ['websocket'] })
    const joins = async (): Promise<void> => void (await other.ask(...join('Other')))
    for (let count = 0; count < 20; count++) await joins()
    expect(other.heard).toEqual([])
    for (let count = 0; count < 60; count++) await joins()
    await until(() => other.heard.length > 0)
    expect(other.heard.map(([event]) => event)).toEqual(['user-left'])
    expect(await post('2')).toBe(400)
  })
})

describe('a connection', () => {
  it('that enters no namespace is closed', async () => {
    await using quick = await startServer({ sockets: { connectTimeoutMs: 50 } })
    const raw = await openRaw(quick, [])
    await raw.closed
  })

  it('that is idle outlives ping intervals; one that does not answer pings does not', async () => {
    await using quick = await startServer({ sockets: { pingIntervalMs: 60, pingTimeoutMs: 60 } })
    using idle = await listen(quick.url, { transports: ['websocket'] })
    using polling = await listen(quick.url, { transports: ['polling'] })
    await idle.ask(...join('Idle'))
    const mute = await openRaw(quick)
    mute.send(joinPacket('Mute'))
    await mute.closed
    await new Promise((resolve) => setTimeout(resolve, 240))
    expect([idle.ends, polling.ends]).toEqual([[], []])
    expect((await idle.hears()).map(([event]) => event)).toEqual(['user-joined', 'user-left'])
  })
})

describe('the end', () => {
  it('is told to every client, and comes soon, even where a client does not listen', async () => {
    const ending = await startServer()
    const clients = await Promise.all(
      [['websocket'], ['polling'], ['polling', 'websocket']].map((transports) => listen(ending.url, { transports })),
    )
    const deaf = request({
      port: ending.port,
      path: `${ENGINE}websocket`,
      headers: { host: 'localhost', ...upgrading },
    })
    deaf.on('error', () => {})
    const upgraded = once(deaf, 'upgrade')
    deaf.end()
    await upgraded
    const began = performance.now()
    await ending.close()
    expect(performance.now() - began).toBeLessThan(4000)
    await until(() => clients.every(({ ends }) => ends.length === 1))
    for (const { ends } of clients) expect(ends).toEqual(['transport close'])
  })

  it('by SIGTERM is told, and is a success', async () => {
    const child = spawn(process.execPath, ['bin/greenroom.mjs', 'serve', '--port', '0', '--json', '--no-control'])
    const [line] = await once(child.stdout, 'data')
    const { url }: { url: string } = JSON.parse(String(line).split('\n')[0] ?? '')
    using client = await listen(url)
    await client.ask(...join('Ann'))
    const began = performance.now()
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect([code, performance.now() - began < 4000]).toEqual([0, true])
    await until(() => client.ends.length === 1)
    expect(client.ends).toEqual(['transport close'])
  })

  it('sockets can be left out', async () => {
    await using without = await startServer({ sockets: false })
    expect((await fetch(`${without.url}${ENGINE}polling`)).status).toBe(404)
  })
})

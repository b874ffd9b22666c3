import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { openPolling } from '../support/raw-polling.ts'
import { sendRaw, sendUnread } from '../support/raw-socket.ts'
import { ENGINE, openRaw } from '../support/raw-web-socket.ts'
import { listen, until, type Listener } from '../support/sockets.ts'

let server: RunningServer
let witness: Listener
const faults: unknown[] = []
beforeAll(async () => {
  server = await startServer({ onFault: (fault) => faults.push(fault) })
  witness = await listen(server.url, { transports: ['websocket'] })
  await witness.ask('join-room', { code: 'abc-def-ghi', guestName: 'Witness' })
})
afterAll(async () => {
  expect(await witness.hears()).toEqual(witness.heard)
  expect([witness.ends, faults]).toEqual([[], []])
  witness.socket.disconnect()
  await server.close()
})

const WHILE_LOUD_MS = 2_500
const join = (guestName: string): string => `42${JSON.stringify(['join-room', { code: 'abc-def-ghi', guestName }])}`
const tooMany = expect.stringContaining('Too many events at once.')

describe('a request for Socket.IO', () => {
  it.each(['bad!name', '', '%ff', '__proto__', 'a'.repeat(64)])(
    'whose path names no world (%s) is told so, over polling and at an upgrade',
    async (name) => {
      const path = `/~${name}${ENGINE}`
      const polling = await fetch(`${server.url}${path}polling`, { signal: AbortSignal.timeout(2000) })
      expect([polling.status, await polling.json()]).toMatchObject([400, { title: 'Not the name of a world' }])
      const upgrade = await sendRaw(server.port, upgradeFor(`${path}websocket`))
      expect(upgrade).toMatch(/^HTTP\/1\.1 400 [^]*Not the name of a world/)
    },
  )

  it.each(['j=0', 'j=', '%6a=1', 'x&j', 'x?j=1&j=2'])('as a script of a page (%s) is refused', async (query) => {
    expect((await fetch(`${server.url}${ENGINE}polling&${query}`)).status).toBe(403)
  })
})

const upgradeFor = (target: string): string =>
  [
    `GET ${target} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '\r\n',
  ].join('\r\n')

describe('a client that is cut and does not poll any more', () => {
  it('loses its seat soon', async () => {
    await using world = await server.world()
    using other = await listen(server.url, { auth: { world: world.name } })
    await other.ask('join-room', { code: 'abc-def-ghi', guestName: 'Other' })
    const { post, get } = await openPolling(server, `40${JSON.stringify({ world: world.name })}`)
    await get()
    await post(join('Gone'))
    await get()
    // No packet of Socket.IO: it closes the connection, and has nothing to tell.
    await post('42{}')
    await until(() => other.heard.some(([event]) => event === 'user-left'), WHILE_LOUD_MS)
  })

  it('does not hold up the end of the server', async () => {
    const child = spawn(process.execPath, ['bin/greenroom.mjs', 'serve', '--port', '0', '--json', '--no-control'])
    const [line] = await once(child.stdout, 'data')
    const started: { url: string } = JSON.parse(String(line).split('\n')[0] ?? '')
    for (let count = 0; count < 3; count++) await openPolling(started, '42{}')
    const began = performance.now()
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect([code, performance.now() - began < 5000]).toEqual([0, true])
  })
})

/** A frame of a WebSocket, as a client sends it, under a mask of zeros. */
function frame(opcode: number, text: string): string {
  return String.fromCharCode(0x80 | opcode, 0x80 | text.length, 0, 0, 0, 0) + text
}

describe('pings of WebSocket', () => {
  const PING = frame(9, 'x'.repeat(125))

  it('are answered', async () => {
    const text = await sendRaw(server.port, [upgradeFor(`${ENGINE}websocket`), frame(9, 'anybody?')])
    expect(text).toContain(String.fromCharCode(0x8a, 8) + 'anybody?')
  })

  it.each([
    ['in a session', false],
    ['before the upgrade of one is finished', true],
  ])('without end, %s, whose answers nobody reads, are cut at a bound', async (_, isProbing) => {
    await using small = await startServer({ limits: { unread: 100_000 } })
    const sid = isProbing ? `&sid=${(await openPolling(small)).sid}` : ''
    const deaf = await sendUnread(small.port, upgradeFor(`${ENGINE}websocket${sid}`))
    expect(await pour(deaf, Buffer.from(PING.repeat(2000), 'latin1'))).toBeLessThan(MOST)
  })
})

const MOST = 400

/** Writes one and the same thing until the socket is closed; tells how often. */
async function pour(socket: Socket, bytes: Buffer): Promise<number> {
  const closed = new Promise((resolve) => socket.once('close', resolve))
  for (let count = 0; count < MOST; count++) {
    if (socket.destroyed) return count
    if (!socket.write(bytes)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed])
  }
  socket.destroy()
  return MOST
}

describe('a packet that is refused over polling', () => {
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
  const packets: [string, string][] = [
    ['a join', `42["join-room",{"code":"abc-def-ghi","guestName":"Deep","x":${deep(100)}}]`],
    [
      'a join of a hundred thousand levels',
      `42["join-room",{"code":"abc-def-ghi","guestName":"Deep","x":${deep(100_000)}}]`,
    ],
    ['a connection', `40/~deep,{"token":${deep(100_000)}}`],
  ]

  it.each(packets)('is not carried out: %s', async (_, packet) => {
    await using world = await server.world()
    using other = await listen(server.url, { auth: { world: world.name } })
    await other.ask('join-room', { code: 'abc-def-ghi', guestName: 'Other' })
    const { post, get } = await openPolling(server, `40${JSON.stringify({ world: world.name })}`)
    await get()
    await post(packet)
    expect(await (await get()).text()).toContain('The payload nests too deep.')
    expect(await other.hears()).toEqual([])
    expect((await world.meetingRooms.get('abc-def-ghi')).inside).toHaveLength(1)
    expect(server.mock.worlds.get('deep')).toBeUndefined()
    expect(faults).toEqual([])
  })
})

describe('a flood', () => {
  const long = `42${JSON.stringify(['join-room', { code: 'abc-def-ghi', guestName: 'x'.repeat(200_000) }])}`

  it('of long packets is cut earlier than one of short ones', async () => {
    const raw = await openRaw(server)
    for (let count = 0; count < 10; count++) raw.send(long)
    await raw.closed
    const told = raw.heard.filter((packet) => packet.startsWith('42')).map((packet) => JSON.parse(packet.slice(2)))
    expect(told.length).toBeLessThan(7)
    expect(told.at(-1)).toEqual(['exception', { statusCode: 429, message: tooMany }])
  })

  it('is never one packet alone, where few are allowed, too', async () => {
    await using strict = await startServer({ limits: { events: 5 } })
    const raw = await openRaw(strict, ['40'])
    await new Promise((resolve) => setTimeout(resolve, 300))
    raw.send(long)
    await until(() => raw.heard.some((packet) => packet.startsWith('42')))
    expect(raw.heard.at(-1)).toContain('must be shorter than')
    raw.close()
  })

  it('of packets that say nothing is cut, too, over polling and on a WebSocket', async () => {
    const raw = await openRaw(server)
    for (let count = 0; count < 300; count++) raw.send('6')
    await raw.closed
    expect(raw.heard.at(-1)).toContain('Too many events at once.')
    const { post, get } = await openPolling(server)
    await get()
    await post(Array.from({ length: 300 }, () => '6').join('\x1e'))
    expect(await (await get()).text()).toContain('Too many events at once.')
  })
})

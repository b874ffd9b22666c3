import type { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { openPolling } from '../support/raw-polling.ts'
import { sendUnread } from '../support/raw-socket.ts'
import { ENGINE, openRaw } from '../support/raw-web-socket.ts'
import { listen, patient, until } from '../support/sockets.ts'

const faults: unknown[] = []
const onFault = (fault: unknown): void => void faults.push(fault)
afterEach(() => expect(faults).toEqual([]))

const join = (guestName: string) => ['join-room', { code: 'abc-def-ghi', guestName }] as const
const joinPacket = (guestName: string): string => `42${JSON.stringify(join(guestName))}`

describe('a flood', () => {
  // Twenty at once, and ten a second: so few that no machine is too slow to see that more are too many.
  let server: RunningServer
  beforeEach(async () => {
    server = await startServer({ onFault, limits: { events: 10 }, sockets: patient })
  })
  afterEach(() => server.close())

  const TOO_MANY = { statusCode: 429, message: expect.stringMatching(/^Too many events at once\..* --limit events=/) }
  const long = joinPacket('x'.repeat(200_000))

  it('is cut with a reason, and others never notice', async () => {
    using witness = await listen(server.url, { transports: ['websocket'] })
    await witness.ask(...join('Witness'))
    using flooding = await listen(server.url, { transports: ['websocket'] })
    for (let count = 0; count < 2000; count++) flooding.socket.emit('leave-room')
    await until(() => flooding.ends.length === 1)
    expect(flooding.heard).toEqual([['exception', TOO_MANY]])
    expect(await witness.hears()).toEqual([])
    expect(witness.ends).toEqual([])
  })

  it('of long packets is cut where as many short ones are not', async () => {
    const told = async (packet: string): Promise<unknown[]> => {
      const raw = await openRaw(server)
      for (let count = 0; count < 15; count++) raw.send(packet)
      const events = (): string[] => raw.heard.filter((heard) => heard.startsWith('42'))
      await until(() => events().length === 15 || !raw.isOpen())
      raw.close()
      return events().map((event) => JSON.parse(event.slice(2)))
    }
    expect(await told('42["join-room"]')).toEqual(Array.from({ length: 15 }, () => ['exception', CODE_MISSING]))
    expect((await told(long)).at(-1)).toEqual(['exception', TOO_MANY])
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

const CODE_MISSING = { statusCode: 400, message: ['code must be a string'] }

describe('one packet', () => {
  it('is never a flood, however long, also where few are allowed', async () => {
    // With the first ping, so much time has passed that as many are allowed as ever.
    await using strict = await startServer({
      onFault,
      limits: { events: 5 },
      sockets: { ...patient, pingIntervalMs: 300 },
    })
    const raw = await openRaw(strict)
    await until(() => raw.heard.includes('2'))
    raw.send(joinPacket('x'.repeat(200_000)))
    await until(() => raw.heard.some((packet) => packet.startsWith('42')))
    expect(raw.heard.find((packet) => packet.startsWith('42'))).toContain('must be shorter than')
    raw.close()
  })

  it.each([
    ['of as many bytes as are allowed is taken', 1000, '42["exception"'],
    ['of more closes the connection', 1001, undefined],
  ])('%s', async (_, length, heard) => {
    await using small = await startServer({ onFault, limits: { packet: 1000 }, sockets: patient })
    const raw = await openRaw(small)
    const [begin, end] = ['42["join-room","', '"]']
    raw.send(begin + 'x'.repeat(length - begin.length - end.length) + end)
    await until(() => !raw.isOpen() || raw.heard.some((packet) => packet.startsWith('42')))
    expect(raw.heard.find((packet) => packet.startsWith('42'))?.slice(0, 14)).toBe(heard)
    raw.close()
  })
})

describe('namespaces', () => {
  it('of one connection are twenty at the most', async () => {
    await using server = await startServer({ onFault, sockets: patient })
    const raw = await openRaw(server)
    for (let count = 0; count < 25; count++) raw.send(`40/~many-${count},`)
    await until(() => raw.heard.filter((packet) => packet.startsWith('4')).length === 26)
    const refused = raw.heard.filter((packet) => packet.startsWith('44'))
    expect(refused).toHaveLength(6)
    for (const packet of refused) expect(packet).toContain('A connection can have at most 20 namespaces.')
    expect(raw.isOpen()).toBe(true)
    raw.close()
  })

  it('that were left, or refused, do not count', async () => {
    await using server = await startServer({ onFault, sockets: patient })
    const raw = await openRaw(server)
    for (let count = 0; count < 25; count++) {
      raw.send(`40/~left-${count},`)
      await until(() => raw.heard.at(-1)?.startsWith(`40/~left-${count},`) ?? false)
      raw.send(`41/~left-${count},`)
      raw.send(`40/~refused-${count},{"token":"x"}`)
      await until(() => raw.heard.at(-1)?.startsWith(`44/~refused-${count},{"message":"Unauthorized"`) ?? false)
    }
    raw.close()
  })
})

describe('who does not read', () => {
  it('is cut at a bound', async () => {
    await using small = await startServer({ onFault, limits: { unread: 20_000, events: 10_000 }, sockets: patient })
    const { post } = await openPolling(small)
    expect((await post(joinPacket('Slow'))).status).toBe(200)
    using other = await listen(small.url, { transports: ['websocket'] })
    for (let count = 0; count < 20; count++) await other.ask(...join('Other'))
    expect(other.heard).toEqual([])
    for (let count = 0; count < 60; count++) await other.ask(...join('Other'))
    await until(() => other.heard.length > 0)
    expect(other.heard.map(([event]) => event)).toEqual(['user-left'])
    expect((await post('2')).status).toBe(400)
  })
})

/** A frame of a WebSocket, as a client sends it, under a mask of zeros. */
function frame(opcode: number, text: string): string {
  return String.fromCharCode(0x80 | opcode, 0x80 | text.length, 0, 0, 0, 0) + text
}

const upgrade = (sid = ''): string =>
  [
    `GET ${ENGINE}websocket${sid} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '\r\n',
  ].join('\r\n')

describe('pings of WebSocket', () => {
  it('are answered', async () => {
    await using server = await startServer({ onFault, sockets: patient })
    const socket = await sendUnread(server.port, upgrade() + frame(9, 'anybody?'))
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString('latin1')))
    socket.resume()
    await until(() => text.includes(String.fromCharCode(0x8a, 8) + 'anybody?'))
    socket.destroy()
  })

  it('without end, before the upgrade of a session is finished, whose answers nobody reads, are cut at a bound', () =>
    areCut({ isProbing: true }))
  it('the same in a session', { tags: ['full'] }, () => areCut({ isProbing: false }))

  const areCut = async ({ isProbing }: { readonly isProbing: boolean }): Promise<void> => {
    await using small = await startServer({ onFault, limits: { unread: 100_000 }, sockets: patient })
    const sid = isProbing ? `&sid=${(await openPolling(small)).sid}` : ''
    const deaf = await sendUnread(small.port, upgrade(sid))
    expect(await pour(deaf, Buffer.from(frame(9, 'x'.repeat(125)).repeat(2000), 'latin1'))).toBeLessThan(MOST)
  }
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

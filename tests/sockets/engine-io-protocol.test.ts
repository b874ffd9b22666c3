// The statements of the Engine.IO protocol, version 4, one by one, against the product's own set-up with an echo behind it.
// Exceptions: `maxPayload` is the product's limit for packets; binary messages go through unchanged, and the product's events refuse them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultLimits } from '../../src/mock/limits.ts'
import { startEcho, type EchoServer } from '../support/protocol/echo-server.ts'
import { callEngine, openPoller, type Answered } from '../support/protocol/poller.ts'
import { openWire, type Wire } from '../support/protocol/wire.ts'
import { patient } from '../support/sockets.ts'

const POLLING = 'EIO=4&transport=polling'
const SOCKET = 'EIO=4&transport=websocket'
const OK = { status: 200, text: 'ok' }

let server: EchoServer
beforeAll(async () => {
  server = await startEcho('messages', { ...patient, pingIntervalMs: 600_000 })
})
afterAll(() => server[Symbol.asyncDispose]())

const call = (query: string, init?: RequestInit): Promise<Answered> => callEngine(server.url, query, init)
const wire = (query: string = SOCKET): Wire => openWire(server.port, query)
const open = () => openPoller(server.url)

/** A wire whose handshake has come. */
async function openedWire(): Promise<Wire> {
  const opened = wire()
  expect(String(await opened.next())).toMatch(/^0\{/)
  return opened
}

describe('the protocol of Engine.IO', { tags: ['full'] }, () => {
  describe('a handshake', () => {
    const toHandshake = (upgrades: readonly string[]) => ({
      sid: expect.any(String),
      upgrades,
      pingInterval: 600_000,
      pingTimeout: 600_000,
      maxPayload: defaultLimits.packet,
    })

    it('opens a session over polling, and offers the upgrade', async () => {
      const { status, text } = await call(POLLING)
      expect([status, text[0], JSON.parse(text.slice(1))]).toEqual([200, '0', toHandshake(['websocket'])])
    })

    it('opens a session on a WebSocket, from which there is none', async () => {
      const opened = wire()
      const packet = String(await opened.next())
      expect([packet[0], JSON.parse(packet.slice(1))]).toEqual(['0', toHandshake([])])
      opened.close()
    })

    it.each([
      ['without a version', 'transport=polling'],
      ['with a version that is no number', 'EIO=abc&transport=polling'],
      ['without a transport', 'EIO=4'],
      ['with an unknown transport', 'EIO=4&transport=pigeon'],
      ['with an unknown session', `${POLLING}&sid=nobody`],
    ])('%s is refused with 400, and its upgrade too', async (_, query) => {
      expect((await call(query)).status).toBe(400)
      await wire(query.replace('polling', 'websocket')).ended
    })

    it.each(['POST', 'PUT', 'DELETE'])('by %s is refused with 400', async (method) => {
      expect((await call(POLLING, { method })).status).toBe(400)
    })
  })

  describe('messages', () => {
    it.each([
      ['one', '4hello'],
      ['several, in order', '4one\x1e4two\x1e4three'],
      ['an empty one', '4'],
      ['text of any script', '4é世🙂'],
      ['text and bytes', '4hello\x1ebAQIDBA=='],
    ])('over polling come back as they were sent: %s', async (_, packets) => {
      const { post, poll } = await open()
      expect(await post(packets)).toEqual(OK)
      expect(await poll()).toEqual({ status: 200, text: packets })
    })

    it('on a WebSocket come back as they were sent, text as bytes', async () => {
      const opened = await openedWire()
      opened.send('4hello', new Uint8Array([1, 2, 3, 4]), '4é世🙂')
      expect([await opened.next(), await opened.next(), await opened.next()]).toEqual([
        '4hello',
        [1, 2, 3, 4],
        '4é世🙂',
      ])
      opened.close()
    })

    it('wait for the next poll, and a poll waits for them', async () => {
      const { post, poll } = await open()
      const polled = poll()
      await post('4late')
      expect(await polled).toEqual({ status: 200, text: '4late' })
    })
  })

  describe('a session ends', () => {
    const isGone = async (poll: () => Promise<Answered>): Promise<void> => expect((await poll()).status).toBe(400)

    it('over polling with a packet of no known type', async () => {
      const { post, poll } = await open()
      await post('abc')
      await isGone(poll)
    })

    it('on a WebSocket with a packet of no known type', async () => {
      const opened = await openedWire()
      opened.send('abc')
      await opened.ended
    })

    it('with a second poll beside the first', async () => {
      const { poll } = await open()
      const statuses = (await Promise.all([poll(), poll()])).map(({ status }) => status)
      expect(statuses.toSorted((a, b) => a - b)).toEqual([
        200,
        expect.toSatisfy((status) => status === 400 || status === 500),
      ])
      await isGone(poll)
    })

    it('with a poll that is given up', async () => {
      const { poll } = await open()
      const given = new AbortController()
      const polled = poll(given.signal)
      // Once another call of the connection pool is answered, the poll has been sent.
      await call(POLLING)
      given.abort()
      await expect(polled).rejects.toThrow()
      const until = performance.now() + 20_000
      let status = 200
      // The server hears of it a little later; a poll that comes before would be the second one.
      while (status !== 400 && performance.now() < until) ({ status } = await poll(AbortSignal.timeout(5_000)))
      expect(status).toBe(400)
    })

    it('over polling by a close, which ends a waiting poll with nothing to do', async () => {
      const { post, poll } = await open()
      const polled = poll()
      await post('1')
      expect(await polled).toEqual({ status: 200, text: '6' })
      await isGone(poll)
    })

    it('on a WebSocket by a close', async () => {
      const opened = await openedWire()
      opened.send('1')
      await opened.ended
    })
  })

  describe('an upgrade', () => {
    /** A session whose upgrade was probed, and whose poll was told to end. */
    async function probed() {
      const session = await open()
      const upgrading = wire(`${SOCKET}&sid=${session.sid}`)
      upgrading.send('2probe')
      expect(await upgrading.next()).toBe('3probe')
      return { ...session, upgrading }
    }

    it('is probed, ends the poll with nothing to do, and carries messages on', async () => {
      const { poll, upgrading } = await probed()
      expect(await poll()).toEqual({ status: 200, text: '6' })
      upgrading.send('5', '4hello')
      expect(await upgrading.next()).toBe('4hello')
      upgrading.close()
    })

    it.each(['a poll', 'a second WebSocket'])(
      'that is done has no use for %s of its session, and goes on',
      async (what) => {
        const { sid, poll, upgrading } = await probed()
        upgrading.send('5', '4first')
        expect(await upgrading.next()).toBe('4first')
        if (what === 'a poll') expect((await poll()).status).toBe(400)
        else await wire(`${SOCKET}&sid=${sid}`).ended
        upgrading.send('4hello')
        expect(await upgrading.next()).toBe('4hello')
        upgrading.close()
      },
    )
  })

  describe('heartbeats', () => {
    const short = (pingTimeoutMs: number): Promise<EchoServer> =>
      startEcho('messages', { pingIntervalMs: 100, pingTimeoutMs })

    it('come over polling for as long as they are answered', async () => {
      await using beating = await short(600_000)
      const { poll, post } = await openPoller(beating.url)
      for (let beat = 0; beat < 3; beat++)
        expect([await poll(), await post('3')]).toEqual([{ status: 200, text: '2' }, OK])
    })

    it('come on a WebSocket for as long as they are answered', async () => {
      await using beating = await short(600_000)
      const opened = openWire(beating.port, SOCKET)
      expect(String(await opened.nextOfAll())).toMatch(/^0/)
      for (let beat = 0; beat < 3; beat++) {
        expect(await opened.nextOfAll()).toBe('2')
        opened.send('3')
      }
      opened.close()
    })

    it('that are not answered end the session, on each transport', async () => {
      await using beating = await short(50)
      const { poll } = await openPoller(beating.url)
      await openWire(beating.port, SOCKET).ended
      let polled = await poll()
      while (polled.status === 200) polled = await poll()
      expect(polled.status).toBe(400)
    })
  })
})

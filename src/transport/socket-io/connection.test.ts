import { afterEach, describe, expect, it, vi } from 'vitest'
import { openRaw } from '../../../tests/support/raw-web-socket.ts'
import { patient, until } from '../../../tests/support/sockets.ts'
import { defaultLimits } from '../../mock/limits.ts'
import { startServer } from '../../server.ts'
import { createPacketBucket, packetCost, watch } from './connection.ts'
import type { EnginePacket, ServedSocket } from './served.ts'

const PACKET = '42["leave-room",{"code":"no-such-room"}]'
const events = (heard: readonly string[]): string[] => heard.filter((packet) => packet.startsWith('42'))

describe('a connection that was idle', () => {
  afterEach(() => vi.restoreAllMocks())

  // Twenty at once, and ten a second: an hour's worth would be thousands.
  it('may send no more at once than any other', async () => {
    await using server = await startServer({ limits: { events: 10 }, sockets: patient })
    const raw = await openRaw(server)
    const machine = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => machine() + 3_600_000)
    for (let count = 0; count < 500; count++) raw.send(PACKET)
    await until(() => !raw.isOpen() || events(raw.heard).length === 500)
    raw.close()
    expect(events(raw.heard).at(-1)).toMatch(/^42\["exception",.*"statusCode":429/)
  })
})

it('a packet counts once, and again for each 4096 characters or bytes', () => {
  expect([undefined, 'x'.repeat(4095), 'x'.repeat(4096), 'x'.repeat(8192)].map(packetCost)).toEqual([1, 1, 2, 3])
  expect([4095, 4096].map((length) => packetCost(new Uint8Array(length)))).toEqual([1, 2])
})

it('twice as many packets may come at once as in a second; as many as in a second come back in one', () => {
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
  const isTooMany = createPacketBucket(10)
  const many = (count: number): number => Array.from({ length: count }, () => isTooMany(1)).indexOf(true)
  expect(many(21)).toBe(20)
  now += 1_100
  expect(many(11)).toBe(10)
  // One alone never is, however long.
  expect(createPacketBucket(10)(1_000_000)).toBe(false)
  clock.mockRestore()
})

describe('a watched connection', () => {
  /** One with a socket, which notes what becomes of them. */
  function watched(limits: Partial<typeof defaultLimits> = {}) {
    const told: unknown[] = []
    const listeners: ((packet: EnginePacket) => void)[] = []
    const transport = { socket: { terminate: () => void told.push('terminated') } }
    const conn: ServedSocket['conn'] = {
      readyState: 'open',
      transport,
      on: (_, listener) => listeners.push(listener),
      close: (discard) => told.push(discard === true ? 'discarded' : 'closed'),
    }
    const socket: ServedSocket = {
      id: 's',
      connected: true,
      conn,
      nsp: { name: '/' },
      handshake: { auth: {}, query: {}, headers: {}, address: '' },
      emit: (event, payload) => told.push([event, payload]),
      use: () => {},
      on: () => {},
      disconnect: () => {},
    }
    watch(conn, { ...defaultLimits, ...limits }).sockets.add(socket)
    const receive = (type: EnginePacket['type'], data?: unknown) => listeners.forEach((each) => each({ type, data }))
    return { receive, told, transport }
  }

  it('is ended by a packet that closes it, at once or after a second', () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const { receive, told, transport } = watched()
    receive('close')
    expect([told, transport]).toEqual([['closed'], expect.objectContaining({ closeTimeout: 1_000 })])
    vi.advanceTimersByTime(999)
    expect(told).toEqual(['closed'])
    vi.advanceTimersByTime(1)
    expect(told).toEqual(['closed', 'terminated'])
    vi.useRealTimers()
  })

  it('is discarded after a second where its transport can only be closed', () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const { receive, told, transport } = watched()
    Reflect.deleteProperty(transport, 'socket')
    receive('close')
    vi.advanceTimersByTime(1_000)
    expect(told).toEqual(['closed', 'discarded'])
    vi.useRealTimers()
  })

  it('is ended, and told why, for a message that nests too deep; what is no message may', () => {
    const { receive, told } = watched({ depth: 2 })
    receive('pong', '[[[]]]')
    receive('message', new Uint8Array(9))
    receive('message', '[[]]')
    expect(told).toEqual([])
    receive('message', '[[[]]]')
    expect(told).toEqual([
      [
        'exception',
        {
          statusCode: 400,
          message:
            'The payload nests too deep. The limit is 2; start the server with --limit depth=<number> to allow more.',
        },
      ],
      'closed',
    ])
  })

  it('is ended, and told why, for more packets than twice as many as in a second', () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0)
    const { receive, told } = watched({ events: 2 })
    for (const packet of ['message', 'pong', 'message', 'ping'] as const) receive(packet, '42["a"]')
    expect(told).toEqual([])
    receive('message', '42["a"]')
    const why = 'Too many events at once. The limit is 2; start the server with --limit events=<number> to allow more.'
    expect(told).toEqual([['exception', { statusCode: 429, message: why }], 'closed'])
    clock.mockRestore()
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EnginePacket } from '../socket-io/served.ts'
import { timesOf } from '../socket-io/socket-context.ts'
import { LocalConnection } from './local-connection.ts'
import { createPolling } from './polling.ts'
import { createWebSocketWire } from './web-socket.ts'

const parts = { id: 'x', times: timesOf({}), maxPayload: 100, upgrades: ['websocket'] }
const never = new AbortController().signal

/** A connection over polling, open, with what it tells. */
function opened() {
  const polling = createPolling()
  const first = polling.poll(never)
  const connection = new LocalConnection(parts, polling)
  const told: unknown[] = []
  connection.on('message', (data) => told.push(data))
  connection.on('closed', (reason) => told.push(`closed: ${reason}`))
  connection.open()
  return { polling, first, connection, told }
}

/** A WebSocket's server side, with what the client hears. */
function webSocket() {
  const heard: string[] = []
  const wire = createWebSocketWire({ send: (data) => heard.push(data), close: () => heard.push('closed') }, 100)
  return { wire, heard }
}
const message = (data: string): EnginePacket => ({ type: 'message', data })

describe('a connection', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('tells how it is to be used, and then what there is to tell, in one poll', async () => {
    const { polling, first, connection } = opened()
    const { body } = await first
    expect(JSON.parse(body.slice(1))).toEqual({
      sid: 'x',
      upgrades: ['websocket'],
      pingInterval: 25_000,
      pingTimeout: 20_000,
      maxPayload: 100,
    })
    connection.send(message('a'))
    connection.send(message('b'))
    expect((await polling.poll(never)).body).toBe('4a\u001E4b')
  })

  it('asks whether its client lives, and ends if it does not say so', async () => {
    const { polling, told } = opened()
    const asked = polling.poll(never)
    vi.advanceTimersByTime(25_000)
    expect((await asked).body).toBe('2')
    polling.post('3')
    const again = polling.poll(never)
    vi.advanceTimersByTime(25_000)
    expect((await again).body).toBe('2')
    vi.advanceTimersByTime(20_000)
    expect(told).toEqual(['closed: ping timeout'])
  })

  it('moves to a WebSocket that its client has tried, and loses nothing', async () => {
    const { polling, connection, told } = opened()
    const { wire, heard } = webSocket()
    expect(connection.upgrade(wire)).toBe(true)
    expect(connection.upgrade(webSocket().wire)).toBe(false)
    wire.receive('2probe')
    const freed = polling.poll(never)
    vi.advanceTimersByTime(100)
    expect((await freed).body).toBe('6')
    connection.send(message('meanwhile'))
    wire.receive('5')
    wire.receive('4up')
    // No poll is freed any more.
    vi.advanceTimersByTime(1_000)
    expect([heard, told]).toEqual([['3probe', '4meanwhile'], ['up']])
    wire.closed()
    expect(told).toEqual(['up', 'closed: transport close'])
  })

  it('that has moved answers the last poll, and lives on whatever becomes of polling', async () => {
    const { polling, connection, told } = opened()
    const { wire } = webSocket()
    connection.upgrade(wire)
    const leaving = new AbortController()
    const last = polling.poll(leaving.signal)
    wire.receive('5')
    expect((await last).body).toBe('1')
    leaving.abort()
    void polling.poll(never)
    void polling.poll(never)
    polling.post('1')
    wire.receive('4still')
    expect(told).toEqual(['still'])
  })

  it('on a WebSocket moves nowhere else, nor does one that is over', () => {
    const { wire } = webSocket()
    const connection = new LocalConnection(parts, wire)
    expect(connection.upgrade(webSocket().wire)).toBe(false)
    const { connection: over } = opened()
    over.close(true)
    expect(over.upgrade(webSocket().wire)).toBe(false)
  })

  it('that ends while its client tries a WebSocket closes that, too', () => {
    const { connection } = opened()
    const { wire, heard } = webSocket()
    connection.upgrade(wire)
    connection.close(true)
    expect(heard).toEqual(['closed'])
  })

  it('asks once, however often its client says that it lives', async () => {
    const { polling, connection } = opened()
    polling.post('3\u001E3')
    vi.advanceTimersByTime(25_000)
    connection.send(message('a'))
    expect((await polling.poll(never)).body).toBe('2\u001E4a')
  })

  it('stays on polling if the WebSocket is never used', async () => {
    const { polling, connection, told } = opened()
    const { wire, heard } = webSocket()
    connection.upgrade(wire)
    vi.advanceTimersByTime(10_000)
    expect(heard).toEqual(['closed'])
    polling.post('4still')
    expect(told).toEqual(['still'])
    expect(connection.upgrade(webSocket().wire)).toBe(true)
  })

  it('that is closed lets its client read what was sent, or cuts it after a second', async () => {
    const { polling, connection, told } = opened()
    connection.send(message('last'))
    connection.close()
    expect((await polling.poll(never)).body).toBe('4last')
    vi.advanceTimersByTime(1_000)
    expect(told).toEqual(['closed: forced close'])
    const cut = opened()
    cut.connection.close(true)
    expect(cut.told).toEqual(['closed: forced close'])
  })

  it('that is closed neither says nor hears more', async () => {
    const { polling, first, connection, told } = opened()
    await first
    const packets: unknown[] = []
    connection.on('packet', ({ type }) => packets.push(type))
    polling.post('4heard')
    connection.send(message('last'))
    connection.close()
    connection.send(message('more'))
    polling.post('4late')
    expect((await polling.poll(never)).body).toBe('4last')
    expect([told, packets]).toEqual([['heard'], ['message']])
  })

  it('that is closed while its client moves to a WebSocket ends there, with what was sent', async () => {
    const { first, connection, told } = opened()
    await first
    const { wire, heard } = webSocket()
    connection.upgrade(wire)
    wire.receive('2probe')
    connection.send(message('last'))
    connection.close()
    wire.receive('5')
    expect([heard, told]).toEqual([['3probe', '4last', 'closed', 'closed'], ['closed: forced close']])
  })

  it('leaves no timer once it is over', () => {
    const { connection } = opened()
    expect(vi.getTimerCount()).toBe(1)
    connection.close(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is lost if a client polls twice at once, gives up a poll, or sends what is no packet', async () => {
    const twice = opened()
    const first = twice.polling.poll(never)
    expect((await twice.polling.poll(never)).status).toBe(400)
    expect((await first).body).toBe('1')
    const gone = opened()
    const leaving = new AbortController()
    void gone.polling.poll(leaving.signal)
    leaving.abort()
    const odd = opened()
    odd.polling.post('x')
    expect([twice, gone, odd].map(({ told }) => told)).toEqual([
      ['closed: transport error'],
      ['closed: transport error'],
      ['closed: parse error'],
    ])
  })

  it('is lost if a client asks whether its server lives, which is not for clients to ask', () => {
    const { polling, told } = opened()
    polling.post('2')
    expect(told).toEqual(['closed: transport error'])
  })

  it('takes no message of more bytes than allowed', () => {
    const { wire, heard } = webSocket()
    const connection = new LocalConnection(parts, wire)
    const told: unknown[] = []
    connection.on('closed', (reason) => told.push(reason))
    wire.receive(`4${'é'.repeat(50)}`)
    expect([told, heard.at(-1)]).toEqual([['transport error'], 'closed'])
  })
})

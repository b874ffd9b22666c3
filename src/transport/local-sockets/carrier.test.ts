import { describe, expect, it } from 'vitest'
import { settle, standTimers } from '../../../tests/support/timers.ts'
import { createCore, type MockOptions } from '../../mock/core.ts'
import type { Exchange } from '../exchange.ts'
import { createSocketContext, type SocketOptions } from '../socket-io/socket-context.ts'
import { ConnectionCarrier } from './carrier.ts'
import { LocalConnection } from './local-connection.ts'
import { createWebSocketWire } from './web-socket.ts'

const ENTER = '40'

/** What a connection over a WebSocket carries, with what its client hears and what the mock is told. */
function carried(options: SocketOptions = {}, wanted: MockOptions = {}) {
  const [heard, exchanges, faults]: [string[], Exchange[], unknown[]] = [[], [], []]
  const context = createSocketContext({
    mock: createCore(wanted),
    options,
    onExchange: (exchange) => exchanges.push(exchange),
    onFault: (fault) => faults.push(fault),
  })
  const socket = { send: (data: string) => heard.push(data), close: () => heard.push('closed') }
  const wire = createWebSocketWire(socket, 100_000)
  const times = { pingIntervalMs: 600_000, pingTimeoutMs: 600_000, connectTimeoutMs: 600_000 }
  const connection = new LocalConnection({ id: 'c', times, maxPayload: 100_000, upgrades: [] }, wire)
  context.watched.set(connection, { sockets: new Set() })
  let ids = 0
  const caller = { query: {}, headers: {}, address: '127.0.0.1' }
  const carrier = new ConnectionCarrier({ context, connection, caller, newId: () => `id-${++ids}` })
  const say = async (...packets: readonly unknown[]): Promise<void> => {
    for (const packet of packets) {
      wire.receive(packet)
      await settle()
    }
  }
  /** Why sockets ended, by their namespaces. */
  const ends = (): unknown[] =>
    exchanges
      .filter(({ request }) => request.method === 'DISCONNECT')
      .map(({ request, answer }) => [request.target, answer.about.cause])
  return { carrier, context, connection, wire, say, heard, ends, faults }
}

describe('the sockets of a connection', () => {
  it('end with it, and say who has ended it', async () => {
    const byClient = carried()
    await byClient.say(ENTER, '40/~qa,')
    byClient.wire.closed()
    await settle()
    expect(byClient.ends()).toEqual([
      ['/', 'transport close'],
      ['/~qa', 'transport close'],
    ])
    // A second entrance, which no client of Socket.IO sends.
    const byServer = carried()
    await byServer.say(ENTER, ENTER)
    expect([byServer.ends(), byServer.heard.at(-1)]).toEqual([[['/', 'forced server close']], 'closed'])
  })

  it('are known as long as they last', async () => {
    const { context, say, wire } = carried()
    const known = () => ['id-1', 'id-2'].map((id) => context.rooms.of(id)?.socket.nsp.name)
    await say(ENTER, '40/~qa,')
    expect(known()).toEqual(['/', '/~qa'])
    await say('41/~qa,')
    expect(known()).toEqual(['/', undefined])
    wire.closed()
    await settle()
    expect(known()).toEqual([undefined, undefined])
  })

  it('keep their world, which may be dropped as idle once they are over', async () => {
    const { context, say } = carried({}, { worldIdleMinutes: 0 })
    const { worlds } = context.mock
    const afterSweeps = async (): Promise<readonly string[]> => {
      for (let turn = 0; turn < 2; turn++) await worlds.sweep()
      return worlds.list().map(({ name }) => name)
    }
    await say('40/~qa,')
    expect(await afterSweeps()).toEqual(['default', 'qa'])
    await say('41/~qa,')
    expect(await afterSweeps()).toEqual(['default'])
  })

  it('are each told that they are sent away, and then it ends', async () => {
    const { carrier, say, heard, ends } = carried()
    await say(ENTER, '40/~qa,')
    carrier.disconnect()
    await settle()
    expect(heard.slice(2, 5)).toEqual(['41', '41/~qa,', 'closed'])
    expect(ends()).toEqual([
      ['/', 'server namespace disconnect'],
      ['/~qa', 'server namespace disconnect'],
    ])
  })

  it('may be left one by one, and entered again', async () => {
    const { say, ends, heard, connection } = carried()
    await say('40/~qa,', '41/~qa,')
    expect([ends(), connection.readyState]).toEqual([[['/~qa', 'client namespace disconnect']], 'open'])
    await say('40/~qa,')
    expect(heard.at(-1)).toBe('40/~qa,{"sid":"id-2"}')
  })

  it.each([
    ['a refusal, which only a server sends', '44{"message":"no"}'],
    ['what is no packet', '4x'],
    ['bytes that nobody has announced', new Uint8Array([1])],
  ])('are all over after %s', async (_, packet) => {
    const { say, connection, ends, faults } = carried()
    await say(ENTER, '40/~qa,', packet)
    expect([connection.readyState, ends().length, faults]).toEqual(['closed', 2, []])
  })

  it('hear nothing of a namespace that nobody has entered, which ends the connection', async () => {
    const { say, connection } = carried()
    await say('42/~qa,["leave-room",{}]')
    expect(connection.readyState).toBe('closed')
  })

  it('may be told of a number in place of a name, which is no event, but nothing that ends them', async () => {
    const { say, connection } = carried()
    await say(ENTER, '42[5,{}]', '421[7]')
    expect(connection.readyState).toBe('open')
  })

  it('say why one may not be entered, as a server does', async () => {
    const { say, heard } = carried()
    await say('40/rooms,', '40{"token":"unknown"}')
    expect(heard[0]).toBe('44/rooms,{"message":"Invalid namespace"}')
    const { message, data } = JSON.parse(String(heard[1]).slice(2))
    expect(data).toEqual({ statusCode: 401, message })
  })
})

describe('a connection that enters no namespace', () => {
  it('ends in time, by its own limit, and one that has entered does not', async () => {
    using timers = standTimers()
    const [late, inTime] = [carried({ connectTimeoutMs: 300 }), carried({ connectTimeoutMs: 300 })]
    await inTime.say(ENTER)
    timers.pass(299)
    expect(late.connection.readyState).toBe('open')
    timers.pass(1)
    expect([late.connection.readyState, inTime.connection.readyState]).toEqual(['closed', 'open'])
  })

  it('leaves no timer behind when its client ends it', async () => {
    using timers = standTimers()
    const { wire } = carried()
    expect(timers.waiting()).toBe(1)
    wire.closed()
    expect(timers.waiting()).toBe(0)
  })

  it('ends with what is no packet, too', async () => {
    const { say, connection } = carried()
    await say('4x')
    expect(connection.readyState).toBe('closed')
  })

  it('that has ended is entered no more', async () => {
    const { context, wire, heard } = carried()
    wire.receive(ENTER)
    wire.closed()
    await settle()
    expect(heard.filter((each) => each.startsWith('40'))).toEqual([])
    expect(context.rooms.of('id-1')).toBeUndefined()
  })
})

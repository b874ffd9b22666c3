import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startIo, type IoServer } from '../../../tests/support/io-server.ts'
import { openPolling } from '../../../tests/support/raw-polling.ts'
import { settle, standTimers } from '../../../tests/support/timers.ts'
import { until } from '../../../tests/support/until.ts'
import { createSend } from '../../verify/send/send.ts'
import { createSocketClient } from '../../verify/send/socket-io-client.ts'
import { boundEntering, boundUnread, hastenUpgrade, joinWrites, type EngineConnection } from './engine.ts'

let server: IoServer
let sends: ReturnType<typeof createSend>
beforeAll(async () => {
  server = await startIo()
  sends = createSend()
})
afterAll(async () => {
  await sends.close()
  await server[Symbol.asyncDispose]()
})

/** A connection whose client is in. */
async function connected(transport: 'websocket' | 'polling' = 'websocket'): Promise<EngineConnection> {
  const came = Promise.withResolvers<EngineConnection>()
  server.io.once('connection', ({ conn }) => came.resolve(conn))
  const to = { baseUrl: server.url, path: '/socket.io/', namespace: '/', headers: {}, auth: {}, timeoutMs: 60_000 }
  const { signal } = new AbortController()
  await createSocketClient(sends).connect({ ...to, transport, signal }, () => {})
  return came.promise
}

describe('what a client has not read', () => {
  /** Lets packets of so many characters wait, and tells whether the connection is cut then. */
  async function isCut(connection: EngineConnection, ...lengths: readonly number[]): Promise<boolean> {
    for (const length of lengths) connection.emit('packetCreate', { type: 'message', data: 'x'.repeat(length) })
    for (let turn = 0; turn < 100 && connection.readyState === 'open'; turn++) await settle(1)
    return connection.readyState !== 'open'
  }

  it('may take so many characters, and a hundred more for each packet', async () => {
    const connection = await connected()
    boundUnread(connection, 500)
    expect([await isCut(connection, 100, 200), await isCut(connection, 0)]).toEqual([false, true])
  })

  it('is cut once whoever writes to it has had the turn', async () => {
    const connection = await connected()
    boundUnread(connection, 10)
    connection.emit('packetCreate', { type: 'message', data: '' })
    expect(connection.request.socket.destroyed).toBe(false)
    expect(await isCut(connection)).toBe(true)
  })

  it('is no more once it is sent, unless the transport is still at it', async () => {
    const connection = await connected()
    boundUnread(connection, 500)
    expect(await isCut(connection, 300)).toBe(false)
    connection.emit('flush', [])
    expect(await isCut(connection, 300)).toBe(false)
    connection.emit('flush', [])
    connection.transport.writable = false
    expect(await isCut(connection, 300)).toBe(true)
  })
})

describe('packets that waited while one was written', () => {
  it('are written together', async () => {
    const connection = await connected()
    const stream = connection.request.socket
    joinWrites(connection)
    const writes: { readonly packets: number; readonly corked: number }[] = []
    connection.on('flush', ({ length }) => writes.push({ packets: length, corked: stream.writableCorked }))
    for (const text of ['first', 'second', 'third']) connection.send(text)
    await once(connection, 'drain')
    expect(writes).toEqual([
      { packets: 1, corked: 0 },
      { packets: 2, corked: 1 },
    ])
    expect(stream.writableCorked).toBe(0)
  })

  it('are written one by one if there are more than the system takes in one go', async () => {
    const connection = await connected()
    const stream = connection.request.socket
    joinWrites(connection)
    const corked = (packets: number): number => {
      connection.emit('flush', Array.from({ length: packets }))
      const { writableCorked } = stream
      connection.emit('drain')
      return writableCorked
    }
    expect([corked(500), corked(501), stream.writableCorked]).toEqual([1, 0, 0])
  })

  it('are one answer already to a client that polls', async () => {
    const connection = await connected('polling')
    joinWrites(connection)
    connection.emit('flush', [{ type: 'message' }, { type: 'message' }])
    expect(connection.request.socket.writableCorked).toBe(0)
  })
})

it('an upgrade ends the poll that is open and the next one, and none after that', async () => {
  const came = Promise.withResolvers<EngineConnection>()
  server.io.engine.once('connection', came.resolve)
  const client = await openPolling(server)
  const connection = await came.promise
  const { transport } = connection
  const poll = async (): Promise<string> => (await client.get()).text()
  await poll()
  hastenUpgrade(connection)
  const open = poll()
  await until(() => transport.writable)
  connection.emit('upgrading', transport)
  expect([await open, await poll()]).toEqual(['6', '6'])
  const third = poll()
  await once(transport, 'ready')
  connection.send('later')
  expect(await third).toBe('4later')
})

describe('a client that has yet to enter', () => {
  const admission = { type: 'message', data: '0{"sid":"s"}' } as const

  it('is no longer waited for once it is admitted, which no other packet means', async () => {
    const connection = await connected()
    using time = standTimers()
    const before = time.waiting()
    boundEntering(connection, 1_000)
    connection.emit('packetCreate', { type: 'message', data: '2["x"]' })
    connection.emit('packetCreate', { type: 'ping' })
    expect(time.waiting()).toBe(before + 1)
    const watching = connection.listenerCount('packetCreate')
    connection.emit('packetCreate', admission)
    expect([time.waiting(), connection.listenerCount('packetCreate')]).toEqual([before, watching - 1])
  })

  it('is cut when its time is over, unless what it had sent by then lets it in', async () => {
    const [connection, late, unread] = [await connected(), await connected(), await connected()]
    using time = standTimers()
    for (const each of [connection, late, unread]) boundEntering(each, 1_000)
    time.pass(1_000)
    late.emit('packetCreate', admission)
    setImmediate(() => unread.emit('packetCreate', admission))
    await settle()
    expect([connection, late, unread].map(({ readyState }) => readyState === 'open')).toEqual([false, true, true])
  })

  it('is no longer waited for once it has gone', async () => {
    const connection = await connected()
    using time = standTimers()
    const before = time.waiting()
    boundEntering(connection, 1_000)
    connection.close(true)
    for (let turn = 0; turn < 10_000 && time.waiting() > before; turn++) await settle(1)
    expect(time.waiting()).toBe(before)
  })
})

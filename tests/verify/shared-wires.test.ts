import { once } from 'node:events'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startServer } from '../../src/server.ts'
import { isRefused, type SocketConnection, type SocketDestination } from '../../src/verify/model/socket-client.ts'
import { createSend } from '../../src/verify/send/send.ts'
import { createSocketClient } from '../../src/verify/send/socket-io-client.ts'
import { patience } from '../support/patience.ts'
import { until } from '../support/sockets.ts'
import { settle } from '../support/timers.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

/** A client that enters namespaces of a server, for the length of a run. */
function clientOf(baseUrl: string) {
  const run = new AbortController()
  const { send, close } = createSend()
  ends.push(close)
  const client = createSocketClient({ send })
  const enter = async (namespace: string, way: Partial<SocketDestination> = {}): Promise<SocketConnection> => {
    const to = { baseUrl, path: '/socket.io/', namespace, transport: 'websocket', headers: {}, auth: {} } as const
    const entered = await client.connect({ ...to, timeoutMs: patience(5_000), signal: run.signal, ...way }, () => {})
    if ('kind' in entered || isRefused(entered)) throw new Error(`refused: ${JSON.stringify(entered)}`)
    return entered
  }
  return { run, enter }
}

describe('a WebSocket that is shared', () => {
  const made: { readonly close: () => void }[] = []
  let io: Server
  let client: ReturnType<typeof clientOf>

  beforeEach(async () => {
    made.length = 0
    const http = createServer()
    io = new Server(http)
    io.engine.on('connection', (connection: { readonly close: () => void }) => made.push(connection))
    io.of(/^\/~/).on('connection', (socket) => socket.emit('hello', socket.nsp.name))
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    ends.push(() => io.close())
    const address = http.address()
    client = clientOf(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
    ends.push(async () => client.run.abort())
  })

  const shares = { shares: true }
  const hello = async ({ heard }: SocketConnection): Promise<unknown> => {
    await until(() => heard.length > 0)
    return heard
  }

  it('serves one client after the other, and each hears only what is for it', async () => {
    const first = await client.enter('/~a', shares)
    await hello(first)
    await first.close()
    await first.close()
    const second = await client.enter('/~b', shares)
    expect(await hello(second)).toEqual([{ event: 'hello', args: ['/~b'] }])
    expect(second.log.map(({ name }) => name)).toEqual(['connect', 'connect', 'hello'])
    expect(await second.isAlive(patience(5_000))).toBe(true)
    expect([first.heard.length, first.ended() !== null, made.length]).toEqual([1, true, 1])
  })

  it('serves one client at a time', async () => {
    await Promise.all([client.enter('/~a', shares), client.enter('/~b', shares)])
    expect(made).toHaveLength(2)
  })

  it('serves no client that wants its own', async () => {
    await (await client.enter('/~a', shares)).close()
    await (await client.enter('/~b')).close()
    expect(made).toHaveLength(2)
  })

  it('rests once it has carried many packets, before a greenroom takes them for a flood', async () => {
    const busy = await client.enter('/~a', shares)
    for (let count = 0; count < 1000; count++) busy.emit('say', [count], false)
    await busy.close()
    await client.enter('/~b', shares)
    expect(made).toHaveLength(2)
  })

  it('is not offered again after the server has ended it', async () => {
    await (await client.enter('/~a', shares)).close()
    made[0]?.close()
    await until(() => io.engine.clientsCount === 0)
    // The client hears of it in one of the next turns.
    await settle()
    await client.enter('/~b', shares)
    expect(made).toHaveLength(2)
  })

  it('ends with the run', async () => {
    await (await client.enter('/~a', shares)).close()
    expect(io.engine.clientsCount).toBe(1)
    client.run.abort()
    await until(() => io.engine.clientsCount === 0)
  })
})

describe('an upgrade to WebSocket', () => {
  it('of the mock does not wait for the next look of Engine.IO, a tenth of a second later', async () => {
    const server = await startServer()
    ends.push(server.close)
    const { enter } = clientOf(server.url)
    await (await enter('/')).close()
    vi.useFakeTimers({ toFake: ['setInterval'] })
    ends.push(async () => void vi.useRealTimers())
    const upgraded = await enter('/', { transport: 'upgraded' })
    expect(await upgraded.isAlive(patience(5_000))).toBe(true)
    await upgraded.close()
  })
})

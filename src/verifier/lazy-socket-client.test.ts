import { expect, it } from 'vitest'
import { startIo } from '../../tests/support/io-server.ts'
import type { SocketDestination } from '../verify/model/socket-client.ts'
import { lazySocketClient } from './lazy-socket-client.ts'

it('a client that is loaded on first use connects and reaches by the same means', async () => {
  const sent: string[] = []
  const client = lazySocketClient({
    send: async ({ target }, { baseUrl }) => {
      sent.push(`${baseUrl}${target}`)
      return { kind: 'refused', message: 'No one is there.' }
    },
  })
  const to: SocketDestination = {
    baseUrl: 'http://x.example',
    path: '/io/',
    namespace: '/',
    transport: 'polling',
    headers: {},
    auth: {},
    timeoutMs: 600_000,
    signal: new AbortController().signal,
  }
  expect(sent).toEqual([])
  expect(await client.reach(to)).toEqual({ kind: 'refused', message: 'No one is there.' })
  expect(await client.connect(to, () => {})).toEqual({ kind: 'refused', message: 'No one is there.' })
  expect(sent).toEqual([
    expect.stringMatching(/^http:\/\/x\.example\/io\/\?EIO=4&transport=polling/),
    expect.stringMatching(/^http:\/\/x\.example\/io\/\?EIO=4&transport=polling/),
  ])
})

it('a client that is loaded on first use is the same from then on: it takes over a WebSocket that it has left', async () => {
  await using server = await startIo()
  const wires: unknown[] = []
  server.io.on('connection', ({ conn }) => void wires.push(conn))
  const run = new AbortController()
  const client = lazySocketClient({ send: () => Promise.reject(new Error('a WebSocket sends no request')) })
  const to: SocketDestination = {
    baseUrl: server.url,
    path: '/socket.io/',
    namespace: '/',
    transport: 'websocket',
    headers: {},
    auth: {},
    timeoutMs: 600_000,
    signal: run.signal,
    shares: true,
  }
  for (let time = 0; time < 2; time++) {
    const connection = await client.connect(to, () => {})
    if ('close' in connection) await connection.close()
  }
  run.abort()
  expect([wires.length, wires[0] === wires[1]]).toEqual([2, true])
})

import { createServer } from 'node:http'
import { Server, type ServerOptions, type Socket } from 'socket.io'
import { expect, it, onTestFinished } from 'vitest'
import { until } from '../../../tests/support/until.ts'
import { isNoConnection, isRefused, type SocketConnection } from '../model/socket-client.ts'
import { createSend } from './send.ts'
import { createSocketClient } from './socket-io-client.ts'

/** A connection to a server that greets everyone in its own way. */
async function greeted(
  greet: (socket: Socket) => void,
  options: Partial<ServerOptions> = {},
  onPacket: () => void = () => {},
): Promise<SocketConnection> {
  const http = createServer()
  const io = new Server(http, { serveClient: false, ...options })
  io.on('connection', greet)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { send, close } = createSend()
  onTestFinished(async () => {
    await io.close()
    await close()
  })
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const to = {
    baseUrl: `http://127.0.0.1:${port}`,
    path: '/socket.io/',
    namespace: '/',
    transport: 'websocket',
    auth: {},
    headers: {},
    timeoutMs: 600_000,
    signal: new AbortController().signal,
  } as const
  const connection = await createSocketClient({ send }).connect(to, onPacket)
  if (isRefused(connection) || isNoConnection(connection)) throw new Error(JSON.stringify(connection))
  await connection.caughtUp(600_000)
  onTestFinished(connection.close)
  return connection
}

const greet = (socket: Socket): void => {
  socket.emit('said', { by: 'Jane' }, 'last words')
  socket.emit('said', 'alone')
}
const said = [
  { event: 'said', args: [{ by: 'Jane' }, 'last words'] },
  { event: 'said', args: ['alone'] },
]

it('hears every argument of an event, texts at its end, too', async () => {
  expect((await greeted(greet)).heard).toEqual(said)
})

it('hears no offset that a server appends to recover connections', async () => {
  expect((await greeted(greet, { connectionStateRecovery: {} })).heard).toEqual(said)
})

it('hears all arguments of an event that has no offset even there', async () => {
  // What need not arrive is not recovered.
  const says = (socket: Socket): void => void socket.on('ask', () => socket.volatile.emit('said', 1, { by: 'Jane' }))
  const { emit, heard } = await greeted(says, { connectionStateRecovery: {} })
  emit('ask', [], false)
  await until(() => heard.length > 0)
  expect(heard).toEqual([{ event: 'said', args: [1, { by: 'Jane' }] }])
})

it('logs an event with its arguments beside its name', async () => {
  const { log } = await greeted((socket) => socket.emit('said', { by: 'Jane' }, 2))
  expect(log).toContainEqual({ way: 'received', name: 'said', args: [{ by: 'Jane' }, 2] })
})

it('hears and logs events and acks with bytes as any other', async () => {
  const connection = await greeted((socket) => {
    socket.emit('bytes', Buffer.from('a'))
    socket.on('ask', (ack: (value: Buffer) => void) => ack(Buffer.from('b')))
  })
  connection.emit('ask', [], true)
  await until(() => connection.acks.length > 0)
  expect(connection.heard).toEqual([{ event: 'bytes', args: [Buffer.from('a')] }])
  expect(connection.acks).toEqual([[Buffer.from('b')]])
  expect(connection.log.map(({ way, name, args }) => [way, name, args]).slice(-4)).toEqual(
    expect.arrayContaining([
      ['received', 'bytes', [Buffer.from('a')]],
      ['sent', 'ask', []],
      ['received', 'ack', [Buffer.from('b')]],
    ]),
  )
})

it('stands in for what is nested too deep, in what it hears, logs and gets for an ack', async () => {
  const deep = JSON.parse(`${'['.repeat(66)}1${']'.repeat(66)}`)
  const connection = await greeted((socket) => {
    socket.emit('said', deep)
    socket.on('ask', (ack: (value: unknown) => void) => ack(deep))
  })
  connection.emit('ask', [], true)
  await until(() => connection.acks.length > 0)
  const args = ['(nested deeper than 64 levels)']
  expect([connection.heard, connection.acks]).toEqual([[{ event: 'said', args }], [args]])
  expect(connection.log).toContainEqual({ way: 'received', name: 'said', args })
  expect(connection.log).toContainEqual({ way: 'received', name: 'ack', args })
})

it('wakes who waits once an event can be heard', async () => {
  let heard: SocketConnection['heard'] = []
  const lengths: number[] = []
  const connection = await greeted(
    (socket) => socket.on('ask', () => socket.emit('said')),
    {},
    () => void lengths.push(heard.length),
  )
  heard = connection.heard
  lengths.length = 0
  connection.emit('ask', [], false)
  await until(() => lengths.length > 0)
  expect(lengths).toEqual([1])
})

it('logs no packet of a namespace that was not entered', async () => {
  const { heard, log } = await greeted((socket) => {
    Reflect.get(socket.conn, 'write').call(socket.conn, '2/other,["leak"]')
    socket.emit('said')
  })
  expect(heard).toEqual([{ event: 'said', args: [] }])
  expect(log.map(({ name }) => name)).not.toContain('leak')
})

it('wakes who waits when the server ends it', async () => {
  let woken = 0
  const connection = await greeted(
    (socket) => socket.once('end', () => socket.disconnect()),
    {},
    () => (woken += 1),
  )
  const before = woken
  connection.emit('end', [], false)
  await until(() => connection.ended() === 'io server disconnect')
  // By the packet itself, and by what has become of the connection.
  expect(woken - before).toBe(2)
})

it('ends with a server that never stops talking', async () => {
  const connection = await greeted((socket) => {
    socket.on('talk', (count: number) => {
      for (let nth = 0; nth < count; nth++) socket.emit('said')
    })
  })
  const before = connection.log.length
  // With its own packet, as many as are allowed.
  connection.emit('talk', [4999 - before], false)
  await until(() => connection.log.length === 5000)
  expect(connection.ended()).toBeNull()
  connection.emit('talk', [2], false)
  await until(() => connection.ended() !== null)
})

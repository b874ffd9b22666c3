import { getEventListeners } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Socket } from 'socket.io'
import { startIo, type IoServer } from '../../../tests/support/io-server.ts'
import { listening } from '../../../tests/support/node-server.ts'
import { patience } from '../../../tests/support/patience.ts'
import { settle, standTimers } from '../../../tests/support/timers.ts'
import { until } from '../../../tests/support/until.ts'
import { isNoConnection, isRefused, type SocketConnection, type SocketDestination } from '../model/socket-client.ts'
import { createSend } from './send.ts'
import { createSocketClient } from './socket-io-client.ts'

const LONG_MS = patience(60_000)
let server: IoServer
/** One that says nothing of namespaces that it does not have. */
let quiet: IoServer
let sends: ReturnType<typeof createSend>
const came: Socket[] = []
const gone: string[] = []
beforeAll(async () => {
  server = await startIo({ destroyUpgradeTimeout: 1 })
  quiet = await startIo()
  quiet.io.on('connection', (socket) => void came.push(socket))
  quiet.io.of(/^\/./).use(() => {})
  sends = createSend()
  server.io.on('connection', (socket) => {
    came.push(socket)
    socket.on('disconnect', (reason) => void gone.push(reason))
    socket.on('ask', (...args: unknown[]) => {
      const ack = args.at(-1)
      if (typeof ack === 'function') ack('answer', args.length - 1)
      socket.emit('told', { args: args.length })
    })
    socket.on('end', () => socket.disconnect())
  })
  server.io.of('/no').use((_, next) => next(Object.assign(new Error('Unauthorized'), { data: { statusCode: 401 } })))
  server.io.of('/never').use(() => {})
  const deep: unknown = JSON.parse(`${'['.repeat(66)}1${']'.repeat(66)}`)
  server.io.of('/deep').use((_, next) => next(Object.assign(new Error('Unauthorized'), { data: deep })))
  server.io.of('/beside').use(({ conn }, next) => {
    Reflect.get(conn, 'write').call(conn, '4/other,{"message":"Unauthorized"}')
    next()
  })
})
afterAll(async () => {
  await sends.close()
  await server[Symbol.asyncDispose]()
  await quiet[Symbol.asyncDispose]()
})

const to = (given: Partial<SocketDestination> = {}): SocketDestination => ({
  baseUrl: server.url,
  path: '/socket.io/',
  namespace: '/',
  transport: 'websocket',
  headers: { 'x-a': 'b' },
  auth: { token: 't' },
  timeoutMs: LONG_MS,
  signal: new AbortController().signal,
  ...given,
})
const connect = (given: Partial<SocketDestination> = {}, onPacket: () => void = () => {}) =>
  createSocketClient(sends).connect(to(given), onPacket)
async function connected(given: Partial<SocketDestination> = {}): Promise<SocketConnection> {
  const connection = await connect(given)
  if (isRefused(connection) || isNoConnection(connection)) throw new Error(JSON.stringify(connection))
  return connection
}

describe.each(['polling', 'websocket', 'upgraded'] as const)('by %s', (transport) => {
  it('a connection has the id of the server, who is told headers and auth, and it is closed', async () => {
    const connection = await connected({ transport })
    const socket = came.at(-1)
    expect([connection.id, connection.ended()]).toEqual([socket?.id, null])
    // The server takes a moment longer to upgrade.
    expect(await connection.isAlive(LONG_MS)).toBe(true)
    expect(socket?.handshake).toMatchObject({ auth: { token: 't' }, headers: { 'x-a': 'b' } })
    // A small message could decompress to a large one.
    expect(socket?.conn.request.headers['sec-websocket-extensions']).toBeUndefined()
    expect(socket?.conn.transport.name).toBe(transport === 'polling' ? 'polling' : 'websocket')
    const left = gone.length
    await connection.close()
    await connection.close()
    await until(() => gone.length > left)
    expect([gone.slice(left), connection.ended(), await connection.isAlive(LONG_MS)]).toEqual([
      ['client namespace disconnect'],
      'io client disconnect',
      false,
    ])
  })

  it('events and acks are kept, and all is logged', async () => {
    const connection = await connected({ transport })
    connection.emit('ask', [{ a: 1 }, 2], true)
    connection.emit('ask', [], false)
    await connection.isAlive(LONG_MS)
    expect(connection.acks).toEqual([['answer', 2]])
    expect(connection.heard).toEqual([
      { event: 'told', args: [{ args: 3 }] },
      { event: 'told', args: [{ args: 0 }] },
    ])
    expect(connection.log.map(({ way, name }) => `${way} ${name}`).slice(0, 3)).toEqual([
      'sent connect',
      'received connect',
      'sent ask',
    ])
    expect(connection.log[0]?.args).toEqual([{ token: 't' }])
    await connection.close()
  })

  it('a connection is not refused by what refuses another namespace', async () => {
    const connection = await connected({ transport, namespace: '/beside' })
    expect(connection.ended()).toBeNull()
    await connection.close()
  })

  it('a server that ends it is told apart from one that is lost', async () => {
    const connection = await connected({ transport })
    connection.emit('end', [], false)
    await until(() => connection.ended() !== null)
    expect(connection.ended()).toBe('io server disconnect')
    await connection.caughtUp(LONG_MS)
    const other = await connected({ transport })
    const left = gone.length
    await other.lose()
    await until(() => gone.length > left)
    expect(gone.slice(left)).toEqual([transport === 'polling' ? 'client namespace disconnect' : 'transport close'])
  })

  it('a refusal is in the server’s words', async () => {
    expect(await connect({ transport, namespace: '/no' })).toMatchObject({
      refused: { message: 'Unauthorized', data: { statusCode: 401 } },
      log: [{ name: 'connect' }, { way: 'received', name: 'connect_error' }],
    })
    expect(await connect({ transport, namespace: '/unknown' })).toMatchObject({
      refused: { message: 'Invalid namespace', data: undefined },
    })
  })

  it('a server that does not answer in time is trouble', async () => {
    expect(await connect({ transport, namespace: '/never', timeoutMs: 30 })).toMatchObject({ kind: 'timeout' })
  })

  it('where nobody listens is trouble', async () => {
    expect(await connect({ transport, baseUrl: 'http://127.0.0.1:1' })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('127.0.0.1:1'),
    })
  })

  it('a transport can be reached, or not', async () => {
    const { reach } = createSocketClient(sends)
    expect(await reach(to({ transport }))).toBeNull()
    expect(await reach(to({ transport, path: '/other/' }))).not.toBeNull()
    expect(await reach(to({ transport, baseUrl: 'http://127.0.0.1:1' }))).toMatchObject({ kind: 'refused' })
  })
})

it('a text stands for what is nested too deep in a refusal', async () => {
  expect(await connect({ namespace: '/deep' })).toMatchObject({
    refused: { message: 'Unauthorized', data: '(nested deeper than 64 levels)' },
  })
})

it('a transport that does not answer is given up at once when the run is interrupted', async () => {
  await using silent = await listening(createServer(() => {}))
  const ending = new AbortController()
  const reached = createSocketClient(sends).reach(
    to({ transport: 'polling', baseUrl: silent.url, timeoutMs: 600_000, signal: ending.signal }),
  )
  ending.abort()
  expect(await reached).toMatchObject({ kind: 'timeout' })
})

it('a connection that is made leaves no listener of its interruption', async () => {
  const { signal } = new AbortController()
  const connection = await connected({ signal })
  expect(getEventListeners(signal, 'abort')).toEqual([])
  await connection.close()
})

it('an ack that nobody asked for is logged, but none', async () => {
  const connection = await connected()
  connection.emit('ask', [], false)
  await until(() => connection.heard.length > 0)
  came.at(-1)?.conn.write('30["unasked"]')
  expect(await connection.isAlive(LONG_MS)).toBe(true)
  expect([connection.acks, connection.log.filter(({ name }) => name === 'ack')]).toEqual([
    [],
    [{ way: 'received', name: 'ack', args: ['unasked'] }],
  ])
  await connection.close()
})

it('what has arrived wakes whoever waits', async () => {
  let packets = 0
  const connection = await connect({}, () => void packets++)
  if (!('emit' in connection)) throw new Error('there is no connection')
  const before = packets
  expect(before).toBeGreaterThan(0)
  connection.emit('ask', [], true)
  await until(() => connection.acks.length > 0 && connection.heard.length > 0)
  await connection.caughtUp(LONG_MS)
  expect(packets).toBeGreaterThanOrEqual(before + 2)
  await connection.close()
})

it.each([
  ['websocket', ['0/greenroom-verify-asks-for-nothing-0,']],
  ['polling', []],
] as const)('to catch up, a client by %s asks for %j', async (transport, questions) => {
  const connection = await connected({ transport })
  const asked: string[] = []
  came.at(-1)?.conn.on('packet', ({ data }) => void asked.push(String(data)))
  await connection.caughtUp(LONG_MS)
  expect(asked.filter((each) => each.startsWith('0/'))).toEqual(questions)
  await connection.close()
})

it('an interruption rejects, before and while it connects', async () => {
  const before = new AbortController()
  before.abort(new Error('interrupted'))
  await expect(connect({ signal: before.signal })).rejects.toThrow('interrupted')
  const during = new AbortController()
  const ended = connect({ namespace: '/never', signal: during.signal }).catch((error: unknown) => error)
  during.abort(new Error('interrupted'))
  // At once, rather than after the time of the connection.
  const late = settle().then(() => 'nothing came')
  expect(await Promise.race([ended, late])).toEqual(new Error('interrupted'))
})

it('a WebSocket that is shared serves the next client; one by polling is never shared', async () => {
  const client = createSocketClient(sends)
  const run = new AbortController()
  const ends: string[] = []
  const enter = async (transport: 'websocket' | 'polling'): Promise<string> => {
    const connection = await client.connect(to({ shares: true, transport, signal: run.signal }), () => {})
    if (!('close' in connection)) throw new Error('there is no connection')
    const id = Reflect.get(came.at(-1)?.conn ?? {}, 'id')
    await connection.close()
    return ends[ends.push(String(id)) - 1] ?? ''
  }
  expect(await enter('websocket')).toBe(await enter('websocket'))
  expect(await enter('polling')).not.toBe(await enter('polling'))
  run.abort()
})

it('clients of a shared WebSocket that enter the same namespace one after the other know nothing of each other', async () => {
  const client = createSocketClient(sends)
  const run = new AbortController()
  const enter = async (token: string): Promise<SocketConnection> => {
    const wish = to({ shares: true, signal: run.signal, auth: { token } })
    const connection = await client.connect(wish, () => {})
    if (!('close' in connection)) throw new Error('there is no connection')
    connection.emit('ask', [token], true)
    expect(await connection.isAlive(LONG_MS)).toBe(true)
    return connection
  }
  const known = ({ heard, acks, log }: SocketConnection) => structuredClone({ heard, acks, log })
  const first = await enter('one')
  await first.close()
  const before = known(first)
  const next = await enter('two')
  const [older, newer] = came.slice(-2)
  expect([newer?.conn === older?.conn, newer?.handshake.auth]).toEqual([true, { token: 'two' }])
  expect([before.acks, known(next).acks, known(next).heard]).toEqual([
    [['answer', 1]],
    [['answer', 1]],
    [{ event: 'told', args: [{ args: 2 }] }],
  ])
  expect(known(first)).toEqual(before)
  await next.close()
  run.abort()
})

/** A shared connection, and whether the server still has it. */
async function shared(given: Partial<SocketDestination> = {}) {
  const connection = await connected({ shares: true, ...given })
  const { conn } = came.at(-1) ?? {}
  return { connection, isOpen: () => Reflect.get(conn ?? {}, 'readyState') === 'open' }
}

it('a shared WebSocket is ended where the server does not say within half a second that it knows of the leaving', async () => {
  const { connection, isOpen } = await shared({ baseUrl: quiet.url })
  using time = standTimers()
  const closing = connection.close()
  while (time.waiting() === 0) await settle(1)
  time.pass(499)
  await settle()
  expect(isOpen()).toBe(true)
  time.pass(1)
  await closing
  while (isOpen()) await settle(1)
})

it('a shared WebSocket is ended by a client whom the server has put out', async () => {
  const { connection, isOpen } = await shared()
  connection.emit('end', [], false)
  await until(() => connection.ended() !== null)
  expect(isOpen()).toBe(true)
  await connection.close()
  await until(() => !isOpen())
})

import { expect, it } from 'vitest'
import { startIo } from '../../../tests/support/io-server.ts'
import { patience } from '../../../tests/support/patience.ts'
import { certify } from '../../../tests/support/tls.ts'
import type { Send } from '../model/exchange.ts'
import type { SocketPlace } from '../model/socket-client.ts'
import { createSend } from './send.ts'
import { createWire, isUpgraded } from './wire.ts'

const { signal } = new AbortController()
const place = (given: Partial<SocketPlace> = {}): SocketPlace => ({
  baseUrl: 'http://127.0.0.1:1/base/',
  path: '/io/',
  transport: 'websocket',
  headers: {},
  timeoutMs: 77,
  signal,
  ...given,
})
const send = (): Promise<never> => Promise.reject(new Error('nothing is to be sent'))

it('a connection is not open yet, never reconnects, and checks certificates', () => {
  const { manager, asking, troubles } = createWire(place({ headers: { 'X-A': 'b' } }), { send })
  expect(manager.opts).toMatchObject({
    path: '/base/io/',
    upgrade: false,
    extraHeaders: { 'user-agent': 'greenroom-verify', 'X-A': 'b' },
    reconnection: false,
    autoConnect: false,
    timeout: 77,
    rejectUnauthorized: true,
  })
  expect([manager.opts.ca, asking.size, troubles]).toEqual([undefined, 0, []])
  expect(Reflect.get(manager, 'uri')).toBe('http://127.0.0.1:1')
  expect(createWire(place({ headers: { 'user-agent': 'own' } }), { send }).manager.opts.extraHeaders).toEqual({
    'user-agent': 'own',
  })
})

it('it uses the transports of its place, and upgrades if there are two', () => {
  const of = (transport: SocketPlace['transport']): unknown[] => {
    const { upgrade, transports = [] } = createWire(place({ transport }), { send }).manager.opts
    return [upgrade, transports.length]
  }
  expect([of('polling'), of('websocket'), of('upgraded')]).toEqual([
    [false, 1],
    [false, 1],
    [true, 2],
  ])
})

it('an authority is trusted beside the known ones', () => {
  const { cert } = certify({ name: 'own', host: 'h' })
  const { ca } = createWire(place(), { send, ca: cert }).manager.opts
  expect(Array.isArray(ca) && ca.length > 1 && ca.at(-1) === cert).toBe(true)
})

it('one that is kept stays open without clients, any other does not; aborting ends its requests', async () => {
  await using server = await startIo()
  const sends = createSend()
  const states = []
  for (const isKept of [true, false]) {
    const wire = createWire(
      place({ baseUrl: server.url, path: '/socket.io/', timeoutMs: patience(60_000) }),
      sends,
      isKept,
    )
    const socket = wire.manager.socket('/')
    await new Promise<void>((resolve) => {
      socket.once('connect', () => resolve())
      socket.connect()
    })
    socket.disconnect()
    states.push(wire.manager.engine.readyState === 'open')
    wire.manager._close()
    wire.abort()
  }
  expect(states).toEqual([true, false])
  await sends.close()
})

it('aborting one ends the request that is under way', () => {
  const asked: AbortSignal[] = []
  const hanging: Send = (_, to) => {
    asked.push(to.signal)
    return new Promise(() => {})
  }
  const wire = createWire(place({ transport: 'polling', timeoutMs: 600_000 }), { send: hanging })
  wire.manager.open()
  expect(asked.map((each) => each.aborted)).toEqual([false])
  wire.abort()
  expect(asked.map((each) => each.aborted)).toEqual([true])
  wire.manager._close()
})

it('a message of 10 MiB is read; a longer one ends the connection', async () => {
  await using server = await startIo()
  const sends = createSend()
  const BYTES = 10 * 1024 * 1024
  /** So many characters arrive as an event. */
  const sent = async (length: number): Promise<unknown> => {
    server.io.once('connection', (client) => client.emit('said', 'x'.repeat(length - '42["said",""]'.length)))
    const wire = createWire(place({ baseUrl: server.url, path: '/socket.io/', timeoutMs: patience(60_000) }), sends)
    const socket = wire.manager.socket('/')
    const ended = new Promise<string>((resolve) => {
      socket.once('said', (text: string) => resolve(`${text.length} are read`))
      socket.once('disconnect', resolve)
      socket.connect()
    })
    await ended
    socket.disconnect()
    wire.abort()
    return ended
  }
  expect([await sent(BYTES), await sent(BYTES + 1)]).toEqual([`${BYTES - 13} are read`, 'transport error'])
  await sends.close()
})

it('one that is kept forgets a client that has left, and no other', () => {
  const { manager } = createWire(place(), { send }, true)
  const [left, other] = [manager.socket('/left'), manager.socket('/other')]
  Object.assign(manager, { _readyState: 'open' })
  manager._destroy(left)
  expect([manager.socket('/left') === left, manager.socket('/other') === other]).toEqual([false, true])
})

it('a client that is still connecting is given up with its timer, also by one that is kept', () => {
  const { manager } = createWire(place(), { send }, true)
  const socket = manager.socket('/')
  socket.connect()
  socket.disconnect()
  expect(manager._readyState).toBe('closed')
})

it.each([
  ['polling', 'polling', true],
  ['websocket', 'websocket', true],
  ['upgraded', 'polling', false],
  ['upgraded', 'websocket', true],
] as const)('one by %s that is on %s has its final transport: %s', (transport, name, expected) => {
  const { manager } = createWire(place(), { send })
  Object.assign(manager, { engine: { transport: { name } } })
  expect(isUpgraded(place({ transport }), manager)).toBe(expected)
})

import { getEventListeners } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startIo, type IoServer } from '../../../tests/support/io-server.ts'
import { patience } from '../../../tests/support/patience.ts'
import { standTimers } from '../../../tests/support/timers.ts'
import type { SocketDestination } from '../model/socket-client.ts'
import { createSend } from './send.ts'
import { createSharedWires } from './shared-wires.ts'
import { createWire, type Wire } from './wire.ts'

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

/** Connections of a run, and how many were made. */
function begin() {
  const run = new AbortController()
  let [made, aborted] = [0, 0]
  const shared = createSharedWires((to) => {
    made += 1
    const { abort, ...wire } = createWire(to, sends, true)
    return {
      ...wire,
      abort() {
        aborted += 1
        abort()
      },
    }
  })
  const to = (given: Partial<SocketDestination> = {}): SocketDestination => ({
    baseUrl: server.url,
    path: '/socket.io/',
    namespace: '/',
    transport: 'websocket',
    headers: {},
    auth: {},
    timeoutMs: patience(60_000),
    signal: run.signal,
    ...given,
  })
  const opened = async (given: Partial<SocketDestination> = {}): Promise<Wire> => {
    const wire = shared.take(to(given))
    if (wire.manager._readyState !== 'open')
      await new Promise<void>((resolve) => void wire.manager.open(() => resolve()))
    return wire
  }
  return { ...shared, run, opened, made: () => made, aborted: () => aborted, [Symbol.dispose]: () => run.abort() }
}

it('one that was given back serves the next client of the same place, and no two at once', async () => {
  using wires = begin()
  const first = await wires.opened()
  const second = await wires.opened()
  expect(second).not.toBe(first)
  wires.giveBack(first)
  expect(await wires.opened({ namespace: '/other', auth: { token: 'x' } })).toBe(first)
  expect(await wires.opened()).not.toBe(first)
  expect(wires.made()).toBe(3)
})

it('another place or other headers need another one', async () => {
  using wires = begin()
  const first = await wires.opened()
  wires.giveBack(first)
  const { port } = new URL(server.url)
  for (const other of [{ headers: { 'X-A': 'b' } }, { baseUrl: `http://localhost:${port}` }, { path: '/other/' }])
    expect(await wires.opened(other)).not.toBe(first)
  expect(await wires.opened()).toBe(first)
})

it('one that has ended, or never opened, is not offered again', async () => {
  using wires = begin()
  const first = await wires.opened()
  wires.giveBack(first)
  first.manager.engine.close()
  expect(await wires.opened()).not.toBe(first)
  const second = await wires.opened()
  second.manager.engine.close()
  wires.giveBack(second)
  expect(await wires.opened()).not.toBe(second)
  // What has ended needs no end with its run.
  expect(wires.aborted()).toBe(1)
  wires.run.abort()
  expect(wires.aborted()).toBe(wires.made())
})

it('one that has sent more than sixty packets lately rests, at fifty a second', async () => {
  using time = standTimers({ clock: true })
  using wires = begin()
  const wire = await wires.opened()
  const socket = wire.manager.socket('/')
  await new Promise<void>((resolve) => {
    socket.once('connect', () => resolve())
    socket.connect()
  })
  // The packet that entered the namespace counts, too.
  for (let sent = 1; sent < 60; sent++) socket.emit('say')
  wires.giveBack(wire)
  expect(await wires.opened()).toBe(wire)
  socket.emit('say')
  wires.giveBack(wire)
  const other = await wires.opened()
  expect(other).not.toBe(wire)
  time.pass(20)
  expect(await wires.opened()).toBe(wire)
})

it('one that has rested long may send no more than another', async () => {
  using time = standTimers({ clock: true })
  using wires = begin()
  const wire = await wires.opened()
  const socket = wire.manager.socket('/')
  await new Promise<void>((resolve) => {
    socket.once('connect', () => resolve())
    socket.connect()
  })
  time.pass(10_000)
  for (let sent = 0; sent < 61; sent++) socket.emit('say')
  wires.giveBack(wire)
  expect(await wires.opened()).not.toBe(wire)
})

it('however many there are, their run is listened to once', async () => {
  using wires = begin()
  for (let made = 0; made < 3; made++) await wires.opened()
  expect([wires.made(), getEventListeners(wires.run.signal, 'abort')]).toMatchObject([3, { length: 1 }])
})

it('all end with their run, and none of another one at the same time, which gets none of them either', async () => {
  using wires = begin()
  const { opened, giveBack, aborted } = wires
  const [one, two] = [await opened(), await opened()]
  const other = new AbortController()
  const isOpen = ({ manager }: Wire): boolean => manager.engine.readyState === 'open'
  giveBack(one)
  const theirs = await opened({ signal: other.signal })
  expect(theirs).not.toBe(one)
  wires.run.abort()
  expect([[one, two, theirs].map(isOpen), aborted()]).toEqual([[false, false, true], 2])
  other.abort()
  expect([isOpen(theirs), aborted()]).toEqual([false, 3])
})

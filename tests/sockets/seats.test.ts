import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { layLine } from '../support/line.ts'
import { openPolling } from '../support/raw-polling.ts'
import { openRaw } from '../support/raw-web-socket.ts'
import { listen, until } from '../support/sockets.ts'

let server: RunningServer
const faults: unknown[] = []
beforeAll(async () => {
  server = await startServer({
    sockets: { pingIntervalMs: 300, pingTimeoutMs: 300 },
    onFault: (fault) => faults.push(fault),
  })
})
afterAll(async () => {
  await server.close()
  expect(faults).toEqual([])
})

type World = Awaited<ReturnType<RunningServer['world']>>
const names = async (world: World): Promise<(string | null)[]> =>
  (await world.meetingRooms.get('abc-def-ghi')).inside.map(({ guestName }) => guestName)
const join = { code: 'abc-def-ghi', guestName: 'Ann' }

const makeBig = (world: World): Promise<unknown> =>
  world.meetingRooms.put('abc-def-ghi', {
    id: 'clxown0000000000000000000',
    code: 'abc-def-ghi',
    hostId: 'clx9z8y7x6w5v4u3t2s1r0q',
    isActive: true,
    isLocked: false,
    maxParticipants: 10_000,
    inside: [],
    past: [],
  })

describe('who goes at the very moment of joining', () => {
  /** Milliseconds between the steps of a socket, and how it goes. */
  const hasty = fc.record({
    transports: fc.constantFrom(['polling'], ['websocket'], ['polling', 'websocket']),
    begins: fc.nat(2000),
    goes: fc.nat(8),
    twice: fc.boolean(),
    /** What it has come to when it goes: nothing much, a connection, an answer. */
    after: fc.constantFrom(null, 'connect', 'room-joined'),
    how: fc.constantFrom('disconnect', 'close', 'cut', 'vanish'),
  })
  type Hasty = typeof hasty extends fc.Arbitrary<infer Each> ? Each : never

  const comeAndGo = async (world: World, { transports, begins, goes, twice, after, how }: Hasty): Promise<void> => {
    await sleep(begins)
    await using line = await layLine(server.port)
    const socket = io(line.url, {
      forceNew: true,
      reconnection: false,
      transports: [...transports],
      auth: { world: world.name },
    })
    const arrived = after && new Promise((resolve) => socket.once(after, resolve))
    for (let count = 0; count < (twice ? 2 : 1); count++) socket.emit('join-room', join)
    await Promise.race([arrived, sleep(2000)])
    await sleep(goes)
    if (how === 'disconnect') socket.disconnect()
    else if (how === 'close') socket.io.engine.close()
    else if (how === 'cut') line.cut()
    else line.vanish()
    await sleep(20)
    socket.disconnect()
  }

  it('leaves no seat behind: 300 sockets, in as many ways', { timeout: 60_000 }, async () => {
    await using world = await server.world()
    await makeBig(world)
    await Promise.all(fc.sample(hasty, { numRuns: 300, seed: 5 }).map((each) => comeAndGo(world, each)))
    for (let tries = 0; tries < 300 && (await names(world)).length > 0; tries++) await sleep(20)
    const { inside, past } = await world.meetingRooms.get('abc-def-ghi')
    expect(inside).toEqual([])
    expect(past.length).toBeGreaterThan(10)
    expect(past.filter(({ leftAt, isActive }) => leftAt === null || isActive)).toEqual([])
  })
})

describe('a world that begins anew', () => {
  const slow = async (world: World): Promise<void> => {
    // Nobody polls: this one is gone only when it is waited for no longer.
    const { post } = await openPolling(server, `40${JSON.stringify({ world: world.name })}`)
    await post(`42${JSON.stringify(['join-room', { ...join, guestName: 'Before' }])}`)
  }

  it('keeps the seats that are taken since, whoever of before is gone only then', async () => {
    await using world = await server.world()
    await slow(world)
    const [before] = (await world.meetingRooms.get('abc-def-ghi')).inside
    await world.reset()
    using ann = await listen(server.url, { auth: { world: world.name } })
    const seat = await ann.ask('join-room', join)
    // That is what makes it hard: the same seed, salt and order give the same ids.
    expect(seat).toMatchObject({ id: before?.id })
    await sleep(1500)
    expect(await names(world)).toEqual(['Ann'])
    using ben = await listen(server.url, { auth: { world: world.name } })
    await ben.ask('join-room', { ...join, guestName: 'Ben' })
    expect((await ann.hears()).map(([event]) => event)).toEqual(['user-joined'])
  })

  it('from a snapshot has the seats of the snapshot, though their sockets are gone', async () => {
    await using world = await server.world()
    await slow(world)
    using ann = await listen(server.url, { transports: ['websocket'], auth: { world: world.name } })
    await ann.ask('join-room', join)
    const snapshot = await world.snapshot()
    await world.restore(snapshot)
    await until(() => ann.ends.length === 1)
    await sleep(1500)
    expect(await names(world)).toEqual(['Before', 'Ann'])
  })
})

describe('SIGTERM while 500 sockets join', () => {
  it('is told to all of them, and is a success', { timeout: 60_000 }, async () => {
    const child = spawn(process.execPath, ['bin/greenroom.mjs', 'serve', '--port', '0', '--json', '--no-control'])
    let complaints = ''
    child.stderr.on('data', (chunk) => (complaints += String(chunk)))
    const [line] = await once(child.stdout, 'data')
    child.stdout.resume()
    const { url }: { url: string } = JSON.parse(String(line).split('\n')[0] ?? '')
    const port = Number(new URL(url).port)
    const sockets = await Promise.all(Array.from({ length: 500 }, () => openRaw({ port })))
    for (const [at, { send }] of sockets.entries()) {
      for (let count = 0; count < 5; count++) send(`42${count}${JSON.stringify(['join-room', join])}`)
      if (at === 250) child.kill('SIGTERM')
    }
    const began = performance.now()
    const [code] = await once(child, 'exit')
    expect([code, performance.now() - began < 5000, complaints]).toEqual([0, true, ''])
    await Promise.all(sockets.map(({ closed }) => closed))
  })
})

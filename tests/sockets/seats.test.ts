import fc from 'fast-check'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { layLine } from '../support/line.ts'
import { connecting, idIn, isIn, joinedAs, makeRoom, overHttp, roomIn, type World } from '../support/meeting-room.ts'
import { until } from '../support/sockets.ts'
import { settle, standTimers } from '../support/timers.ts'

let server: RunningServer
const faults: unknown[] = []
beforeAll(async () => {
  server = await startServer({ onFault: (fault) => faults.push(fault), sockets: { connectTimeoutMs: 600_000 } })
})
afterAll(async () => {
  await server.close()
  expect(faults).toEqual([])
})

const CODE = 'big-big-big'

describe('seats are taken by exactly as many as there are', () => {
  const race = async (sockets: number, requests: number, seats: number): Promise<void> => {
    await using world = await server.world()
    await makeRoom(world, CODE, seats)
    const callers = await Promise.all(Array.from({ length: sockets }, () => connecting(world)()))
    const answers = await Promise.all([
      ...callers.map((socket, at) => socket.ask('join-room', joinedAs(`s${at}`, CODE))),
      ...Array.from({ length: requests }, async (_, at) => (await overHttp(world, CODE, `h${at}`)).json()),
    ])
    expect(new Set(answers.filter(isIn).map(idIn)).size).toBe(seats)
    expect(answers.filter((answer) => !isIn(answer))).toEqual(
      Array.from({ length: sockets + requests - seats }, () => ({ statusCode: 400, message: 'Room is full' })),
    )
    expect((await roomIn(world, CODE)).inside).toHaveLength(seats)
    for (const { socket } of callers) socket.disconnect()
  }

  it('of 40 sockets and 20 requests at once', () => race(40, 20, 30))
  it('of 500 sockets and 100 requests at once', { tags: ['full'] }, () => race(500, 100, 100))
})

describe('who goes at the very moment of joining', () => {
  /** How a socket comes and goes; in turns of the event loop what it waits for in between. */
  const hasty = fc.record({
    transports: fc.constantFrom(['polling'], ['websocket'], ['polling', 'websocket']),
    begins: fc.nat(400),
    goes: fc.nat(60),
    twice: fc.boolean(),
    /** What it has come to when it goes: nothing much, a connection, an answer. */
    after: fc.constantFrom(null, 'connect', 'room-joined'),
    how: fc.constantFrom('disconnect', 'close', 'cut', 'vanish'),
  })
  type Hasty = typeof hasty extends fc.Arbitrary<infer Each> ? Each : never

  const comeAndGo = async (world: World, { transports, begins, goes, twice, after, how }: Hasty): Promise<void> => {
    await settle(begins)
    await using line = await layLine(server.port)
    const options = { forceNew: true, reconnection: false, transports: [...transports] }
    const socket: Socket = io(line.url, { ...options, auth: { world: world.name } })
    const arrived = after && new Promise((resolve) => socket.once(after, resolve))
    for (let count = 0; count < (twice ? 2 : 1); count++) socket.emit('join-room', joinedAs('Ann', CODE))
    await arrived
    await settle(goes)
    if (how === 'disconnect') socket.disconnect()
    else if (how === 'close') socket.io.engine.close()
    else if (how === 'cut') line.cut()
    else line.vanish()
    await settle(goes)
    // Whatever of it has come about, or has not been noticed.
    socket.disconnect()
  }

  const leavesNone = async (count: number): Promise<void> => {
    await using world = await server.world()
    await makeRoom(world, CODE, 10_000)
    const all = fc.sample(hasty, { numRuns: count, seed: 5 })
    using timers = standTimers()
    await timers.during(Promise.all(all.map((each) => comeAndGo(world, each))))
    // Who polls has no connection that could be cut between two polls: nobody answers the next ping.
    timers.pass(25_000)
    await settle()
    timers.pass(20_000)
    await until(async () => (await roomIn(world, CODE)).inside.length === 0)
    const { past } = await roomIn(world, CODE)
    // A room remembers the last hundred.
    const answered = all.filter(({ after }) => after === 'room-joined').length
    expect(past.length).toBeGreaterThanOrEqual(Math.min(answered, 100))
    expect(past.filter(({ leftAt, isActive }) => leftAt === null || isActive)).toEqual([])
  }

  it('leaves no seat behind: 40 sockets, in as many ways', () => leavesNone(40))
  it('leaves no seat behind: 300 sockets, in as many ways', { tags: ['full'] }, () => leavesNone(300))
})

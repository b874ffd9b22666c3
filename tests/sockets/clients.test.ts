import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MeetingRoom } from '../../src/contract/compiled/types.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { layLine } from '../support/line.ts'
import { pythonWith, startPython, type PythonClient } from '../support/python-client.ts'
import { listen, until, ways, type Listener } from '../support/sockets.ts'
import { isObject } from '../../src/json.ts'

const PING = { pingIntervalMs: 150, pingTimeoutMs: 800 }
/** Longer than a connection lives that answers no ping, and three pings long. */
const IDLE_MS = 3 * PING.pingIntervalMs + PING.pingTimeoutMs

let server: RunningServer
const faults: unknown[] = []
beforeAll(async () => {
  server = await startServer({ sockets: PING, onFault: (fault) => faults.push(fault) })
})
afterAll(async () => {
  await server.close()
  expect(faults).toEqual([])
})

type World = Awaited<ReturnType<RunningServer['world']>>
type Identity = 'member' | 'guest'

const authOf = (world: World, as: Identity) => ({
  world: world.name,
  token: world.identities[as]?.['Authorization']?.replace('Bearer ', '') ?? null,
})
const roomIn = (world: World, code: string): Promise<MeetingRoom> => world.meetingRooms.get(code)
const idIn = (answer: unknown): string => (isObject(answer) ? String(answer['id']) : '')

/** Waits until a room holds exactly this, and answers who is inside. */
async function inside(world: World, code: string, count: number): Promise<MeetingRoom['inside']> {
  for (let tries = 0; tries < 300; tries++) {
    const room = await roomIn(world, code)
    if (room.inside.length === count) return room.inside
    await sleep(10)
  }
  return (await roomIn(world, code)).inside
}

const python = pythonWith('socketio')
const noPython = python === undefined ? ', not run: python3 has no socketio (python3-socketio of Debian)' : ''
const canPoll = python !== undefined && pythonWith('requests') === python
const canWebSocket = python !== undefined && pythonWith('websocket') === python
const lacks = (module: string, isThere: boolean): string => (isThere ? '' : `, not run: python3 has no ${module}`)

const pythonWays = [
  { name: 'polling', transports: ['polling'], ends: 'polling', missing: lacks('requests', canPoll) },
  { name: 'WebSocket', transports: ['websocket'], ends: 'websocket', missing: lacks('websocket', canWebSocket) },
  {
    name: 'polling, upgraded',
    transports: undefined,
    ends: 'websocket',
    missing: lacks('requests', canPoll) || lacks('websocket', canWebSocket),
  },
]

describe.each(pythonWays)('a client in Python over $name', ({ transports, ends, missing }) => {
  const start = (auth: object, url = server.url): Promise<PythonClient> =>
    startPython({ python: python ?? '', url, transports, auth })

  describe.skipIf(noPython + missing !== '')(`when there is one${noPython || missing}`, { timeout: 60_000 }, () => {
    it('joins, is refused, hears others and is heard', async () => {
      await using world = await server.world()
      const [{ code }, { code: locked }] = [
        await world.situation({ 'meeting-room': [] }),
        await world.situation({ 'meeting-room': ['locked'] }),
      ]
      await using ann = await start(authOf(world, 'member'))
      expect(ann.told).toEqual([['connected', ends]])
      expect(await ann.ask('join-room', { code: locked })).toEqual({ statusCode: 403, message: 'Room is locked' })
      expect(await ann.ask('join-room')).toEqual({ statusCode: 400, message: ['code must be a string'] })
      const seat = await ann.ask('join-room', { code })
      expect([seat]).toEqual((await roomIn(world, code)).inside)
      using ben = await listen(server.url, { auth: authOf(world, 'guest') })
      const other = await ben.ask('join-room', { code, guestName: 'Ben 🦊' })
      expect(await ann.hears(1)).toEqual([['user-joined', { participant: { socketId: ben.id, ...Object(other) } }]])
      ben.socket.emit('leave-room')
      expect((await ann.hears(2)).at(-1)).toEqual([
        'user-left',
        { socketId: ben.id, userId: null, participantId: idIn(other) },
      ])
      await ben.ask('join-room', { code, guestName: 'Ben' })
      expect(await ann.end()).toBe(0)
      await until(() => ben.heard.length === 1, 10_000)
      expect(ben.heard).toEqual([['user-left', expect.objectContaining({ participantId: idIn(seat) })]])
    })

    it('is not let in with a token that is no good, and is told why', async () => {
      await using world = await server.world()
      await using client = await start({ world: world.name, token: 'x' })
      expect(client.told).toEqual([
        ['refused', { message: 'Unauthorized', data: { statusCode: 401, message: 'Unauthorized' } }],
      ])
      expect(await client.end()).toBe(3)
    })

    it('outlives three pings without a call', async () => {
      await using world = await server.world()
      const { code } = await world.situation({ 'meeting-room': [] })
      await using client = await start(authOf(world, 'guest'))
      const seat = await client.ask('join-room', { code, guestName: 'Idle' })
      await sleep(IDLE_MS)
      expect((await roomIn(world, code)).inside).toEqual([seat])
      expect(await client.ask('leave-room')).toEqual({ success: true })
      expect(client.told.map(([kind]) => kind)).toEqual(['connected', 'ack', 'ack'])
    })
  })
})

const COMES_BACK = { reconnection: true, reconnectionDelay: 20, reconnectionDelayMax: 40 }

describe.each(ways)('the official client over $name', ({ options }) => {
  const open = (world: World, as: Identity, more: object = {}, url = server.url): Promise<Listener> =>
    listen(url, { ...options, ...more, auth: authOf(world, as) })

  it('outlives three pings without a call', async () => {
    await using world = await server.world()
    using idle = await open(world, 'guest')
    let pings = 0
    idle.socket.io.on('ping', () => pings++)
    await until(() => pings >= 3, IDLE_MS * 4)
    await sleep(PING.pingTimeoutMs)
    expect(await idle.hears()).toEqual([])
    expect(idle.ends).toEqual([])
  })

  it.each(['member', 'guest'] as const)('has one seat when it sends again what was answered late: a %s', async (as) => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    await world.arm('joinMeetingRoom', { latency: 150 }, { times: 2 })
    using impatient = await open(world, as, { retries: 5, ackTimeout: 60 })
    const answer = await impatient.socket.emitWithAck('join-room', { code, guestName: 'Ann' })
    const seats = await inside(world, code, 1)
    expect(seats).toHaveLength(1)
    // More than one went out, and the one that counts is the last.
    const joins = (await world.journal.list()).filter(({ target }) => target === 'join-room')
    expect(joins.length).toBeGreaterThan(1)
    expect(idIn(answer)).not.toBe('')
    await sleep(200)
    expect(await roomIn(world, code)).toMatchObject({ inside: seats })
  })

  it.each(['member', 'guest'] as const)(
    'has one seat when its line is cut in the middle of a call: a %s',
    async (as) => {
      await using world = await server.world()
      const { code } = await world.situation({ 'meeting-room': [] })
      await using line = await layLine(server.port)
      await world.arm('joinMeetingRoom', { latency: 10_000 }, { times: 1 })
      using client = await open(world, as, { ...COMES_BACK, retries: 5, ackTimeout: 3000 }, line.url)
      const answer = client.socket.emitWithAck('join-room', { code, guestName: 'Ann' })
      await inside(world, code, 1)
      line.cut()
      expect(idIn(await answer)).not.toBe('')
      expect(client.ends).toHaveLength(1)
      expect((await inside(world, code, 1)).map(({ id }) => id)).toEqual([idIn(await answer)])
      expect((await roomIn(world, code)).past).toHaveLength(1)
    },
  )

  it.each(['member', 'guest'] as const)(
    'has one seat when the server never heard that it was gone: a %s',
    async (as) => {
      await using world = await server.world()
      const { code } = await world.situation({ 'meeting-room': [] })
      await using line = await layLine(server.port)
      using client = await open(world, as, COMES_BACK, line.url)
      await client.ask('join-room', { code, guestName: 'Ann' })
      // One that polls has no connection at all between two polls, and would not notice.
      await until(() => {
        if (client.ends.length === 0) line.vanish()
        return client.ends.length === 1 && client.socket.connected
      })
      const again = await client.ask('join-room', { code, guestName: 'Ann' })
      // Who is known has one at once; of guests nobody knows that they are the same, until the old line answers no ping.
      if (as === 'member') expect((await roomIn(world, code)).inside).toHaveLength(1)
      expect((await inside(world, code, 1)).map(({ id }) => id)).toEqual([idIn(again)])
      expect(client.heard.filter(([event]) => event === 'force-disconnect')).toEqual([])
    },
  )

  it('of one user in two tabs has one seat, whoever of them goes', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': ['last-seat'] })
    const { inside: others } = await roomIn(world, code)
    using first = await open(world, 'member')
    using second = await open(world, 'member')
    await first.ask('join-room', { code })
    const seat = await second.ask('join-room', { code })
    expect(await first.hears()).toEqual([['force-disconnect', { reason: 'Joined from elsewhere' }]])
    expect((await roomIn(world, code)).inside).toEqual([...others, seat])
    first.socket.disconnect()
    await world.journal.next({ method: 'DISCONNECT' })
    expect((await roomIn(world, code)).inside).toEqual([...others, seat])
    second.socket.disconnect()
    expect(await inside(world, code, others.length)).toEqual(others)
  })

  it('of one user in two tabs that join at once has one seat, and one tab that knows it', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using first = await open(world, 'member')
    using second = await open(world, 'member')
    const tabs = [first, second]
    const answers = await Promise.all(tabs.map((tab) => tab.ask('join-room', { code })))
    const { inside: seats } = await roomIn(world, code)
    expect(seats).toHaveLength(1)
    const winner = answers.findIndex((answer) => idIn(answer) === seats[0]?.id)
    expect(await tabs[1 - winner]?.hears()).toContainEqual(['force-disconnect', { reason: 'Joined from elsewhere' }])
    expect(await tabs[winner]?.hears()).not.toContainEqual(['force-disconnect', expect.anything()])
  })

  it.each(['member', 'guest'] as const)('whose page is loaded again has one seat, each time: a %s', async (as) => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    for (let load = 0; load < 5; load++) {
      const page = await open(world, as)
      const seat = await page.ask('join-room', { code, guestName: 'Ann' })
      expect((await inside(world, code, 1)).map(({ id }) => id)).toEqual([idIn(seat)])
      page.socket.disconnect()
    }
    expect(await inside(world, code, 0)).toEqual([])
    expect((await roomIn(world, code)).past).toHaveLength(5)
  })
})

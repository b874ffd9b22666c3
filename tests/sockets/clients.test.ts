import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { layLine } from '../support/line.ts'
import { idIn, nextGone, roomIn, tokenOf, type World } from '../support/meeting-room.ts'
import { pythonWith, startPython, type PythonClient } from '../support/python-client.ts'
import { listen, patient, until, ways, type Listener } from '../support/sockets.ts'

let server: RunningServer
const faults: unknown[] = []
const onFault = (fault: unknown): void => void faults.push(fault)
beforeAll(async () => {
  server = await startServer({ sockets: patient, onFault })
})
afterAll(async () => {
  await server.close()
  expect(faults).toEqual([])
})

type Identity = 'member' | 'guest'

const authOf = (world: World, as: Identity) => ({ world: world.name, token: tokenOf(world, as) ?? null })

/** Who is inside a room, as soon as they are so many. */
async function inside(world: World, code: string, count: number): Promise<string[]> {
  await until(async () => (await roomIn(world, code)).inside.length === count)
  return (await roomIn(world, code)).inside.map(({ id }) => id)
}

/** Waits until a client, and with it whoever is connected as long, was asked three times whether it lives. */
async function threePings(url: string): Promise<void> {
  using listener = await listen(url, { transports: ['websocket'] })
  let pings = 0
  listener.socket.io.on('ping', () => pings++)
  await until(() => pings >= 3)
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

  describe.skipIf(noPython + missing !== '')(`when there is one${noPython || missing}`, () => {
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
      await until(() => ben.heard.length === 1)
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

    it('answers pings: it outlives three without a call', async () => {
      await using asking = await startServer({ sockets: { ...patient, pingIntervalMs: 100 }, onFault })
      await using world = await asking.world()
      const { code } = await world.situation({ 'meeting-room': [] })
      await using client = await start(authOf(world, 'guest'), asking.url)
      const seat = await client.ask('join-room', { code, guestName: 'Idle' })
      await threePings(asking.url)
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

  it.each(['member', 'guest'] as const)('has one seat when it sends again what is answered late: a %s', async (as) => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    await world.arm('joinMeetingRoom', { latency: '2m' }, { times: 1 })
    using impatient = await open(world, as, { retries: 1000, ackTimeout: 100 })
    const answer = await impatient.socket.emitWithAck('join-room', { code, guestName: 'Ann' })
    // More than one went out, and the one that counts is the last.
    const joins = (await world.journal.list()).filter(({ target }) => target === 'join-room')
    expect(joins.length).toBeGreaterThan(1)
    expect(await inside(world, code, 1)).toEqual([idIn(answer)])
  })

  it.each(['member', 'guest'] as const)(
    'has one seat when its line is cut in the middle of a call: a %s',
    async (as) => {
      await using world = await server.world()
      const { code } = await world.situation({ 'meeting-room': [] })
      await using line = await layLine(server.port)
      await world.arm('joinMeetingRoom', { latency: '2m' }, { times: 1 })
      using client = await open(world, as, { ...COMES_BACK, retries: 5, ackTimeout: 600_000 }, line.url)
      const answer = client.socket.emitWithAck('join-room', { code, guestName: 'Ann' })
      await inside(world, code, 1)
      // One that polls has no connection at all between two polls, and would not notice.
      await until(() => {
        if (client.ends.length === 0) line.cut()
        return client.ends.length === 1
      })
      expect(idIn(await answer)).not.toBe('')
      await until(async () => (await roomIn(world, code)).past.length === 1)
      expect(await inside(world, code, 1)).toEqual([idIn(await answer)])
    },
  )

  it.each(['member', 'guest'] as const)(
    'has one seat when the server does not hear that it was gone: a %s',
    async (as) => {
      await using world = await server.world()
      const { code } = await world.situation({ 'meeting-room': [] })
      await using line = await layLine(server.port)
      using client = await open(world, as, COMES_BACK, line.url)
      await client.ask('join-room', { code, guestName: 'Ann' })
      await until(() => {
        if (client.ends.length === 0) line.vanish()
        return client.ends.length === 1 && client.socket.connected
      })
      const again = idIn(await client.ask('join-room', { code, guestName: 'Ann' }))
      // Who is known has one seat at once; of guests nobody knows that they are the same, until the server hears it, too.
      if (as === 'guest') line.giveUp()
      expect(await inside(world, code, 1)).toEqual([again])
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
    await nextGone(world)
    expect((await roomIn(world, code)).inside).toEqual([...others, seat])
    second.socket.disconnect()
    expect(await inside(world, code, others.length)).toEqual(others.map(({ id }) => id))
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
    for (let load = 0; load < 3; load++) {
      const page = await open(world, as)
      const seat = await page.ask('join-room', { code, guestName: 'Ann' })
      expect(await inside(world, code, 1)).toEqual([idIn(seat)])
      page.socket.disconnect()
    }
    expect(await inside(world, code, 0)).toEqual([])
    expect((await roomIn(world, code)).past).toHaveLength(3)
  })
})

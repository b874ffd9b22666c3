import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { connecting, joinedAs, nextGone, roomIn, type World } from '../support/meeting-room.ts'
import { openPolling } from '../support/raw-polling.ts'
import { openRaw } from '../support/raw-web-socket.ts'
import { listen, patient, until } from '../support/sockets.ts'
import { settle, standTimers } from '../support/timers.ts'

const CODE = 'abc-def-ghi'
const joinPacket = (guestName: string): string => `42${JSON.stringify(['join-room', joinedAs(guestName, CODE)])}`
const names = async (world: World): Promise<(string | null)[]> =>
  (await roomIn(world, CODE)).inside.map(({ guestName }) => guestName)

let server: RunningServer
const faults: unknown[] = []
const onFault = (fault: unknown): void => void faults.push(fault)
beforeAll(async () => {
  server = await startServer({ onFault, sockets: patient })
})
afterAll(async () => {
  await server.close()
  expect(faults).toEqual([])
})

describe('a connection', () => {
  it('that enters no namespace within twenty seconds is closed', async () => {
    await using usual = await startServer({ onFault })
    using timers = standTimers()
    const raw = await openRaw(usual, [])
    await until(() => raw.heard.length > 0)
    timers.pass(19_999)
    await settle()
    expect(raw.isOpen()).toBe(true)
    timers.pass(1)
    await raw.closed
  })

  it('stays open for what it has sent in time, though that is read late', async () => {
    await using usual = await startServer({ onFault })
    using timers = standTimers()
    const opened = await fetch(`${usual.url}/socket.io/?EIO=4&transport=polling`)
    const { sid }: { sid: string } = JSON.parse((await opened.text()).slice(1))
    const socket = connect(usual.port, '127.0.0.1')
    await once(socket, 'connect')
    const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`
    socket.end(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\n40`)
    // Before anything can be read: as if this process had got no time meanwhile.
    timers.pass(20_000)
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('that does not answer a ping within twenty seconds is closed, and its seat is free again', async () => {
    await using usual = await startServer({ onFault })
    await using world = await usual.world()
    {
      using timers = standTimers()
      const mute = await openRaw(usual, [`40${JSON.stringify({ world: world.name })}`])
      mute.send(joinPacket('Mute'))
      await until(() => mute.heard.some((packet) => packet.startsWith('42["room-joined"')))
      timers.pass(25_000)
      await until(() => mute.heard.at(-1) === '2')
      timers.pass(19_999)
      await settle()
      expect([mute.isOpen(), await names(world)]).toEqual([true, ['Mute']])
      timers.pass(1)
      await mute.closed
    }
    expect((await nextGone(world)).cause).toBe('ping timeout; the seat is free again')
    expect(await names(world)).toEqual([])
  })

  it.each([[['websocket']], [['polling']]])('that answers pings stays, over %j', async (transports) => {
    await using asking = await startServer({ onFault, sockets: { ...patient, pingIntervalMs: 20 } })
    using idle = await listen(asking.url, { transports })
    let pings = 0
    idle.socket.io.on('ping', () => pings++)
    await until(() => pings >= 5)
    expect(await idle.hears()).toEqual([])
    expect(idle.ends).toEqual([])
  })
})

/** A session over polling that has taken a seat, and of which nobody polls any more: the answer waits there. */
async function deaf(world: World, guestName: string) {
  const polling = await openPolling(server, `40${JSON.stringify({ world: world.name })}`)
  await polling.get()
  await polling.post(joinPacket(guestName))
  return polling
}

describe('a client that is cut and does not poll any more', () => {
  it.each([
    ['has not read its last answer', 0],
    ['has read everything', 1],
  ])('loses its seat after a second, where it %s', async (_, reads) => {
    await using world = await server.world()
    using other = await connecting(world)()
    await other.ask('join-room', joinedAs('Other', CODE))
    const { post, get } = await deaf(world, 'Gone')
    if (reads > 0) expect(await (await get()).text()).toContain('room-joined')
    expect(await names(world)).toEqual(['Other', 'Gone'])
    {
      using timers = standTimers()
      // No packet of Socket.IO: it closes the connection, and has nothing to tell.
      await post('42{}')
      timers.pass(1000)
    }
    await nextGone(world)
    expect(await names(world)).toEqual(['Other'])
    expect((await other.hears()).map(([event]) => event)).toEqual(['user-joined', 'user-left'])
  })
})

describe('a world that begins anew', () => {
  it('keeps the seats that are taken since, whoever of before is gone only then', async () => {
    await using world = await server.world()
    await deaf(world, 'Before')
    const [before] = (await roomIn(world, CODE)).inside
    using timers = standTimers()
    await world.reset()
    using ann = await connecting(world)()
    // That is what makes it hard: the same seed, salt and order give the same ids.
    expect(await ann.ask('join-room', joinedAs('Ann', CODE))).toMatchObject({ id: before?.id })
    timers.pass(1000)
    timers[Symbol.dispose]()
    await nextGone(world)
    expect(await names(world)).toEqual(['Ann'])
    using ben = await connecting(world)()
    await ben.ask('join-room', joinedAs('Ben', CODE))
    expect((await ann.hears()).map(([event]) => event)).toEqual(['user-joined'])
  })

  it('from a snapshot has the seats of the snapshot, though their sockets are gone', async () => {
    await using world = await server.world()
    await deaf(world, 'Before')
    using ann = await connecting(world)()
    await ann.ask('join-room', joinedAs('Ann', CODE))
    const snapshot = await world.snapshot()
    {
      using timers = standTimers()
      await world.restore(snapshot)
      timers.pass(1000)
    }
    for (const _ of ['Before', 'Ann']) await nextGone(world)
    await until(() => ann.ends.length === 1)
    expect(await names(world)).toEqual(['Before', 'Ann'])
  })
})

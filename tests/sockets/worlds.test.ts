import { Manager } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { connecting, isIn, joinedAs, makeRoom, nextGone, roomIn } from '../support/meeting-room.ts'
import { openRaw } from '../support/raw-web-socket.ts'
import { listen, patient, refusal, until } from '../support/sockets.ts'
import { standTimers } from '../support/timers.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ sockets: patient })
})
afterAll(() => server.close())

describe('the world of a socket', () => {
  it('is named by auth, query, header, namespace or path, or by several that agree', async () => {
    await using world = await server.world()
    await makeRoom(world, 'one-of-own', 9)
    const { name } = world
    const port = String(server.port)
    const names: [string, Parameters<typeof listen>[1]][] = [
      [server.url, { auth: { world: name } }],
      [server.url, { auth: { world: name.toUpperCase() }, query: { world: name } }],
      [server.url, { query: { world: name } }],
      [server.url, { extraHeaders: { 'X-Greenroom-World': name } }],
      [`${server.url}/~${name}`, {}],
      [`${server.url}/~${name}/`, {}],
      [server.url, { transports: ['websocket'], extraHeaders: { host: `${name}.localhost:${port}` } }],
      [server.url, { path: `/~${name}/socket.io/` }],
      [`${server.url}/~${name}`, { auth: { world: name } }],
    ]
    for (const [url, options] of names) {
      using socket = await listen(url, { transports: ['polling'], ...options })
      expect(isIn(await socket.ask('join-room', joinedAs('Ann', 'one-of-own'))), url).toBe(true)
    }
    using socket = await listen(server.url)
    expect(isIn(await socket.ask('join-room', joinedAs('Ann', 'one-of-own')))).toBe(false)
  })

  it('is named once: two by any two ways refuse the connection', async () => {
    for (const options of [{ auth: { world: 'one' } }, { query: { world: 'one' } }])
      expect((await refusal(`${server.url}/~other`, options)).message).toContain('Name it in one way.')
    const both = { auth: { world: 'one' }, query: { world: 'other' } }
    expect((await refusal(server.url, both)).message).toContain('Name it in one way.')
    expect(server.mock.worlds.get('other')).toBeUndefined()
  })

  it('that is unavailable refuses the connection, and says why', async () => {
    await using strict = await startServer({ worlds: 'explicit', requireWorld: true, sockets: patient })
    const { message, data } = await refusal(strict.url)
    expect([message, data]).toEqual([expect.stringContaining('--require-world'), { statusCode: 400, message }])
    expect((await refusal(`${strict.url}/~nobody`)).message).toContain('There is no world nobody')
    for (const world of ['not a name', 5, true, {}, '__proto__', ''])
      expect((await refusal(strict.url, { auth: { world } })).message).toContain('is not a valid world name')
    expect((await refusal(`${strict.url}/admin`)).message).toBe('Invalid namespace')
  })

  it('cuts its sockets when it begins anew, and they come back; a dropped one lets them go', async () => {
    const world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    const quick = { transports: ['websocket'], reconnection: true, reconnectionDelay: 10, reconnectionDelayMax: 20 }
    using socket = await connecting(world, quick)()
    await socket.ask('join-room', joinedAs('Ann', code))
    await world.reset()
    await until(() => socket.ends.length === 1 && socket.socket.connected)
    await expect(roomIn(world, code)).rejects.toThrow(code)
    await world.drop()
    await until(() => socket.ends.length === 2)
    expect(socket.ends).toEqual(['transport close', 'io server disconnect'])
    expect((await refusal(world.url)).message).toContain('was dropped')
  })
})

describe('a world that nobody uses', () => {
  it('is not dropped while a socket is in it, and is when that is gone', async () => {
    await using own = await startServer({ worldIdleMinutes: 0, sockets: patient })
    const world = await own.world()
    using socket = await connecting(world)()
    const { worlds } = own.mock
    for (let sweep = 0; sweep < 3; sweep++) void worlds.sweep()
    expect(worlds.get(world.name)).toBeDefined()
    socket.socket.disconnect()
    await nextGone(world)
    for (let sweep = 0; sweep < 3; sweep++) void worlds.sweep()
    expect(worlds.get(world.name)).toBeUndefined()
  })
})

describe('a world that is dropped or begins anew', () => {
  it('leaves alone the sockets of other worlds on the same connection', async () => {
    await using kept = await server.world()
    const { code } = await kept.situation({ 'meeting-room': [] })
    for (const end of ['drop', 'reset'] as const) {
      const gone = await server.world()
      const manager = new Manager(server.url, { transports: ['websocket'], reconnection: false })
      const [one, other] = [manager.socket(`/~${kept.name}`), manager.socket(`/~${gone.name}`)]
      const ended = new Promise((resolve) => other.once('disconnect', resolve))
      expect(await one.emitWithAck('join-room', joinedAs('Ann', code))).toHaveProperty('id')
      await until(() => other.connected)
      await gone[end]()
      expect(await ended).toBe('io server disconnect')
      expect(await one.emitWithAck('leave-room', { code })).toEqual({ success: true })
      one.disconnect()
      if (end === 'reset') await gone.drop()
    }
  })

  it('lets nobody in who was about to be let in', async () => {
    const world = await server.world()
    await world.arm('connectMeetingRooms', { latency: '1m' }, { times: 1 })
    using timers = standTimers()
    const raw = await openRaw(server, [])
    raw.send(`40/~${world.name},`)
    await until(async () => (await world.journal.list()).length === 1)
    await world.drop()
    timers.pass(60_000)
    await raw.closed
  })

  it('is no fault while events of its sockets are on their way', async () => {
    const faults: unknown[] = []
    await using own = await startServer({ onFault: (fault) => faults.push(fault), sockets: patient })
    for (let round = 0; round < 10; round++) {
      const world = await own.world()
      using socket = await connecting(world)()
      await socket.ask('join-room', joinedAs('Ann', 'abc-def-ghi'))
      for (let count = 0; count < 50; count++) socket.socket.emit('join-room', joinedAs('Ann', 'abc-def-ghi'))
      await world.drop()
      await using again = await own.world({ name: world.name })
      await until(() => socket.ends.length === 1)
      expect((await again.journal.list()).map(({ method }) => method)).toEqual([])
    }
    expect(faults).toEqual([])
  })
})

import { Manager } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { connecting, isIn, joinedAs, nextGone, overHttp } from '../support/meeting-room.ts'
import { openRaw } from '../support/raw-web-socket.ts'
import { patient, refusal, until } from '../support/sockets.ts'
import { standTimers } from '../support/timers.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ sockets: patient })
})
afterAll(() => server.close())

describe('what is armed', () => {
  it('answers events as it does requests: an outcome, a status, lateness, a broken connection', async () => {
    await using world = await server.world()
    using socket = await connecting(world)()
    const join = (): Promise<unknown> => socket.ask('join-room', joinedAs('Ann', 'abc-def-ghi'))
    await world.arm('joinMeetingRoom', 'room-full', { times: 1 })
    expect(await join()).toEqual({ statusCode: 400, message: 'Room is full' })
    await world.arm('joinMeetingRoom', { status: 503 }, { times: 1 })
    expect(await join()).toEqual({ statusCode: 503, message: 'Service unavailable' })
    await world.arm('joinMeetingRoom', { latency: 1 }, { times: 1 })
    expect(isIn(await join())).toBe(true)
    await world.arm('joinMeetingRoom', { reset: true }, { times: 1 })
    await expect(join()).rejects.toThrow('disconnected')
    await until(() => socket.ends.length === 1)
    expect(socket.ends).toEqual(['transport close'])
  })

  it('may come so late that what is asked afterwards is answered before', async () => {
    await using world = await server.world()
    using socket = await connecting(world)()
    const answers: unknown[] = []
    await world.arm('joinMeetingRoom', { latency: '2m' }, { times: 1 })
    socket.socket.emit('join-room', joinedAs('Ann', 'abc-def-ghi'), (answer: unknown) => answers.push(answer))
    expect(await socket.ask('leave-room', { code: 'no-such-one' })).toEqual({ success: true })
    expect(answers).toEqual([])
  })

  it.each([
    ['on connecting', 'connectMeetingRooms'],
    ['in a call', 'joinMeetingRoom'],
  ] as const)('breaks a connection %s without a word, even of WebSocket', async (_, operation) => {
    await using world = await server.world()
    await world.arm(operation, { reset: true }, { times: 1 })
    const raw = await openRaw(server, [])
    raw.send(`40${JSON.stringify({ world: world.name })}`)
    await until(() => !raw.isOpen() || raw.heard.some((packet) => packet.startsWith('40')))
    if (raw.isOpen()) raw.send('42["join-room",{"code":"abc-def-ghi","guestName":"Ann"}]')
    // There was no frame that closes it.
    expect(await raw.closed).toBe(1006)
    expect(raw.heard.filter((packet) => !/^(?:0|40)/.test(packet))).toEqual([])
  })

  it('breaks no connection any more when it comes so late that its socket has gone', async () => {
    await using world = await server.world()
    const manager = new Manager(server.url, { transports: ['websocket'], reconnection: false })
    const [stays, goes] = [manager.socket('/'), manager.socket(`/~${world.name}`)]
    await until(() => stays.connected && goes.connected)
    using timers = standTimers()
    await world.arm('joinMeetingRoom', { reset: true }, { times: 1, latency: '1m' })
    goes.emit('join-room', joinedAs('Ann', 'abc-def-ghi'))
    goes.disconnect()
    // One connection carries both: what it brings comes in order.
    expect(await stays.emitWithAck('leave-room')).toEqual({ success: true })
    timers.pass(60_000)
    expect(await stays.emitWithAck('leave-room')).toEqual({ success: true })
    stays.disconnect()
  })

  it('waits for a face that has the outcome', async () => {
    await using world = await server.world()
    using socket = await connecting(world)()
    await world.arm('joinMeetingRoom', 'malformed-body', { times: 1 })
    expect(isIn(await socket.ask('join-room', joinedAs('Ann', 'abc-def-ghi')))).toBe(true)
    expect((await overHttp(world, 'abc-def-ghi', 'Web')).status).toBe(400)
    await world.arm('joinMeetingRoom', 'code-missing', { times: 1 })
    expect((await overHttp(world, 'abc-def-ghi', 'Web')).status).toBe(201)
    expect(await socket.ask('join-room', joinedAs('Ann', 'abc-def-ghi'))).toEqual({
      statusCode: 400,
      message: ['code must be a string'],
    })
  })

  it('refuses connections, too', async () => {
    await using world = await server.world()
    await world.arm('connectMeetingRooms', 'unauthorized', { times: 1 })
    expect((await refusal(world.url)).data).toEqual({ statusCode: 401, message: 'Unauthorized' })
    using _ = await connecting(world)()
  })
})

describe('the journal', () => {
  it('shows connections, events and disconnects, without the token', async () => {
    await using world = await server.world()
    const socket = await connecting(world)('member')
    await socket.ask('join-room', { code: 'abc-def-ghi' })
    await socket.ask('join-room', { code: 'lck-rom-now' })
    socket.socket.emit('no-such-event', 1)
    socket.socket.disconnect()
    await nextGone(world)
    const entries = await world.journal.list()
    expect(
      entries.map(({ method, target, operation, outcome, status }) => [method, target, operation, outcome, status]),
    ).toEqual([
      ['CONNECT', `/~${world.name}`, 'connectMeetingRooms', 'connected', 200],
      ['EVENT', 'join-room', 'joinMeetingRoom', 'joined-as-user', 201],
      ['EVENT', 'join-room', 'joinMeetingRoom', 'room-locked', 403],
      ['EVENT', 'no-such-event', null, null, null],
      ['DISCONNECT', `/~${world.name}`, null, null, null],
    ])
    expect(entries[1]?.request.body).toBe('{"code":"abc-def-ghi"}')
    expect(entries.at(-1)?.cause).toBe('client namespace disconnect; the seat is free again')
    expect(JSON.stringify(entries)).not.toContain('eyJ')
  })
})

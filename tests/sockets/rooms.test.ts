import { Manager } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MeetingRoom } from '../../src/contract/compiled/types.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { listen, refusal, until, ways, type Listener } from '../support/sockets.ts'
import { isObject } from '../../src/json.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

type World = Awaited<ReturnType<RunningServer['world']>>

/** Sockets of one world, connected by its namespace. */
const connecting =
  (world: World, options: Parameters<typeof listen>[1] = { transports: ['websocket'] }) =>
  (as: 'host' | 'member' | 'guest' = 'guest'): Promise<Listener> =>
    listen(`${server.url}/~${world.name}`, {
      ...options,
      auth: { token: world.identities[as]?.['Authorization']?.replace('Bearer ', '') },
    })

const joinedAs = (guestName: string, code: string) => ({ code, guestName })
const idIn = (answer: unknown): string => (isObject(answer) ? String(answer['id']) : '')
const isIn = (answer: unknown): boolean => isObject(answer) && 'id' in answer

const overHttp = (world: World, code: string, guestName: string, headers: object = {}): Promise<Response> =>
  fetch(`${world.url}/rooms/${code}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ guestName }),
  })

const roomIn = (world: World, code: string): Promise<MeetingRoom> => world.meetingRooms.get(code)

/** Makes a room of so many seats. */
const make = (world: World, code: string, maxParticipants: number): Promise<unknown> =>
  world.meetingRooms.put(code, {
    id: 'clxown0000000000000000000',
    code,
    hostId: 'clx9z8y7x6w5v4u3t2s1r0q',
    isActive: true,
    isLocked: false,
    maxParticipants,
    inside: [],
    past: [],
  })

describe('who joins', () => {
  it('is heard by those in the room, not by the caller, nor in another room, another world, or outside', async () => {
    await using world = await server.world()
    await using elsewhere = await server.world()
    const [{ code }, { code: other }] = [
      await world.situation({ 'meeting-room': [] }),
      await world.situation({ 'meeting-room': [] }),
    ]
    const open = connecting(world)
    using inside = await open()
    using upgraded = await connecting(world, {})()
    using next = await open()
    using outside = await open()
    using far = await connecting(elsewhere)()
    await inside.ask('join-room', joinedAs('Ann', code))
    await upgraded.ask('join-room', joinedAs('Ben', code))
    await next.ask('join-room', joinedAs('Cal', other))
    await elsewhere.situation({ 'meeting-room': [] })
    await far.ask('join-room', joinedAs('Far', 'abc-def-ghi'))
    using caller = await open('member')
    const participant = await caller.ask('join-room', { code })
    const event = ['user-joined', { participant: { socketId: caller.id, ...Object(participant) } }]
    expect((await inside.hears()).at(-1)).toEqual(event)
    expect(await upgraded.hears()).toEqual([event])
    for (const silent of [next, outside, far, caller]) expect(await silent.hears()).toEqual([])
  })

  it('over HTTP is heard on sockets, and takes a seat from them', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': ['two-seats'] })
    using inside = await connecting(world)()
    expect(isIn(await inside.ask('join-room', joinedAs('Ann', code)))).toBe(true)
    const answer = await overHttp(world, code, 'Web')
    const participant = await answer.json()
    await until(() => inside.heard.length === 1)
    expect(inside.heard).toEqual([['user-joined', { participant: { socketId: null, ...participant } }]])
    using late = await connecting(world)()
    expect(await late.ask('join-room', joinedAs('Late', code))).toEqual({ statusCode: 400, message: 'Room is full' })
    expect((await overHttp(world, code, 'Late')).status).toBe(400)
    inside.socket.disconnect()
    await until(() => inside.ends.length === 1)
    expect(isIn(await late.ask('join-room', joinedAs('Late', code)))).toBe(true)
    expect((await overHttp(world, code, 'Later')).status).toBe(400)
  })
})

describe('the same calls', () => {
  it('are answered by the same bytes over HTTP and on sockets', async () => {
    await using first = await server.world({ salt: 'same' })
    await using second = await server.world({ salt: 'same' })
    using socket = await connecting(second)()
    const names = ['Ann', '', 'Ben', 'x'.repeat(51), 'Cal']
    const onSocket = []
    for (const name of names)
      onSocket.push(JSON.stringify(await socket.ask('join-room', joinedAs(name, 'abc-def-ghi'))))
    const onHttp = []
    for (const name of names) onHttp.push(await (await overHttp(first, 'abc-def-ghi', name)).text())
    expect(onSocket).toEqual(onHttp)
  })
})

describe.each(ways)('who goes, over $name,', ({ options }) => {
  it('leaves by event or by disconnecting: the record says when, the seat is free, others hear it', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using stays = await connecting(world)()
    await stays.ask('join-room', joinedAs('Stays', code))
    using goes = await connecting(world, options)('member')
    const ids: string[] = []
    for (const go of [() => goes.ask('leave-room'), () => goes.socket.disconnect()]) {
      ids.push(idIn(await goes.ask('join-room', { code })))
      await world.clock.advance(1000)
      expect(await go()).toEqual(goes.socket.connected ? { success: true } : goes.socket)
      await until(() => stays.heard.length === ids.length * 2)
    }
    const left = ids.map((participantId) => [
      'user-left',
      { socketId: goes.id, userId: 'clx0a1b2c3d4e5f6g7h8i9j', participantId },
    ])
    expect(stays.heard.filter(([event]) => event === 'user-left')).toEqual(left)
    const { inside, past } = await roomIn(world, code)
    expect(inside.map(({ guestName }) => guestName)).toEqual(['Stays'])
    expect(past.map(({ id, isActive }) => ({ id, isActive }))).toEqual(ids.map((id) => ({ id, isActive: false })))
    for (const { joinedAt, leftAt } of past) expect(Date.parse(leftAt ?? '') - Date.parse(joinedAt)).toBe(1000)
    expect(new Set(ids).size).toBe(2)
    expect(goes.heard).toEqual([])
  })
})

describe('who leaves', () => {
  it('without a seat, or names another room, changes nothing and is told the same', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using socket = await connecting(world)()
    expect(await socket.ask('leave-room', { code })).toEqual({ success: true })
    const answer = await socket.ask('join-room', joinedAs('Ann', code))
    const roomId = isObject(answer) ? answer['roomId'] : ''
    for (const payload of [{ code: 'no-such-one' }, { roomId: 'x' }, { code: 5 }])
      expect(await socket.ask('leave-room', payload)).toEqual({ success: true })
    expect((await roomIn(world, code)).inside).toHaveLength(1)
    expect(await socket.ask('leave-room', { roomId })).toEqual({ success: true })
    expect((await roomIn(world, code)).inside).toHaveLength(0)
  })
})

describe('the same user again', () => {
  it('replaces the older seat, in a full room too; the older socket hears that it is out', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': ['two-seats'] })
    using other = await connecting(world)()
    using first = await connecting(world)('member')
    using second = await connecting(world)('member')
    await other.ask('join-room', joinedAs('Other', code))
    const before = await first.ask('join-room', { code })
    const after = await second.ask('join-room', { code })
    expect(isIn(after)).toBe(true)
    expect(await first.hears()).toEqual([['force-disconnect', { reason: 'Joined from elsewhere' }]])
    expect(await other.hears()).toEqual([
      ['user-joined', { participant: { socketId: first.id, ...Object(before) } }],
      ['user-left', { socketId: first.id, userId: 'clx0a1b2c3d4e5f6g7h8i9j', participantId: idIn(before) }],
      ['user-joined', { participant: { socketId: second.id, ...Object(after) } }],
    ])
    // The older one has no seat to give up any more, and hears nothing of the room.
    first.socket.disconnect()
    await overHttp(world, code, '', world.identities['member'] ?? {})
    expect((await roomIn(world, code)).inside.map(({ id }) => id)).not.toContain(idIn(before))
    expect((await roomIn(world, code)).inside.filter(({ userId }) => userId !== null)).toHaveLength(1)
  })

  it('over HTTP replaces the seat of a socket', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using socket = await connecting(world)('member')
    await socket.ask('join-room', { code })
    const answer = await fetch(`${world.url}/rooms/${code}/join`, { method: 'POST', headers: world.identities.member })
    expect(answer.status).toBe(201)
    expect(await socket.hears()).toEqual([['force-disconnect', { reason: 'Joined from elsewhere' }]])
    expect((await roomIn(world, code)).inside).toHaveLength(1)
  })

  it('who is refused keeps the seat', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using host = await connecting(world)('host')
    const seat = await host.ask('join-room', { code })
    expect(await host.ask('lock-room', { locked: true })).toEqual({ success: true })
    using again = await connecting(world)('host')
    for (const socket of [host, again])
      expect(await socket.ask('join-room', { code })).toEqual({ statusCode: 403, message: 'Room is locked' })
    expect((await roomIn(world, code)).inside).toEqual([seat])
    expect(await host.hears()).toEqual([])
    expect(await host.ask('lock-room', { code, locked: false })).toEqual({ success: true })
  })
})

describe('the same socket again', () => {
  it('has one seat, of the room that it joined last; a guest, too', async () => {
    await using world = await server.world()
    const [{ code: one }, { code: two }] = [
      await world.situation({ 'meeting-room': ['last-seat'] }),
      await world.situation({ 'meeting-room': [] }),
    ]
    using socket = await connecting(world)()
    const first = await socket.ask('join-room', joinedAs('Ann', one))
    const again = await socket.ask('join-room', joinedAs('Ann', one))
    expect([isIn(first), isIn(again), idIn(first) === idIn(again)]).toEqual([true, true, false])
    expect((await roomIn(world, one)).inside.filter(({ guestName }) => guestName === 'Ann')).toHaveLength(1)
    using other = await connecting(world)()
    await other.ask('join-room', joinedAs('Other', two))
    expect(isIn(await socket.ask('join-room', joinedAs('Ann', two)))).toBe(true)
    expect((await roomIn(world, one)).inside.map(({ guestName }) => guestName)).not.toContain('Ann')
    expect((await roomIn(world, two)).inside).toHaveLength(2)
    expect(socket.heard).toEqual([])
  })

  it('takes one seat, however often a client that retries sends the event, and after it has come back', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using socket = await connecting(world, {
      transports: ['websocket'],
      retries: 3,
      ackTimeout: 40,
      reconnection: true,
      reconnectionDelay: 10,
      reconnectionDelayMax: 20,
    })()
    await world.arm('joinMeetingRoom', { latency: 100 }, { times: 2 })
    expect(isIn(await socket.socket.emitWithAck('join-room', joinedAs('Ann', code)))).toBe(true)
    expect((await roomIn(world, code)).inside).toHaveLength(1)
    await world.arm('leaveMeetingRoom', { reset: true }, { times: 1 })
    socket.socket.emit('leave-room', { code: 'no-such-room' })
    await until(() => socket.ends.length === 1)
    await until(() => socket.socket.connected)
    await socket.socket.emitWithAck('join-room', joinedAs('Ann', code))
    expect((await roomIn(world, code)).inside).toHaveLength(1)
  })
})

describe('a host', () => {
  it('locks and unlocks; others hear each change once', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using host = await connecting(world)('host')
    using guest = await connecting(world)()
    await guest.ask('join-room', joinedAs('Ann', code))
    await host.ask('join-room', { code })
    for (const locked of [true, true, false]) expect(await host.ask('lock-room', { locked })).toEqual({ success: true })
    expect((await guest.hears()).slice(1)).toEqual([
      ['room-locked', { locked: true }],
      ['room-locked', { locked: false }],
    ])
    expect(await host.hears()).toEqual([])
  })

  it('ends the meeting: nobody is inside any more, everybody hears it, and nobody comes in', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using host = await connecting(world)('host')
    using guest = await connecting(world)()
    await guest.ask('join-room', joinedAs('Ann', code))
    await overHttp(world, code, 'Web')
    await host.ask('join-room', { code })
    const before = guest.heard.length
    expect(await host.ask('end-room', { code })).toEqual({ success: true })
    expect(await host.ask('end-room', { code })).toEqual({ success: true })
    const ended = [['force-disconnect', { reason: 'The meeting has ended' }]]
    expect((await guest.hears()).slice(before)).toEqual(ended)
    expect(await host.hears()).toEqual(ended)
    const { inside, past } = await roomIn(world, code)
    expect([inside.length, past.length, past.every(({ leftAt }) => leftAt !== null)]).toEqual([0, 3, true])
    expect(await guest.ask('join-room', joinedAs('Ann', code))).toEqual({
      statusCode: 400,
      message: 'Room is no longer active',
    })
  })

  it('is asked for: nobody else locks or ends, and nobody hears of a refusal', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using inside = await connecting(world)()
    await inside.ask('join-room', joinedAs('Ann', code))
    using member = await connecting(world)('member')
    using host = await connecting(world)('host')
    const refusals = [
      [member, 'lock-room', { code, locked: true }, 403, 'Not authorized'],
      [inside, 'lock-room', { locked: true }, 403, 'Not authorized'],
      [host, 'lock-room', { code }, 400, ['locked must be a boolean value']],
      [host, 'lock-room', { code: 'no-such-one', locked: true }, 404, 'Room not found'],
      [host, 'lock-room', { locked: true }, 404, 'Room not found'],
      [member, 'end-room', { code }, 403, 'Not authorized'],
      [host, 'end-room', { code: 'no-such-one' }, 404, 'Room not found'],
    ] as const
    for (const [socket, event, payload, statusCode, message] of refusals) {
      expect(await socket.ask(event, payload)).toEqual({ statusCode, message })
      socket.socket.emit(event, payload)
      expect((await socket.hears()).at(-1)).toEqual(['exception', { statusCode, message }])
    }
    expect(inside.heard).toEqual([['exception', { statusCode: 403, message: 'Not authorized' }]])
  })
})

describe('what is done by hand', () => {
  it('is heard: a seat given, one taken away, a room locked, emptied, removed', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using guest = await connecting(world)()
    const participantId = idIn(await guest.ask('join-room', joinedAs('Ann', code)))
    const seated = await world.meetingRooms.seat(code, { guestName: 'By hand' })
    await world.meetingRooms.unseat(code, participantId)
    await world.meetingRooms.unseat(code, seated.id)
    expect(await guest.hears()).toEqual([
      ['user-joined', { participant: { socketId: null, ...seated } }],
      ['force-disconnect', { reason: 'Removed by host' }],
    ])
    const removed = ['force-disconnect', { reason: 'Removed by host' }]
    await guest.ask('join-room', joinedAs('Ann', code))
    await world.meetingRooms.change(code, { isLocked: true })
    await world.meetingRooms.change(code, { isLocked: false, inside: [] })
    expect((await guest.hears()).slice(2)).toEqual([['room-locked', { locked: true }], removed])
    await guest.ask('join-room', joinedAs('Ann', code))
    await world.meetingRooms.remove(code)
    expect((await guest.hears()).slice(4)).toEqual([removed])
  })
})

describe('a situation that is brought about in place', () => {
  it('keeps who is inside, and is heard', async () => {
    await using world = await server.world()
    const values = await world.situation({ 'meeting-room': [] })
    using guest = await connecting(world)()
    const own = await guest.ask('join-room', joinedAs('Ann', values.code))
    expect(await world.situation({ 'meeting-room': ['locked', 'last-seat'] }, { values })).toEqual(values)
    const room = await roomIn(world, values.code)
    expect(room).toMatchObject({ isLocked: true, maxParticipants: 3 })
    expect(room.inside.map(({ guestName }) => guestName)).toEqual(['Ann', 'Ada'])
    await world.situation({ 'meeting-room': ['inactive'] }, { values })
    expect(await guest.hears()).toEqual([
      ['user-joined', { participant: { socketId: null, ...room.inside[1] } }],
      ['room-locked', { locked: true }],
      ['force-disconnect', { reason: 'The meeting has ended' }],
    ])
    expect(await roomIn(world, values.code)).toMatchObject({ isActive: false, inside: [] })
    expect(own).toHaveProperty('leftAt', null)
  })

  it('takes the room away where it is to be unknown', async () => {
    await using world = await server.world()
    const values = await world.situation({ 'meeting-room': [] })
    await world.situation({ 'meeting-room': ['unknown'] }, { values })
    await expect(roomIn(world, values.code)).rejects.toThrow(values.code)
  })

  it('adds facts to livechat rooms and calls, too', async () => {
    await using world = await server.world()
    const values = await world.situation({ 'livechat-room': [], call: [] })
    await world.situation({ 'livechat-room': ['closed'], call: ['private'] }, { values })
    expect(await world.livechatRooms.get(values.roomId)).toHaveProperty('closedAt')
    expect((await world.calls.get(values.callId)).members).toHaveLength(1)
  })
})

describe('seats', () => {
  it.each([1, 2, 3])(
    'are taken by exactly as many as there are, of 500 sockets and 100 requests at once (%i)',
    async () => {
      await using world = await server.world()
      await make(world, 'big-big-big', 100)
      const sockets = await Promise.all(Array.from({ length: 500 }, () => connecting(world)()))
      const answers = await Promise.all([
        ...sockets.map((socket, at) =>
          socket.socket.timeout(10_000).emitWithAck('join-room', joinedAs(`s${at}`, 'big-big-big')),
        ),
        ...Array.from({ length: 100 }, async (_, at) => (await overHttp(world, 'big-big-big', `h${at}`)).json()),
      ])
      expect(answers.filter(isIn)).toHaveLength(100)
      expect(new Set(answers.filter(isIn).map(idIn)).size).toBe(100)
      expect(answers.filter((answer) => !isIn(answer))).toEqual(
        Array.from({ length: 500 }, () => ({ statusCode: 400, message: 'Room is full' })),
      )
      expect((await roomIn(world, 'big-big-big')).inside).toHaveLength(100)
      for (const { socket } of sockets) socket.disconnect()
    },
  )
})

describe('the world of a socket', () => {
  it('is named by auth, query, header, namespace or path, the earlier going first', async () => {
    await using world = await server.world()
    await make(world, 'one-of-own', 9)
    const { name } = world
    const port = String(server.port)
    const names: [string, Parameters<typeof listen>[1]][] = [
      [server.url, { auth: { world: name } }],
      [server.url, { auth: { world: name.toUpperCase() }, query: { world: 'other' } }],
      [server.url, { query: { world: name } }],
      [server.url, { extraHeaders: { 'X-Greenroom-World': name } }],
      [`${server.url}/~${name}`, {}],
      [server.url, { transports: ['websocket'], extraHeaders: { host: `${name}.localhost:${port}` } }],
      [server.url, { path: `/~${name}/socket.io/` }],
      [`${server.url}/~other`, { auth: { world: name } }],
      [`${server.url}/~other`, { query: { world: name } }],
    ]
    for (const [url, options] of names) {
      using socket = await listen(url, { transports: ['polling'], ...options })
      expect(isIn(await socket.ask('join-room', joinedAs('Ann', 'one-of-own'))), url).toBe(true)
    }
    using socket = await listen(server.url)
    expect(isIn(await socket.ask('join-room', joinedAs('Ann', 'one-of-own')))).toBe(false)
  })

  it('that is not to be had refuses the connection, and says why', async () => {
    await using strict = await startServer({ worlds: 'explicit', requireWorld: true })
    const { message, data } = await refusal(strict.url)
    expect([message, data]).toEqual([expect.stringContaining('--require-world'), { statusCode: 400, message }])
    expect((await refusal(`${strict.url}/~nobody`)).message).toContain('There is no world nobody')
    for (const world of ['not a name', 5, true, {}, '__proto__', ''])
      expect((await refusal(strict.url, { auth: { world } })).message).toContain('A world cannot be called')
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
    await expect(roomIn(world, code)).rejects.toThrow('no')
    await world.drop()
    await until(() => socket.ends.length === 2)
    expect(socket.ends).toEqual(['transport close', 'io server disconnect'])
    expect((await refusal(`${server.url}/~${world.name}`)).message).toContain('was dropped')
  })
})

describe('a world that is dropped', () => {
  it('that is dropped or begins anew leaves alone the sockets of other worlds on the same connection', async () => {
    await using kept = await server.world()
    const { code } = await kept.situation({ 'meeting-room': [] })
    for (const end of ['drop', 'reset'] as const) {
      const gone = await server.world()
      const manager = new Manager(server.url, { transports: ['websocket'], reconnection: false })
      const [one, other] = [manager.socket(`/~${kept.name}`), manager.socket(`/~${gone.name}`)]
      const ended = new Promise((resolve) => other.once('disconnect', resolve))
      expect(await one.timeout(2000).emitWithAck('join-room', joinedAs('Ann', code))).toHaveProperty('id')
      await until(() => other.connected)
      await gone[end]()
      expect(await ended).toBe('io server disconnect')
      expect(await one.timeout(2000).emitWithAck('leave-room', { code })).toEqual({ success: true })
      one.disconnect()
      if (end === 'reset') await gone.drop()
    }
  })

  it('while events of its sockets are on their way, is no fault', async () => {
    const faults: unknown[] = []
    await using own = await startServer({ onFault: (fault) => faults.push(fault) })
    for (let round = 0; round < 10; round++) {
      const world = await own.world()
      using socket = await listen(`${own.url}/~${world.name}`, { transports: ['websocket'] })
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

describe('what is armed', () => {
  it('answers events as it does requests: an outcome, a status, lateness, a broken connection', async () => {
    await using world = await server.world()
    using socket = await connecting(world)()
    const join = (): Promise<unknown> => socket.ask('join-room', joinedAs('Ann', 'abc-def-ghi'))
    await world.arm('joinMeetingRoom', 'room-full', { times: 1 })
    expect(await join()).toEqual({ statusCode: 400, message: 'Room is full' })
    await world.arm('joinMeetingRoom', { status: 503 }, { times: 1 })
    expect(await join()).toEqual({ statusCode: 503, message: 'Service unavailable' })
    await world.arm('joinMeetingRoom', { latency: 80 }, { times: 1 })
    const began = performance.now()
    expect(isIn(await join())).toBe(true)
    expect(performance.now() - began).toBeGreaterThan(75)
    await world.arm('joinMeetingRoom', { reset: true }, { times: 1 })
    await expect(join()).rejects.toThrow('disconnected')
    await until(() => socket.ends.length === 1)
    expect(socket.ends).toEqual(['transport close'])
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
    expect((await refusal(`${server.url}/~${world.name}`)).data).toEqual({ statusCode: 401, message: 'Unauthorized' })
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
    await world.journal.next({ method: 'DISCONNECT' })
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

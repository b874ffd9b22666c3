import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isObject } from '../../src/json.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { connecting, idIn, isIn, joinedAs, MEMBER, nextGone, overHttp, roomIn } from '../support/meeting-room.ts'
import { patient, until, ways } from '../support/sockets.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ sockets: patient })
})
afterAll(() => server.close())

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
    await nextGone(world)
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
    const left = ids.map((participantId) => ['user-left', { socketId: goes.id, userId: MEMBER, participantId }])
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
      ['user-left', { socketId: first.id, userId: MEMBER, participantId: idIn(before) }],
      ['user-joined', { participant: { socketId: second.id, ...Object(after) } }],
    ])
    // The older one has no seat to give up any more.
    first.socket.disconnect()
    await nextGone(world)
    expect((await roomIn(world, code)).inside.map(({ id }) => id)).toContain(idIn(after))
    expect((await overHttp(world, code, 'unheard', world.identities.member)).status).toBe(201)
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

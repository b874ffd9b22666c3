import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { connecting, idIn, joinedAs, roomIn } from '../support/meeting-room.ts'
import { patient } from '../support/sockets.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ sockets: patient })
})
afterAll(() => server.close())

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

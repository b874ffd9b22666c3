import { describe, expect, it } from 'vitest'
import { createMock } from '../in-process.ts'
import { connect } from './connect.ts'

/** A client of a control plane that answers everything alike, and what it was asked. */
function begin() {
  const asked: (readonly [string, unknown])[] = []
  const greenroom = connect({
    url: 'http://c/',
    token: 't',
    fetch: async (url, { method, body }) => {
      asked.push([`${method} ${url.slice('http://c'.length)}`, typeof body === 'string' ? JSON.parse(body) : undefined])
      return Response.json({
        name: 'w x',
        generation: 7,
        exchanges: 3,
        latest: 3,
        arms: [],
        entries: [],
        forgotten: 0,
        values: { code: 'c' },
      })
    },
  })
  return { greenroom, asked, last: () => asked.at(-1) }
}

describe('a world of a client', () => {
  it('is made anew under its name, or only where that is free', async () => {
    const { greenroom, last } = begin()
    await greenroom.world({ name: 'a/b', seed: 'busy:5' })
    expect(last()).toEqual(['PUT /worlds/a%2Fb', { seed: 'busy:5' }])
    await greenroom.world({ name: 'a' }, { replace: false })
    expect(last()).toEqual(['POST /worlds', { name: 'a' }])
    await greenroom.world()
    expect(last()).toEqual(['POST /worlds', {}])
    await greenroom.attach()
    expect(last()?.[0]).toBe('GET /worlds/default')
  })

  it('is dropped at the end of a scope by whoever has made it, and no newer one of its name', async () => {
    const { greenroom, asked, last } = begin()
    await (await greenroom.world())[Symbol.asyncDispose]()
    expect(last()?.[0]).toBe('DELETE /worlds/w%20x?generation=7')
    const other = await greenroom.attach('w')
    const before = asked.length
    await other[Symbol.asyncDispose]()
    expect(asked).toHaveLength(before)
    await other.drop()
    expect(last()?.[0]).toBe('DELETE /worlds/w%20x?generation=7')
  })

  it('is dropped by the handle that has restored it, and by none from before', async () => {
    const mock = createMock()
    const names = () => mock.worlds.list().map(({ name }) => name)
    const world = await mock.world({ name: 'w' })
    const before = await mock.attach('w')
    await world.restore(await world.snapshot())
    await before.drop()
    expect(names()).toEqual(['default', 'w'])
    await world[Symbol.asyncDispose]()
    expect(names()).toEqual(['default'])
  })

  it('is armed with an outcome of an operation, or with what no contract documents, of any', async () => {
    const { greenroom, last } = begin()
    const world = await greenroom.world()
    await world.arm('joinMeetingRoom', 'room-full', { times: 2, latency: '1s' })
    expect(last()?.[1]).toEqual({ operation: 'joinMeetingRoom', outcome: 'room-full', times: 2, latencyMs: 1000 })
    await world.arm(null, { status: 503 })
    expect(last()?.[1]).toEqual({ status: 503 })
    await world.arm(null, { latency: '5ms' })
    expect(last()?.[1]).toEqual({ latencyMs: 5 })
    await world.arm('joinMeetingRoom', { reset: true }, { latency: 0 })
    expect(last()?.[1]).toEqual({ operation: 'joinMeetingRoom', reset: true, latencyMs: 0 })
    await world.disarm()
    expect(last()?.[0]).toBe('DELETE /worlds/w%20x/arms')
    await world.disarm('joinMeetingRoom')
    expect(last()?.[0]).toBe('DELETE /worlds/w%20x/arms?operation=joinMeetingRoom')
  })

  it('has a table of rows of each kind', async () => {
    const { greenroom, last } = begin()
    const world = await greenroom.world()
    const tables = {
      people: world.people,
      roles: world.roles,
      'livechat-rooms': world.livechatRooms,
      calls: world.calls,
      departments: world.departments,
      'meeting-rooms': world.meetingRooms,
    }
    for (const [name, table] of Object.entries(tables)) {
      await table.list()
      expect(last()?.[0]).toBe(`GET /worlds/w%20x/${name}`)
    }
  })

  it('has seats, situations and a limiter', async () => {
    const { greenroom, last } = begin()
    const world = await greenroom.world()
    await world.meetingRooms.seat('a b', { guestName: 'Ada' })
    expect(last()).toEqual(['POST /worlds/w%20x/meeting-rooms/a%20b/participants', { guestName: 'Ada' }])
    await world.meetingRooms.unseat('a', 'p/1')
    expect(last()?.[0]).toBe('DELETE /worlds/w%20x/meeting-rooms/a/participants/p%2F1')
    await world.meetingRooms.seats()
    expect(last()?.[0]).toBe('GET /worlds/w%20x/seats')
    await world.meetingRooms.seats({ offset: 5, limit: 2 })
    expect(last()?.[0]).toBe('GET /worlds/w%20x/seats?offset=5&limit=2')
    await world.meetingRooms.get('a b')
    expect(last()?.[0]).toBe('GET /worlds/w%20x/meeting-rooms/a%20b')
    expect(await world.situation({ 'meeting-room': [] }, { address: '::1' })).toEqual({ code: 'c' })
    expect(last()).toEqual(['PUT /worlds/w%20x/situations', { situation: { 'meeting-room': [] }, address: '::1' }])
    await world.limiter.off()
    expect(last()).toEqual(['PUT /worlds/w%20x/limiter', { enforced: false }])
    await world.limiter.on()
    expect(last()?.[1]).toEqual({ enforced: true })
    await world.guests.allow()
    expect(last()).toEqual(['PUT /worlds/w%20x/guests', { allowed: true }])
    await world.guests.refuse()
    expect(last()?.[1]).toEqual({ allowed: false })
  })

  it('is reset, read and followed at its own path', async () => {
    const { greenroom, asked } = begin()
    const world = await greenroom.world()
    await world.reset()
    await world.limiter.read()
    await world.arms()
    await world.seed()
    await world.playing()
    for await (const _ of world.events());
    expect(asked.slice(1).map(([what]) => what)).toEqual([
      'POST /worlds/w%20x/reset',
      'GET /worlds/w%20x/limiter',
      'GET /worlds/w%20x/arms',
      'GET /worlds/w%20x/seed',
      'GET /worlds/w%20x/scenario',
      'GET /worlds/w%20x/events',
    ])
  })

  it('waits for calls since its handle was made, and gives up in time', async () => {
    const { greenroom, asked } = begin()
    const { journal } = await greenroom.world()
    await expect(journal.next({ status: 404 }, { timeout: 0 })).rejects.toMatchObject({
      message: 'no call matched {"status":404} within 0 ms',
      fix: 'There were no calls at all: does your app call this world?',
    })
    expect(asked.slice(1).map(([what]) => what)).toEqual([
      'GET /worlds/w%20x/journal?status=404&after=3&limit=1&wait=0',
      'GET /worlds/w%20x/journal?after=3&limit=1000',
    ])
    await journal.list({ forced: false })
    expect(asked.at(-1)?.[0]).toBe('GET /worlds/w%20x/journal?forced=false&limit=1000')
  })
})

import { describe, expect, it } from 'vitest'
import { seeds } from '../../contract/compiled/seeds.ts'
import { responseValidators } from '../../contract/compiled/response-validators.js'
import { busyTables } from './busy-tables.ts'
import { roomMaker, type RoomMaker } from './livechat-room.ts'
import { populationOf } from './population.ts'
import { roomOfServersMaker } from './room-of-servers.ts'

const COUNT = 1000
const population = populationOf(COUNT, seeds.documented)
const make = roomOfServersMaker(population)
const rooms = Array.from({ length: COUNT }, (_, place) => make(`room-${place}`, place))
const texts = rooms.map((room) => JSON.stringify(room))

describe('a generated room of a server of 8.x', () => {
  it('has what every room has there', () => {
    const always = { u: { _id: 'rocket.cat' }, priorityWeight: 99, verified: false, livechatData: expect.any(Object) }
    for (const room of rooms) {
      expect(room).toMatchObject({ ...always, estimatedWaitingTimeQueue: 9_999_999, v: { name: room.fname } })
      expect(room).toMatchObject({
        contactId: expect.stringMatching(/^[0-9a-f]{24}$/),
        metrics: { v: { lq: room.lm } },
      })
      if (room.servedBy) expect(room.servedBy.ts).toBeTypeOf('string')
      if (room.responseBy) expect(room.responseBy).toHaveProperty('firstResponseTs', room.metrics.response?.fd)
    }
  })

  it('comes from each kind of source, and from a number where there is one', () => {
    const types = new Set(rooms.map(({ source }) => String(source?.type)))
    expect([...types].toSorted()).toEqual(['api', 'app', 'email', 'sms', 'widget'])
    const withPhone = rooms.filter(({ source }) => source?.type === 'sms' || source?.type === 'app')
    for (const { v } of withPhone)
      expect(v).toHaveProperty('phone', [{ phoneNumber: expect.stringMatching(/^\+\d+$/) }])
    for (const { v } of rooms.filter(({ source }) => source?.type === 'sms'))
      expect(v).toHaveProperty('phone', [{ phoneNumber: expect.stringMatching(/^\+1555\d{7}$/) }])
  })

  it('is closed with a remark of whoever closed it', () => {
    const closed = rooms.filter(({ closedAt }) => closedAt !== undefined)
    const said = (closer: string) =>
      new Set(closed.flatMap((room) => (room.closer === closer ? [room.lastMessage.msg] : [])))
    expect([[...said('user')].filter((text) => said('visitor').has(text)), said('user').size]).toEqual([[], 5])
    for (const room of rooms.filter(({ closedAt }) => closedAt === undefined))
      expect(room).not.toHaveProperty('closingMessage')
    for (const room of closed) {
      expect(room).toHaveProperty('closingMessage', room.lastMessage)
      expect(room.metrics).toHaveProperty('serviceTimeDuration', room.metrics.chatDuration)
    }
  })

  it('waits no longer than an office is open, and so in a queue of that length at most', () => {
    const waiting = rooms.flatMap(({ open, servedBy, responseBy }, place) =>
      open === true && !servedBy && !responseBy ? [place] : [],
    )
    expect(waiting.length).toBeGreaterThan(10)
    expect(Math.max(...waiting)).toBeLessThan(200)
  })

  it('is the last of the queue at place 199, and closed at 200, though both would wait', () => {
    const people = populationOf(356, seeds.documented)
    const phases = (of: RoomMaker) =>
      [199, 200].map((place) => {
        const { open, servedBy, responseBy } = of(`room-${place}`, place)
        return open !== true ? 'closed' : (servedBy ?? responseBy) ? 'served' : 'waiting'
      })
    expect(phases(roomMaker(people))).toEqual(['waiting', 'waiting'])
    expect(phases(roomOfServersMaker(people))).toEqual(['waiting', 'closed'])
  })

  it('is the same each time, whatever was read before', () => {
    const again = roomOfServersMaker(population)
    for (const place of [999, 0, 500]) expect(JSON.stringify(again(`room-${place}`, place))).toBe(texts[place])
  })

  it('is a room by the contract, of the same id, visitor and time as in the other editions', () => {
    const judge = responseValidators['8.6']?.['listLivechatRooms']?.['200']
    const page = { rooms: rooms.slice(0, 100), count: 100, offset: 0, total: COUNT, success: true }
    expect(judge?.(JSON.parse(JSON.stringify(page))) ?? null).toBeNull()
    const other = roomMaker(population)
    for (const place of [0, 10, 999]) {
      const { _id, ts } = other(`room-${place}`, place)
      expect(rooms[place]).toMatchObject({ _id, ts })
    }
  })

  it('leaves the reserved rooms what they are', () => {
    const { reserved } = busyTables(COUNT, roomOfServersMaker).seed
    expect(reserved).toEqual(busyTables(COUNT).seed.reserved)
  })
})

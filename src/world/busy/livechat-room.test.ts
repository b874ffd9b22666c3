import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seeds } from '../../contract/compiled/seeds.ts'
import type { LivechatRoom } from '../../contract/compiled/types.ts'
import { roomMaker } from './livechat-room.ts'
import { populationOf } from './population.ts'

const make = roomMaker(populationOf(500, seeds.documented))
const rooms = Array.from({ length: 500 }, (_, place) => make(`room-${place}`, place))
const keysOf = (fits: (room: LivechatRoom) => boolean): Set<string> =>
  new Set(
    rooms.filter(fits).map((room) =>
      Object.keys(room)
        .filter((key) => !TOPIC.has(key))
        .join(' '),
    ),
  )
const TOPIC = new Set(['livechatData', 'departmentId', 'departmentAncestors', 'department'])
const isApp = ({ source }: LivechatRoom): boolean => source?.type === 'app'
const timeOf = (text = ''): number => Date.parse(text)

describe('a generated livechat room', () => {
  it('is the same on every machine, in every version', () => {
    const digest = createHash('sha256').update(JSON.stringify(rooms)).digest('hex')
    expect(digest).toBe('498810e6110702075ac19cf0b537e44fc4759f11e75def16d18d731dfc70f82e')
  })

  it('depends on its place alone, whatever was made before', () => {
    expect([make('room-7', 7), make('room-3', 3)]).toEqual([rooms[7], rooms[3]])
    expect(make('other', 7)).toEqual({
      ...rooms[7],
      _id: 'other',
      lastMessage: { ...rooms[7]?.lastMessage, rid: 'other' },
    })
  })

  it('that waits has the keys of the documents, by its source', () => {
    const waits = ({ servedBy, open }: LivechatRoom) => open === true && servedBy === undefined
    expect(keysOf((room) => waits(room) && room.responseBy === undefined && !isApp(room))).toEqual(
      new Set([
        '_id msgs usersCount lm fname t ts v cl open source queuedAt _updatedAt lastMessage metrics waitingResponse',
      ]),
    )
    expect(keysOf((room) => waits(room) && room.responseBy === undefined && isApp(room))).toEqual(
      new Set([
        '_id fname t v default ro sysMes open msgs ts _updatedAt lm customFields source usersCount cl queuedAt lastMessage metrics waitingResponse',
      ]),
    )
  })

  it('that is closed has no open, but who closed it when, and how long it took', () => {
    const closed = rooms.filter(({ open }) => open === undefined)
    expect(closed.length).toBeGreaterThan(100)
    for (const {
      closedAt,
      closedBy,
      closer,
      v,
      servedBy,
      metrics,
      lm,
      _updatedAt,
      lastMessage,
      usersCount,
      tags,
    } of closed) {
      expect(closedBy?._id).toBe(closer === 'visitor' ? v._id : servedBy?._id)
      expect(timeOf(closedAt) > timeOf(lm) && timeOf(_updatedAt) > timeOf(closedAt)).toBe(true)
      expect([metrics.chatDuration !== undefined, lastMessage.t, usersCount]).toEqual([true, 'livechat-close', 1])
      expect(tags?.length).toBeLessThanOrEqual(3)
    }
    expect(new Set(closed.map(({ closer }) => closer))).toEqual(new Set(['user', 'visitor']))
  })

  it('that is open has users, flags and an end that fit together', () => {
    for (const { open, onHold, servedBy, responseBy, usersCount, waitingResponse, lastMessage, v } of rooms)
      if (open) {
        expect(usersCount).toBe(responseBy === undefined ? 1 : 2)
        if (servedBy) expect(servedBy._id).toBe(responseBy?._id)
        if (onHold) expect([waitingResponse, lastMessage.u._id]).toEqual([undefined, responseBy?._id])
        if (waitingResponse) expect([lastMessage.u._id, lastMessage.token !== undefined]).toEqual([v._id, true])
        else expect(lastMessage.token).toBeUndefined()
      }
    expect(rooms.filter(({ onHold }) => onHold).length).toBeGreaterThan(5)
  })

  it('has metrics that follow from its times', () => {
    for (const { ts, metrics, lm, queuedAt } of rooms) {
      const { ft = NaN, fd, avg, total = NaN, tt = NaN } = metrics.response ?? {}
      expect(ft).toBeCloseTo((timeOf(fd) - timeOf(ts)) / 1000, 6)
      expect(avg).toBeCloseTo(tt / total, 6)
      expect([metrics.reaction?.fd, queuedAt]).toEqual([fd, ts])
      expect((metrics.reaction?.ft ?? NaN) <= ft && timeOf(lm) >= timeOf(ts)).toBe(true)
    }
  })

  it('has a department in about seven of ten, and sometimes a plan', () => {
    const [departments, plans] = [
      rooms.filter(({ departmentId }) => departmentId !== undefined),
      rooms.filter(({ livechatData }) => livechatData !== undefined),
    ]
    expect(departments.length > 310 && departments.length < 390).toBe(true)
    expect(new Set(plans.map(({ livechatData }) => livechatData?.['plan']))).toEqual(
      new Set(['Basic', 'Plus', 'Gold (yearly)']),
    )
    for (const { department, departmentId } of departments) expect(department?._id).toBe(departmentId)
  })
})

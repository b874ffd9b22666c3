import { describe, expect, it } from 'vitest'
import { livechatRow } from '../../../tests/support/livechat-row.ts'
import { AT, worldOf, type Differently } from '../../../tests/support/world-of.ts'
import type { LivechatRoom } from '../../contract/compiled/types.ts'
import { livechatRoom, waitingRoom } from './livechat-room.ts'

const NOW = '2026-03-03T10:30:00.000Z'
const BEFORE = livechatRow('there', { fname: 'Grace' })

function arranged(
  facts: readonly string[],
  values: Record<string, string> = {},
  settings: NonNullable<Differently['settings']> = {},
) {
  let ids = 0
  const make = { id: (kind: string) => `${kind}-${++ids}`, now: AT, isoText: () => '' }
  const state = worldOf({ seed: { livechatRooms: [BEFORE] }, settings })
  return livechatRoom.arrange(facts, { make, limited: [], address: '::1', state, values, keepsSeats: false })
}

/** The room that facts make of the one that is there. */
const changed = (...facts: readonly string[]): Partial<LivechatRoom> | undefined => {
  const { writes } = arranged(facts, { roomId: 'there' })
  const [write] = writes.slice(-1)
  return write?.table === 'livechatRooms' && write.value ? write.value : undefined
}

describe('an arranged livechat room', () => {
  it('is a new one that waits for an agent', () => {
    const { writes, values } = arranged([])
    expect(values).toEqual({ roomId: 'livechat-room-1' })
    expect(writes).toMatchObject([
      {
        table: 'livechatRooms',
        key: 'livechat-room-1',
        value: { _id: 'livechat-room-1', open: true, waitingResponse: true, fname: 'Arranged Visitor', ts: NOW },
      },
    ])
  })

  it('is the one named, if it is there, and else has this name', () => {
    expect(changed()).toEqual(BEFORE)
    expect(arranged([], { roomId: 'wanted' })).toMatchObject({
      values: { roomId: 'wanted' },
      writes: [{ key: 'wanted', value: { _id: 'wanted', v: { username: 'guest-arranged' } } }],
    })
  })

  it('that is unknown is removed, if it was there', () => {
    expect(arranged(['unknown'], { roomId: 'there' })).toEqual({
      writes: [{ table: 'livechatRooms', key: 'there', value: null }],
      values: { roomId: 'there' },
    })
    expect(arranged(['unknown', 'closed'])).toEqual({ writes: [], values: { roomId: 'livechat-room-1' } })
  })

  it('that is closed has no open, but who closed it, and when', () => {
    const { open: _, ...rest } = BEFORE
    expect(changed('closed')).toEqual({
      ...rest,
      closedAt: NOW,
      closedBy: { _id: 'person-1', username: 'another-agent' },
      closer: 'user',
      tags: [],
    })
    const other = { _id: 'person-1', username: 'another-agent', ts: NOW }
    expect(changed('out-of-reach', 'closed')).toMatchObject({ servedBy: other, closedBy: { _id: 'person-2' } })
  })

  it('out of reach is served by another agent, and served by the documented one, unless it is served', () => {
    const other = { _id: 'person-1', username: 'another-agent', ts: NOW }
    expect(changed('out-of-reach')).toEqual({ ...BEFORE, servedBy: other })
    expect(changed('served')).toEqual({ ...BEFORE, servedBy: { _id: 'rbAXPnMktTFbNpwtJ', username: 'agent', ts: NOW } })
    expect(changed('out-of-reach', 'served')?.servedBy).toEqual(other)
  })

  it('that is over the limit or prevented is the same; its world keeps everybody out', () => {
    expect([changed('over-limit'), changed('prevented')]).toEqual([BEFORE, BEFORE])
    expect(arranged(['over-limit', 'prevented'], { roomId: 'there' }).settings).toEqual({
      barredRooms: { there: { overContactLimit: true, app: 'An app does not allow it' } },
    })
    expect(arranged(['closed'], { roomId: 'there' }).settings).toBeUndefined()
  })

  it('that is prevented leaves other rooms as they are kept, and itself over its limit', () => {
    const barredRooms = { other: { app: 'Not today' }, there: { overContactLimit: true } } as const
    expect(arranged(['prevented'], { roomId: 'there' }, { barredRooms }).settings).toEqual({
      barredRooms: {
        other: { app: 'Not today' },
        there: { overContactLimit: true, app: 'An app does not allow it' },
      },
    })
    expect(arranged(['over-limit'], { roomId: 'new' }, { barredRooms }).settings).toEqual({
      barredRooms: { ...barredRooms, new: { overContactLimit: true } },
    })
  })

  it('on hold, old or labelled is the same otherwise', () => {
    expect(changed('on-hold')).toEqual({ ...BEFORE, onHold: true })
    expect(changed('old')).toEqual({ ...BEFORE, ts: '2022-01-01T00:00:00.000Z' })
    expect(changed('labelled')).toEqual({
      ...BEFORE,
      departmentId: 'greenroom-department',
      departmentAncestors: ['greenroom-unit'],
      tags: ['greenroom'],
      livechatData: { plan: 'greenroom' },
    })
  })

  it('among many has 120 like it, written before it, each with its own id', () => {
    const { writes } = arranged(['on-hold', 'among-many'], { roomId: 'there' })
    expect([writes.length, new Set(writes.map(({ key }) => key)).size, writes.at(-1)?.key]).toEqual([121, 121, 'there'])
    for (const { key, value } of writes) expect(value).toEqual({ ...BEFORE, onHold: true, _id: key })
  })
})

it('a room that waits has all that the API shows of one', () => {
  let ids = 0
  const make = { id: (kind: string) => `${kind}-${++ids}`, now: AT, isoText: () => '' }
  expect(waitingRoom('r', make)).toEqual({
    _id: 'r',
    msgs: 1,
    usersCount: 1,
    lm: NOW,
    fname: 'Arranged Visitor',
    t: 'l',
    ts: NOW,
    v: { _id: 'visitor-1', username: 'guest-arranged', token: 'visitor-2', status: 'online' },
    cl: false,
    open: true,
    source: { type: 'widget' },
    queuedAt: NOW,
    _updatedAt: NOW,
    lastMessage: {
      _id: 'message-3',
      rid: 'r',
      msg: 'Hello',
      ts: NOW,
      u: { _id: 'visitor-1', username: 'guest-arranged', name: 'Arranged Visitor' },
      _updatedAt: NOW,
      urls: [],
      mentions: [],
      channels: [],
      md: [{ type: 'PARAGRAPH', value: [{ type: 'PLAIN_TEXT', value: 'Hello' }] }],
    },
    metrics: { reaction: { fd: NOW, ft: 0, tt: 0 }, response: { avg: 0, fd: NOW, ft: 0, total: 1, tt: 0 } },
    waitingResponse: true,
  })
})

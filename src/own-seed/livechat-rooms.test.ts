import { describe, expect, it } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import { livechatRoomsOf } from './livechat-rooms.ts'
import type { OwnSeed } from './form.ts'
import { personFinder } from './people.ts'

const people = [{ id: 'id-of-ann', username: 'ann', name: 'Ann', role: 'livechat-agent' }]
const context = {
  instant: '2027-05-04T03:02:01.000Z',
  people,
  find: personFinder(people),
  place: (...parts: readonly (string | number)[]) => parts.join('/'),
}
const all = (own: OwnSeed, base = seeds.empty) => livechatRoomsOf(base, own, context)
const only = (room: Omit<NonNullable<OwnSeed['livechatRooms']>[number], '_id'>, own: OwnSeed = {}): object => {
  const [found, ...others] = all({ ...own, livechatRooms: [{ _id: 'r', ...room }] })
  expect(others).toEqual([])
  return found ?? {}
}

describe('a room of one’s own', () => {
  it('waits for an agent since the instant of the seed, and is the same each time', () => {
    const room = only({})
    expect(room).toMatchObject({ _id: 'r', open: true, ts: '2027-05-04T03:02:01.000Z', fname: 'Arranged Visitor' })
    expect(room).not.toHaveProperty('servedBy')
    expect(room).not.toHaveProperty('onHold')
    expect(room).not.toHaveProperty('departmentId')
    expect(only({})).toEqual(room)
    // Other ids would be other bytes.
    expect(room).toMatchObject({ v: { _id: '3b1f57172a62b41c25767e12' }, lastMessage: { _id: 'mrqLgneMy5GTkKAFP' } })
    const [one, other] = all({ livechatRooms: [{ _id: 'a' }, { _id: 'b' }] })
    expect(one?.v._id).not.toBe(other?.v._id)
  })

  it('has every member that is given', () => {
    expect(only({ msgs: 7, tags: ['vip'], onHold: true })).toMatchObject({ msgs: 7, tags: ['vip'], onHold: true })
    expect(only({ onHold: false })).not.toHaveProperty('onHold')
  })

  it('has the name of its visitor in its last message, too', () => {
    expect(only({ fname: 'Jane' })).toMatchObject({ fname: 'Jane', lastMessage: { u: { name: 'Jane' }, msg: 'Hello' } })
    const [{ lastMessage } = { lastMessage: {} }] = seeds.documented.livechatRooms
    expect(only({ fname: 'Jane', lastMessage })).toMatchObject({ fname: 'Jane', lastMessage })
  })

  it('is closed if it is not open, or says when it was closed', () => {
    const closed = only({ open: false })
    expect(closed).toMatchObject({
      closedAt: '2027-05-04T03:02:01.000Z',
      closedBy: { _id: 'S8GLvoQTXA2dLvuxQ', username: 'another-agent' },
      closer: 'user',
      tags: [],
      waitingResponse: false,
    })
    expect(closed).not.toHaveProperty('open')
    expect(only({ closedAt: '2026-01-01T00:00:00.000Z' })).toMatchObject({
      closedAt: '2026-01-01T00:00:00.000Z',
      closer: 'user',
    })
    expect(only({ open: true })).toMatchObject({ open: true })
  })

  it('that says when it was closed is not open, whatever it says', () => {
    expect(only({ closedAt: '' })).toMatchObject({ closedAt: '', closer: 'user' })
    expect(only({ closedAt: '' })).not.toHaveProperty('open')
    expect(() => only({ closedAt: null })).toThrow('livechatRooms/0/closedAt: /closedAt must be string')
    expect(() => only({ closedAt: undefined })).toThrow("must have required property 'open'")
  })

  it('is served by a person of the seed, by the id of another, or as it is written', () => {
    const ts = '2027-05-04T03:02:01.000Z'
    expect(only({ servedBy: 'ann' })).toMatchObject({ servedBy: { _id: 'id-of-ann', username: 'ann', ts } })
    expect(only({ servedBy: 'id-of-ann' })).toMatchObject({ servedBy: { _id: 'id-of-ann', username: 'ann' } })
    expect(only({ servedBy: 'rbAXPnMktTFbNpwtJ' })).toMatchObject({
      servedBy: { _id: 'rbAXPnMktTFbNpwtJ', username: 'rbAXPnMktTFbNpwtJ', ts },
    })
    const written = { _id: 'x', username: 'y', ts: '2026-01-01T00:00:00.000Z' }
    expect(only({ servedBy: written })).toMatchObject({ servedBy: written })
    expect(() => all({ livechatRooms: [{ _id: 'a' }, { _id: 'b', servedBy: 'nn' }] })).toThrow(
      'livechatRooms/1/servedBy: there is no person nn',
    )
  })

  it('is in a department of the file; without any there, only its id is known', () => {
    const departments = [
      { id: 'sales', name: 'Sales', ancestors: ['europe'] },
      { id: 'help', name: 'Help' },
    ]
    expect(only({ departmentId: 'sales' }, { departments })).toMatchObject({
      departmentId: 'sales',
      department: { _id: 'sales', name: 'Sales' },
      departmentAncestors: ['europe'],
    })
    expect(only({ departmentId: 'help' }, { departments })).not.toHaveProperty('departmentAncestors')
    const unknown = only({ departmentId: 'sales' })
    expect(unknown).toMatchObject({ departmentId: 'sales' })
    expect(unknown).not.toHaveProperty('department')
    expect(() => all({ departments, livechatRooms: [{ _id: 'a' }, { _id: 'b', departmentId: 'sale' }] })).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: 'livechatRooms/1/departmentId: there is no department sale',
        fix: 'Nearest: sales, help.',
      }),
    )
    expect(() => only({ departmentId: '' }, { departments })).toThrow('/departmentId: there is no department ')
  })
})

describe('rooms', () => {
  it('that are complete stay as they are, so that what was printed comes back', () => {
    const rooms = seeds.documented.livechatRooms
    expect(all({ livechatRooms: rooms.map((room) => ({ ...room })) })).toEqual(rooms)
  })

  it('stand beside those of a base, and take the place of one of the same id', () => {
    const [first, ...rest] = seeds.documented.livechatRooms
    const merged = all({ livechatRooms: [{ _id: first?._id ?? '', fname: 'New' }, { _id: 'r' }] }, seeds.documented)
    expect(merged.map(({ _id }) => _id)).toEqual([first?._id, ...rest.map(({ _id }) => _id), 'r'])
    expect(merged[0]?.fname).toBe('New')
    expect(all({})).toEqual([])
    expect(() => all({ livechatRooms: [{ _id: 'r' }, { _id: 'r' }] })).toThrow('livechatRooms/1: r is listed twice')
  })

  it.each([
    [{ msgs: 'many' }, 'msgs: /msgs must be integer'],
    [{ ts: 'yesterday' }, 'ts: /ts must be a date such as 2026-03-03T10:30:00.000Z'],
    [{ v: {} }, "v: /v must have required property '_id'"],
  ])('that the API could not show are refused: %j', (room, message) => {
    expect(() => all({ livechatRooms: [{ _id: 'a' }, { _id: 'b', ...room }] })).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: `livechatRooms/1/${message}`,
        fix: 'The schema LivechatRoom says what it may contain.',
      }),
    )
  })
})

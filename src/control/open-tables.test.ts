import { describe, expect, it } from 'vitest'
import { livechatRow } from '../../tests/support/livechat-row.ts'
import { worldOf } from '../../tests/support/world-of.ts'
import { calls, departments, livechatRooms, meetingRooms, people, roles } from './open-tables.ts'

const PERSON = { id: 'ann', username: 'ann', name: 'Ann', role: 'user', authToken: null }
const ROLE = { name: 'r', permissions: ['p'] }
const CALL = { id: 'c', url: 'http://c', providerName: 'p', members: null, users: [], anonymousUsers: 0 }
const ROOM = {
  id: 'r',
  code: 'x',
  hostId: 'h',
  isActive: true,
  isLocked: false,
  maxParticipants: 2,
  inside: [],
  past: [],
}
const world = worldOf()

describe('a table that the control plane opens', () => {
  it('has a word for its rows, a key and members that may be null', () => {
    expect(
      [people, roles, livechatRooms, calls, departments, meetingRooms].map(({ word, keyName, nullable }) => [
        word,
        keyName,
        nullable,
      ]),
    ).toEqual([
      ['person', 'id', { authToken: null }],
      ['role', 'name', undefined],
      ['livechat room', '_id', undefined],
      ['call', 'id', { members: null }],
      ['department', 'id', { agents: null }],
      ['meeting room', 'code', undefined],
    ])
  })

  it('reads and writes rows of its own', () => {
    expect([
      people.from(world).get('rbAXPnMktTFbNpwtJ')?.username,
      roles.from(world).get('user')?.name,
      livechatRooms.from(world).get('gMMeBpWyLeowCrzBv')?.fname,
      calls.from(world).get('697887e3c8b0533020781a4a')?.providerName,
      departments.from(world).get('greenroom-department')?.name,
      meetingRooms.from(world).get('lck-rom-now')?.isLocked,
    ]).toEqual(['agent', 'user', 'Elsie Teng', 'googlemeet', 'Greenroom', true])
    expect([
      people.toWrite('a', PERSON),
      roles.toWrite('a', null),
      livechatRooms.toWrite('a', null),
      calls.toWrite('a', CALL),
      departments.toWrite('a', null),
      meetingRooms.toWrite('a', ROOM),
    ]).toEqual([
      { table: 'people', key: 'a', value: PERSON },
      { table: 'roles', key: 'a', value: null },
      { table: 'livechatRooms', key: 'a', value: null },
      { table: 'calls', key: 'a', value: CALL },
      { table: 'departments', key: 'a', value: null },
      { table: 'meetingRooms', key: 'a', value: ROOM },
    ])
  })

  it('takes what is a row of its own, and nothing else', () => {
    const [own, others] = [
      [
        people.isRow(PERSON),
        roles.isRow(ROLE),
        livechatRooms.isRow(livechatRow('l')),
        calls.isRow(CALL),
        meetingRooms.isRow(ROOM),
      ],
      [
        people.isRow(ROLE),
        roles.isRow(PERSON),
        livechatRooms.isRow(CALL),
        calls.isRow(ROOM),
        meetingRooms.isRow(CALL),
        people.isRow(null),
        people.isRow({ ...PERSON, more: 1 }),
        calls.isRow({ ...CALL, users: [1] }),
      ],
    ]
    expect(own).toEqual([true, true, true, true, true])
    expect(others).toEqual([false, false, false, false, false, false, false, false])
  })

  it.each(['2026-03-03', '2026-03-03T10:30:00Z', '2026-02-30T10:30:00.000Z', 'now'])(
    'takes no livechat room made at %j, which would sort wrongly',
    (ts) => {
      expect(livechatRooms.validator(livechatRow('l', { ts }))).toMatchObject({ pointer: '/ts' })
    },
  )

  it('says which form a date must have', () => {
    expect(livechatRooms.validator(livechatRow('l', { ts: '2026-03-03T10:30:00.000Z' }))).toBeNull()
    expect(livechatRooms.validator(livechatRow('l', { ts: '2026-02-30T10:30:00.000Z' }))).toEqual({
      pointer: '/ts',
      keyword: 'format',
      text: 'must be a date such as 2026-03-03T10:30:00.000Z',
    })
  })

  it('of livechat rooms has its newest first, and the number of all', () => {
    const rooms = worldOf({
      seed: {
        livechatRooms: [livechatRow('a'), livechatRow('b', { ts: '2026-03-03T10:00:01.000Z' }), livechatRow('c')],
      },
    })
    const page = livechatRooms.page?.(rooms, 1, 2)
    expect([page?.rows.map(({ _id }) => _id), page?.total]).toEqual([['a'], 3])
  })

  it('of meeting rooms tells sockets what changed; the others tell nothing', () => {
    expect(meetingRooms.announces?.(ROOM, { ...ROOM, isLocked: true })).toEqual([
      { kind: 'said', room: 'x', event: 'room-locked', payload: { locked: true }, socketId: null },
    ])
    expect([people.announces, roles.announces, livechatRooms.announces, calls.announces]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})

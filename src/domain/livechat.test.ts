import { describe, expect, it } from 'vitest'
import { AGENT_HEADERS, callOf, MANAGER_HEADERS, ORDINARY_HEADERS } from '../../tests/support/call-of.ts'
import { livechatRow } from '../../tests/support/livechat-row.ts'
import { AT, worldOf } from '../../tests/support/world-of.ts'
import { isQueued, joinLivechatRoom, type JoinFacts } from './livechat.ts'

const AGENT = 'rbAXPnMktTFbNpwtJ'
const { open: _, ...CLOSED } = livechatRow('closed')
const ROOMS = [
  livechatRow('queued'),
  livechatRow('mine', { servedBy: { _id: AGENT, username: 'renamed' } }),
  livechatRow('theirs', { servedBy: { _id: 'other', username: 'agent' } }),
  livechatRow('held', { onHold: true }),
  CLOSED,
]

const factsOf = (roomId: unknown, headers: Record<string, string> = AGENT_HEADERS, inside?: string): JoinFacts => {
  const world = worldOf({ seed: { livechatRooms: ROOMS } })
  if (inside !== undefined)
    world.write([
      {
        table: 'subscriptions',
        key: `${inside}/${AGENT}`,
        value: {
          id: 's',
          rid: inside,
          userId: AGENT,
          name: 'n',
          t: 'l',
          open: true,
          alert: true,
          unread: 1,
          userMentions: 1,
          groupMentions: 0,
          ts: 0,
        },
      },
    ])
  return joinLivechatRoom.facts(world, callOf({ query: { roomId }, headers }))
}

describe('the facts of joining a livechat room', () => {
  it('are who calls, and whether that role may see livechat at all', () => {
    expect(factsOf('queued')).toMatchObject({ person: { id: AGENT }, mayView: true, form: null, isInside: false })
    expect(factsOf('queued', ORDINARY_HEADERS)).toMatchObject({ person: { username: 'ordinary' }, mayView: false })
    expect(factsOf('queued', {})).toMatchObject({ person: undefined, mayView: false, isInside: false })
  })

  it('are the room with this id, and none for anything but a text', () => {
    expect(factsOf('mine').room).toMatchObject({ _id: 'mine' })
    expect(['none', undefined, ['mine'], { mine: 1 }, 1].map((id) => factsOf(id).room)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    )
  })

  it.each([
    ['queued', true],
    ['mine', true],
    ['theirs', false],
    ['held', false],
    ['closed', false],
    ['none', false],
  ])('an agent’s access to the room %s: %s; a manager’s: always', (room, expected) => {
    expect(factsOf(room).hasAccess).toBe(expected)
    expect(factsOf(room, MANAGER_HEADERS).hasAccess).toBe(true)
  })

  it('one who is inside has access to a room of somebody else, but to that room alone', () => {
    expect(factsOf('theirs', AGENT_HEADERS, 'theirs')).toMatchObject({ isInside: true, hasAccess: true })
    expect(factsOf('theirs', AGENT_HEADERS, 'held')).toMatchObject({ isInside: false, hasAccess: false })
  })
})

it('what else keeps everybody out of a room is a setting of its world', () => {
  const world = worldOf({
    seed: { livechatRooms: ROOMS },
    settings: { barredRooms: { queued: { app: 'Not today' } } },
  })
  const barred = (roomId: string) =>
    joinLivechatRoom.facts(world, callOf({ query: { roomId }, headers: AGENT_HEADERS })).barred
  expect([barred('queued'), barred('mine'), barred('none')]).toEqual([{ app: 'Not today' }, undefined, undefined])
})

it('a room that waits is out of reach where rooms are given to agents, but not one of the agent’s own', () => {
  const world = worldOf({ seed: { livechatRooms: ROOMS }, settings: { routing: 'auto' } })
  const access = (roomId: string, headers: Record<string, string> = AGENT_HEADERS) =>
    joinLivechatRoom.facts(world, callOf({ query: { roomId }, headers })).hasAccess
  expect([access('queued'), access('mine'), access('queued', MANAGER_HEADERS)]).toEqual([false, true, true])
})

it('a monitor has access to the rooms of their units, and to those that wait', () => {
  const world = worldOf({
    seed: { livechatRooms: [...ROOMS, livechatRow('north', { onHold: true, departmentAncestors: ['north'] })] },
    settings: { monitors: { [MANAGER_HEADERS['x-user-id']]: ['north'] } },
  })
  const access = (roomId: string) =>
    joinLivechatRoom.facts(world, callOf({ query: { roomId }, headers: MANAGER_HEADERS })).hasAccess
  expect([access('north'), access('held'), access('queued'), access('none')]).toEqual([true, false, true, false])
})

it('a room that waits in a department is out of reach of the agents of others', () => {
  const access = (agents: string[] | undefined, departmentId = 'sales') => {
    const world = worldOf({
      seed: {
        livechatRooms: [livechatRow('queued', { departmentId })],
        departments: [{ id: 'sales', name: 'Sales', ...(agents && { agents }) }],
      },
    })
    return joinLivechatRoom.facts(world, callOf({ query: { roomId: 'queued' }, headers: AGENT_HEADERS })).hasAccess
  }
  expect([access(['other']), access([]), access(['other', AGENT]), access(undefined), access([], 'none')]).toEqual([
    false,
    false,
    true,
    true,
    true,
  ])
})

describe('a rule of joining a livechat room', () => {
  const { rules } = joinLivechatRoom
  const FACTS = factsOf('queued')
  const required = { pointer: '', keyword: 'required', text: 'is missing' }
  const other = { pointer: '/roomId', keyword: 'type', text: 'must be a text' }

  it('holds by what it is about, and never else', () => {
    expect([rules['not-logged-in'](FACTS), rules['not-logged-in']({ ...FACTS, person: undefined })]).toEqual([
      false,
      true,
    ])
    expect([null, required, other].map((form) => rules['missing-room-id']({ ...FACTS, form }))).toEqual([
      false,
      true,
      false,
    ])
    expect([null, required, other].map((form) => rules['invalid-query']({ ...FACTS, form }))).toEqual([
      false,
      false,
      { message: 'must be a text' },
    ])
    expect([true, false].map((mayView) => rules['missing-permission']({ ...FACTS, mayView }))).toEqual([false, true])
    expect([FACTS.room, undefined].map((room) => rules['invalid-room']({ ...FACTS, room }))).toEqual([false, true])
    expect([FACTS.room, CLOSED, undefined].map((room) => rules['room-closed']({ ...FACTS, room }))).toEqual([
      false,
      true,
      false,
    ])
  })

  it('of access needs both the permission and the access', () => {
    const noAccess = (mayView: boolean, hasAccess: boolean) => rules['no-access']({ ...FACTS, mayView, hasAccess })
    expect([noAccess(true, true), noAccess(true, false), noAccess(false, true), noAccess(false, false)]).toEqual([
      false,
      true,
      true,
      true,
    ])
  })

  it('of the limit, of contacts and of apps holds by what it is about', () => {
    expect(rules['rate-limited'](FACTS)).toBe(false)
    expect(rules['rate-limited']({ ...FACTS, limit: { usedUp: true, seconds: 7 } })).toEqual({ seconds: 7 })
    const told = (barred: JoinFacts['barred']) => [
      rules['mac-limit-reached']({ ...FACTS, barred }),
      rules['app-prevented']({ ...FACTS, barred }),
    ]
    expect([told(undefined), told({})]).toEqual([
      [false, false],
      [false, false],
    ])
    expect(told({ overContactLimit: true })).toEqual([true, false])
    expect(told({ overContactLimit: false })).toEqual([false, false])
    expect(told({ app: 'Not today' })).toEqual([false, { reason: 'Not today' }])
  })

  it('of success needs a person and a room', () => {
    expect([
      rules.joined(FACTS),
      rules.joined({ ...FACTS, person: undefined }),
      rules.joined({ ...FACTS, room: undefined }),
    ]).toEqual([true, false, false])
  })
})

describe('who joins a livechat room', () => {
  const make = { id: (kind: string) => `new ${kind}`, now: AT, isoText: () => 'unused' }

  it('gets a subscription with the counts of the real server, a system message, and one user more in the room', () => {
    expect(joinLivechatRoom.act(factsOf('queued'), make)).toEqual({
      writes: [
        {
          table: 'subscriptions',
          key: `queued/${AGENT}`,
          value: {
            id: 'new subscription',
            rid: 'queued',
            userId: AGENT,
            name: 'Elsie Teng',
            t: 'l',
            open: true,
            alert: true,
            unread: 1,
            userMentions: 1,
            groupMentions: 0,
            ts: AT,
          },
        },
        {
          table: 'messages',
          key: 'new message',
          value: { id: 'new message', rid: 'queued', t: 'uj', msg: 'agent', userId: AGENT, ts: AT },
        },
        {
          table: 'livechatRooms',
          key: 'queued',
          value: livechatRow('queued', { usersCount: 2, _updatedAt: '2026-03-03T10:30:00.000Z' }),
        },
      ],
      values: null,
    })
  })

  it('changes nothing when inside already, or when there is no room or nobody', () => {
    const nothing = { writes: [], values: null }
    const facts = factsOf('queued')
    expect(joinLivechatRoom.act(factsOf('theirs', AGENT_HEADERS, 'theirs'), make)).toEqual(nothing)
    expect(joinLivechatRoom.act({ ...facts, room: undefined }, make)).toEqual(nothing)
    expect(joinLivechatRoom.act({ ...facts, person: undefined }, make)).toEqual(nothing)
  })
})

it('a room waits for an agent if it is open, served by nobody and not on hold', () => {
  expect(ROOMS.map((room) => [room._id, isQueued(room)])).toEqual([
    ['queued', true],
    ['mine', false],
    ['theirs', false],
    ['held', false],
    ['closed', false],
  ])
})

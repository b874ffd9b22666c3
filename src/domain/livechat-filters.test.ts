import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { livechatRow } from '../../tests/support/livechat-row.ts'
import type { LivechatRoom } from '../contract/compiled/types.ts'
import { matcher, readFilters } from './livechat-filters.ts'

const { open: _, ...CLOSED } = livechatRow('closed', { closedAt: '2026-03-02T00:00:00.000Z' })
const ROOMS: readonly LivechatRoom[] = [
  livechatRow('queued', {
    departmentId: 'sales',
    departmentAncestors: ['unit-1', 'unit-2'],
    ts: '2026-01-01T00:00:00.000Z',
  }),
  livechatRow('served', { servedBy: { _id: 'ann', username: 'ann' }, tags: ['new', 'vip'] }),
  livechatRow('other', {
    servedBy: { _id: 'ben', username: 'ben' },
    tags: [],
    livechatData: { plan: 'Gold (yearly)' },
  }),
  livechatRow('held', { servedBy: { _id: 'ann', username: 'ann' }, onHold: true, fname: 'ELSIE' }),
  livechatRow('waits-on-hold', { onHold: true, livechatData: { plan: 'basic', seats: '12' } }),
  CLOSED,
]
const ALL = ROOMS.map(({ _id }) => _id)

/** The ids of the rooms that a query finds. */
const found = (query: Record<string, unknown>): string[] => {
  const matches = matcher(readFilters(query))
  return (matches === null ? ROOMS : ROOMS.filter(matches)).map(({ _id }) => _id)
}

describe('a list', () => {
  it('of no filter has no predicate, so that no room need be read', () => {
    const none = [{}, { agents: [] }, { open: 'maybe', tags: [''], roomName: '', createdAt: '', customFields: '{}' }]
    expect(none.map((query) => matcher(readFilters(query)))).toEqual([null, null, null])
  })

  it.each<[Record<string, unknown>, string[]]>([
    [{ agents: ['ann'] }, ['served', 'held']],
    [{ agents: ['ann', 'ben'] }, ['served', 'other', 'held']],
    [{ agents: ['nobody'] }, []],
    [{ agents: 'ben' }, ['other']],
    [{ departmentId: 'sales' }, ['queued']],
    [{ departmentId: ['sales', 'none'] }, ['queued']],
    [{ departmentId: 'undefined' }, ALL],
    [{ departmentId: 'none' }, []],
    [{ tags: ['vip'] }, ['served']],
    [{ tags: ['none', 'new', ''] }, ['served']],
    [{ units: ['unit-2'] }, ['queued']],
    [{ units: ['sales'] }, []],
    [{ units: ['undefined'] }, []],
  ])('filtered by %j has the rooms that any of the values names', (query, ids) => {
    expect(found(query)).toEqual(ids)
  })

  it.each<[Record<string, unknown>, string[]]>([
    [{ open: 'true' }, ['served', 'other']],
    [{ open: true }, ['served', 'other']],
    [{ open: 'false' }, ['closed']],
    [{ open: false }, ['closed']],
    [{ open: '1' }, ALL],
    [{ open: 't' }, ALL],
    [{ onhold: 't' }, ['held', 'waits-on-hold']],
    [{ onhold: 'true' }, ['held', 'waits-on-hold']],
    [{ onhold: '1' }, ['held', 'waits-on-hold']],
    [{ onhold: true }, ['held', 'waits-on-hold']],
    [{ onhold: 'false' }, ALL],
    [{ onhold: 'T' }, ALL],
    [{ onhold: 't', open: 'true' }, ['held']],
    [{ onhold: 't', open: 'false' }, []],
    [{ queued: 't' }, ['queued']],
    [{ queued: '1', onhold: 't', open: 'false' }, ['queued']],
    [{ queued: 'no', open: 'false' }, ['closed']],
  ])('filtered by %j has the rooms in that state', (query, ids) => {
    expect(found(query)).toEqual(ids)
  })

  it('on hold and closed, it is whether somebody serves it that matters no more', () => {
    const phase = { open: false, onHold: true, servedBy: null }
    expect(readFilters({ onhold: 't', open: 'false' }).phase).toEqual(phase)
    expect(readFilters({ onhold: 't' }).phase).toEqual({ ...phase, open: null })
  })

  it.each<[string | null, string[]]>([
    ['elsie', ALL],
    ['SIE T', ['queued', 'served', 'other', 'waits-on-hold', 'closed']],
    ['"ELSIE"', ['held']],
    ['"elsie"', []],
    ['"Elsie', []],
    ['"held" x', []],
    ['x "held"', []],
    ['""', []],
    ['.*', []],
    [null, ALL],
  ])('of the name %s has rooms with it in any case; in quotes, of exactly this name', (roomName, ids) => {
    expect(found({ roomName })).toEqual(ids)
  })

  it('a quoted name may have any characters, quotes and line ends included', () => {
    const room = livechatRow('odd', { fname: 'a"b\nc' })
    expect(matcher(readFilters({ roomName: '"a"b\nc"' }))?.(room)).toBe(true)
    const part = livechatRow('part', { fname: 'x "a" y' })
    for (const roomName of ['"a" y', 'x "a"']) expect(matcher(readFilters({ roomName }))?.(part)).toBe(true)
  })

  it('between two times has rooms of both ends, too', () => {
    const made = (start?: unknown, end?: unknown) => found({ createdAt: JSON.stringify({ start, end }) })
    expect(made('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')).toEqual(['queued'])
    expect(made('2026-01-01T00:00:00.001Z')).toEqual(ALL.filter((id) => id !== 'queued'))
    expect(made(undefined, '2025-12-31T23:59:59.999Z')).toEqual([])
    expect(made(null, '')).toEqual(ALL)
    expect([made(2027), made(undefined, 2026)]).toEqual([[], ['queued']])
    expect(readFilters({ createdAt: '{"start":null,"end":null}' })).toMatchObject({
      createdAt: { start: -Infinity, end: Infinity },
      notDate: null,
    })
    expect(made(undefined, '2026-02-01')).toEqual(['queued'])
    expect(found({ closedAt: '{}' })).toEqual(['closed'])
    expect(found({ closedAt: '{"start":"2026-03-02"}' })).toEqual(['closed'])
    expect(found({ closedAt: '{"end":"2026-03-01T23:59:59.999Z"}' })).toEqual([])
  })

  it('of custom fields has rooms with every value, as part and in any case; patterns mean nothing', () => {
    const with_ = (fields: object) => found({ customFields: JSON.stringify(fields) })
    expect(with_({ plan: 'GOLD (y' })).toEqual(['other'])
    expect(with_({ plan: 'bas', seats: '1' })).toEqual(['waits-on-hold'])
    expect(with_({ plan: 'gold', seats: '1' })).toEqual([])
    expect(with_({ seats: 12 })).toEqual(['waits-on-hold'])
    expect(with_({ seats: [12] })).toEqual([])
    expect(with_({ plan: '.' })).toEqual([])
    expect(with_({ plan: '' })).toEqual(['other', 'waits-on-hold'])
    expect(with_({ toString: '' })).toEqual([])
  })

  it('of several filters has the rooms that pass all of them', () => {
    expect(found({ agents: ['ann'], tags: ['vip'] })).toEqual(['served'])
    expect(found({ agents: ['ben'], tags: ['vip'] })).toEqual([])
  })
})

describe('of a wrong filter', () => {
  const wrong = (query: Record<string, unknown>) => {
    const { notJson, notDate, customFields, createdAt, closedAt } = readFilters(query)
    return { notJson, notDate, customFields, createdAt, closedAt }
  }
  const NONE = { notJson: null, notDate: null, customFields: null, createdAt: null, closedAt: null }

  it.each<[Record<string, unknown>, object]>([
    [{ createdAt: 'x' }, { notJson: 'createdAt' }],
    [{ closedAt: '{' }, { notJson: 'closedAt' }],
    [{ createdAt: '{', closedAt: '{' }, { notJson: 'createdAt' }],
    [{ createdAt: '{"start":"x"}' }, { notDate: 'createdAt.start' }],
    [{ createdAt: '{"end":"x"}' }, { notDate: 'createdAt.end' }],
    [{ closedAt: '{"start":[],"end":"x"}' }, { notDate: 'closedAt.start' }],
    [{ closedAt: '{"end":true}' }, { notDate: 'closedAt.end' }],
    [{ createdAt: '{"start":"x"}', closedAt: '{"end":"x"}' }, { notDate: 'createdAt.start' }],
    [
      { createdAt: '{', closedAt: '{"end":"x"}' },
      { notJson: 'createdAt', notDate: 'closedAt.end' },
    ],
    [{ customFields: '[1]' }, { customFields: 'invalid' }],
    [{ customFields: '"a"' }, { customFields: 'invalid' }],
    [{ customFields: 'null' }, { customFields: 'invalid' }],
    [{ customFields: 'x' }, { customFields: 'invalid' }],
  ])('%j is told what is wrong', (query, expected) => {
    expect(wrong(query)).toEqual({ ...NONE, ...expected })
  })

  it.each<Record<string, unknown>>([
    { createdAt: '[]' },
    { createdAt: '"2026-01-01"' },
    { createdAt: 'null' },
    { createdAt: ['x'] },
    { customFields: ['x'] },
    { customFields: '', createdAt: '', closedAt: '' },
    {},
  ])('%j is nothing wrong, and nothing filtered', (query) => {
    expect(wrong(query)).toEqual(NONE)
  })

  it('whose custom fields are invalid, no room is left out by them', () => {
    expect(found({ customFields: '[' })).toEqual(ALL)
  })

  it('the bounds must be its own members', () => {
    expect(readFilters({ createdAt: '{"__proto__":{"start":"x"}}' })).toMatchObject({ notDate: null })
  })
})

it('any query is read without a fault, and its rooms are some of all', () => {
  const value = fc.oneof(fc.string(), fc.json(), fc.array(fc.string()), fc.boolean(), fc.constant(null))
  const names = fc.constantFrom(...Object.keys(readFilters({})), 'open', 'onhold', 'queued', 'departmentId')
  fc.assert(
    fc.property(fc.dictionary(names, value), (query) => {
      for (const id of found(query)) expect(ALL).toContain(id)
    }),
  )
})

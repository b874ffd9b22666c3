import { describe, expect, it } from 'vitest'
import { worldOf } from '../../../tests/support/world-of.ts'
import type { Write } from '../../domain/state.ts'
import { Damaged } from './damaged.ts'
import { readEntry, reading, toEntryText } from './entry-text.ts'
import type { LogEntry } from './log-entry.ts'

const used = (n: number): Write => ({ table: 'windows', key: 'k', value: { start: 7, used: n } })
const entry: LogEntry = {
  n: 3,
  at: 5,
  by: 'a',
  writes: [],
  ids: {},
  announces: [],
  isByHand: false,
  what: null,
}
const relayed: LogEntry = {
  ...entry,
  announces: [
    {
      kind: 'relayed',
      room: 'r',
      event: 'hand',
      payload: null,
      participantId: 'p',
      socketId: 's',
      to: 'all',
      notes: {},
    },
  ],
}
const full: LogEntry = {
  ...entry,
  ids: { participant: 4 },
  announces: [{ kind: 'said', room: 'r', event: 'room-locked', payload: { locked: true }, socketId: null }],
  isByHand: true,
  what: 'locked it',
}

describe('an entry as text', () => {
  it('leaves out what says nothing, and its number', () => {
    expect(JSON.parse(toEntryText(entry, worldOf()))).toEqual({ at: 5, by: 'a', writes: [] })
  })

  it.each([
    ['little', entry],
    ['everything', full],
    ['what a dialect relays', relayed],
  ])('is the same again, with the number that it is read by, if it says %s', (_, each) => {
    expect(readEntry(9, toEntryText(each, worldOf()), worldOf())).toEqual({ ...each, n: 9 })
  })

  it('has a new or removed row whole, and one that is there by its difference', () => {
    const world = worldOf()
    const textOf = (...writes: Write[]): unknown => JSON.parse(toEntryText({ ...entry, writes }, world)).writes
    expect(textOf(used(1))).toEqual([['windows', 'k', { start: 7, used: 1 }]])
    world.write([used(1)])
    expect(textOf(used(2))).toEqual([['windows', 'k', null, { set: { used: 2 }, lists: {} }]])
    expect(textOf({ table: 'windows', key: 'k', value: null })).toEqual([['windows', 'k', null]])
  })

  it('has a second write to a row whole, since it differs from the first', () => {
    const world = worldOf()
    world.write([used(1)])
    const writes = [used(2), { ...used(9), key: 'other' } as const, used(3)]
    const text = toEntryText({ ...entry, writes }, world)
    expect(JSON.parse(text).writes).toEqual([
      ['windows', 'k', null, { set: { used: 2 }, lists: {} }],
      ['windows', 'other', { start: 7, used: 9 }],
      ['windows', 'k', { start: 7, used: 3 }],
    ])
    expect(readEntry(3, text, world).writes).toEqual(writes)
  })

  it('has rows of two tables by their differences, though their keys are the same', () => {
    const world = worldOf()
    world.write([
      { table: 'windows', key: '', value: { start: 7, used: 1 } },
      { table: 'settings', key: '', value: { anonymousReading: false, trust: null, rateLimit: false } },
    ])
    const writes: Write[] = [
      { table: 'windows', key: '', value: { start: 7, used: 2 } },
      { table: 'settings', key: '', value: { anonymousReading: true, trust: null, rateLimit: false } },
    ]
    expect(JSON.parse(toEntryText({ ...entry, writes }, world)).writes).toEqual([
      ['windows', '', null, { set: { used: 2 }, lists: {} }],
      ['settings', '', null, { set: { anonymousReading: true }, lists: {} }],
    ])
  })

  it('has no difference from a row that is not there, and none that gives no row of its table', () => {
    const textWith = (value: unknown): string =>
      JSON.stringify({ at: 1, by: 'a', writes: [['windows', 'k', null, { set: { used: value } }]] })
    const world = worldOf()
    world.write([used(1)])
    expect(() => readEntry(4, textWith('two'), world)).toThrow(new Damaged('k cannot be a row of windows'))
    expect(() => readEntry(4, textWith(2), worldOf())).toThrow(
      new Damaged('the row k of windows cannot be read: a difference has no row that it is from'),
    )
  })

  it.each(['', '[]', '{"at":"5","by":"a","writes":[]}', '{"at":5,"writes":[]}', '{"at":5,"by":"a","writes":{}}'])(
    '%j is none',
    (text) => expect(() => readEntry(4, text, worldOf())).toThrow('entry 4 cannot be read'),
  )

  it.each([
    { writes: [5] },
    { writes: [[5, 'k', null]] },
    { writes: [['windows', 5, null]] },
    { writes: [['windows', 'k', 5]] },
    { writes: [['windows', 'k']] },
    { writes: [['windows', 'k', null, 5]] },
    { announces: 5 },
    { announces: [5] },
    { announces: [{ kind: 'left', room: 'r', reason: null }] },
    { announces: [{ kind: 'joined', room: 'r', socketId: null }] },
    { announces: [{ kind: 'ended', room: 'r', participants: [5] }] },
    { announces: [{ kind: 'said' }] },
    { writes: [['windows', 'k', null], 5] },
    { announces: [{ kind: 'said', room: 'r' }, 5] },
    { announces: [{ kind: 5, room: 'r' }] },
    { announces: [{ kind: 'ended', room: 'r' }] },
    { announces: [{ kind: 'ended', room: 'r', participants: [{ id: 'p' }, null] }] },
    { ids: 5 },
  ])('with %j cannot be read', (more) => {
    const text = JSON.stringify({ at: 1, by: 'a', writes: [], ...more })
    expect(() => readEntry(4, text, worldOf())).toThrow('entry 4 cannot be read')
  })

  it.each(['toString', 'rooms', ''])('has no row of a table %j', (table) => {
    const text = JSON.stringify({ at: 1, by: 'a', writes: [[table, 'k', null]] })
    expect(() => readEntry(4, text, worldOf())).toThrow(`there is no table ${table}`)
  })
})

it('what fails for a text is damaged, and says why once', () => {
  const failing = (fault: unknown) => () =>
    reading('the text', () => {
      throw fault
    })
  expect(failing(new Error('no'))).toThrow(new Damaged('the text cannot be read: no'))
  expect(failing('no')).toThrow(new Damaged('the text cannot be read: no'))
  expect(failing(new Damaged('a part of it is gone'))).toThrow(new Damaged('a part of it is gone'))
})

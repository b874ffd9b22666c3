import fc from 'fast-check'
import { expect, it } from 'vitest'
import { itAtLength } from '../../../tests/support/at-length.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import type { LivechatRoom } from '../../contract/compiled/types.ts'
import { orderedBaseOf, type OrderedBase } from '../base.ts'
import { newestFirst } from './newest-first.ts'
import { newerFirst } from '../seed-tables.ts'
import { createTable } from '../table.ts'

const [like] = seeds.documented.livechatRooms

/** A room of which only id and time matter; `msgs` tells versions apart. */
function roomOf(id: number, minute: number, msgs = 1): LivechatRoom {
  if (!like) throw new Error('the documented seed has no rooms')
  return { ...like, _id: `room${id}`, ts: `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`, msgs }
}

const baseWith = (rooms: readonly LivechatRoom[]): OrderedBase<LivechatRoom> =>
  orderedBaseOf(rooms, ({ _id }) => _id, newerFirst)

/** So few ids and minutes that rooms meet, within the base and beyond it. */
const anId = fc.nat(15)
const aMinute = fc.nat(9)
const aBase = fc
  .uniqueArray(fc.tuple(fc.nat(9), aMinute), { selector: ([id]) => id })
  .map((rows) => baseWith(rows.map(([id, minute]) => roomOf(id, minute))))
const aWrite = fc.oneof(
  fc.record({ id: anId, minute: fc.option(aMinute), msgs: fc.integer({ min: 2, max: 99 }) }),
  fc.record({ id: anId, minute: fc.constant(null), msgs: fc.constant(0) }),
)
const bounds = fc.array(fc.tuple(fc.nat(20), fc.option(fc.nat(20), { nil: undefined })), { maxLength: 12 })

itAtLength(
  'a list is what sorting all rows of the table would give, whatever was added, changed, moved or taken away',
  500,
  (runs) => {
    fc.assert(
      fc.property(aBase, fc.array(fc.tuple(aWrite, bounds), { maxLength: 25 }), (base, steps) => {
        const table = createTable<LivechatRoom>(base)
        const list = newestFirst(table, base)
        for (const [{ id, minute, msgs }, slices] of steps) {
          const key = `room${id}`
          const now = table.get(key)
          // Nothing left: taken away. No minute: changed in its place.
          if (msgs === 0) table.set(key, null)
          else table.set(key, minute === null && now ? { ...now, msgs } : roomOf(id, minute ?? 0, msgs))
          const expected = [...table.entries()].map(([, row]) => row).sort(newerFirst)
          expect(list().length).toBe(expected.length)
          expect([...list()]).toEqual(expected)
          for (const [start, end] of slices) expect(list().slice(start, end)).toEqual(expected.slice(start, end))
        }
      }),
      { numRuns: runs },
    )
  },
)

it('the same part of an unchanged list is the same array, and another one after a write', () => {
  const base = baseWith([roomOf(1, 1), roomOf(2, 2)])
  const table = createTable<LivechatRoom>(base)
  const list = newestFirst(table, base)
  const whole = list().slice(0, 100)
  expect(list().slice(0)).toBe(whole)
  expect(list().slice(0, 1)).not.toBe(whole)
  expect(list().slice(0, 2)).toBe(whole)
  table.set('room1', roomOf(1, 1, 7))
  expect(list().slice(0)).not.toBe(whole)
  expect(
    list()
      .slice(0)
      .map(({ msgs }) => msgs),
  ).toEqual([1, 7])
})

it('only a few parts are remembered, and of long ones fewer still', () => {
  const base = baseWith(Array.from({ length: 50 }, (_, n) => roomOf(n, n)))
  const list = newestFirst(createTable<LivechatRoom>(base), base)
  const first = list().slice(0, 10)
  for (let n = 1; n <= 7; n++) list().slice(n, n + 10)
  expect(list().slice(0, 10)).toBe(first)
  for (let n = 1; n <= 8; n++) list().slice(n, n + 10)
  expect(list().slice(0, 10)).not.toBe(first)
})

it('a page costs the rows that are on it, and a write at most a search for its place', () => {
  let read = 0
  const size = 1_000_000
  const ts = (place: number): string => new Date(Date.UTC(2026, 0, 1) - place * 1000).toISOString()
  const at = (place: number): LivechatRoom => {
    read++
    return { ...roomOf(place, 0), ts: ts(place) }
  }
  const placeOf = (key: string): number =>
    /^room\d+$/.test(key) && Number(key.slice(4)) < size ? Number(key.slice(4)) : -1
  const base: OrderedBase<LivechatRoom> = {
    size,
    at,
    placeOf,
    get: (key) => (placeOf(key) < 0 ? undefined : at(placeOf(key))),
    entries: () => [],
  }
  const table = createTable<LivechatRoom>(base)
  const list = newestFirst(table, base)
  expect(list().slice(500_000, 500_050)).toHaveLength(50)
  expect(read).toBe(50)

  read = 0
  table.set('new', { ...roomOf(0, 0), _id: 'new', ts: '2026-06-01T00:00:00.000Z' })
  expect(
    list()
      .slice(0, 50)
      .map(({ _id }) => _id)
      .slice(0, 2),
  ).toEqual(['new', 'room0'])
  expect(read).toBeLessThan(60)

  read = 0
  table.set('old', { ...roomOf(0, 0), _id: 'old', ts: ts(700_000) })
  expect(
    list()
      .slice(700_000, 700_003)
      .map(({ _id }) => _id),
  ).toEqual(['room699999', 'old', 'room700000'])
  expect(list().length).toBe(size + 2)
  expect(read).toBeLessThan(60)
})

import { describe, expect, it } from 'vitest'
import { baseOf, noRows, orderedBaseOf } from './base.ts'
import { createChannel } from './channel.ts'
import { createIdCounter } from './id-counter.ts'
import { lastSlices } from './last-slices.ts'
import { latestIsoText } from './latest-iso-text.ts'
import { runMerger } from './merged-runs.ts'
import { createTable } from './table.ts'
import { toWorldName } from './world-name.ts'

interface Row {
  readonly key: string
  readonly n: number
}
const row = (key: string, n: number): Row => ({ key, n })
const rows = [row('a', 1), row('b', 2), row('c', 3)]
const base = baseOf(rows, ({ key }) => key)

describe('a table', () => {
  it('has the rows of its base as they are now, in their order, then those that were added', () => {
    const table = createTable(base)
    table.set('d', row('d', 4))
    table.set('b', row('b', 9))
    table.set('a', null)
    expect([...table.entries()].map(([key, { n }]) => [key, n])).toEqual([
      ['b', 9],
      ['c', 3],
      ['d', 4],
    ])
    expect([table.get('a'), table.get('b')?.n, table.get('c')?.n, table.get('e')]).toEqual([undefined, 9, 3, undefined])
    expect([...base.entries()].length).toBe(3)
  })

  it('keeps what was written over its base, and nothing of a row that came and went', () => {
    const table = createTable(base)
    expect(table.written.size).toBe(0)
    table.set('d', row('d', 4))
    table.set('d', null)
    table.set('a', null)
    expect([...table.written]).toEqual([['a', null]])
    table.set('a', row('a', 1))
    expect(table.get('a')?.n).toBe(1)
  })

  it('counts each write, also one that takes a row away which it had itself', () => {
    const table = createTable<Row>(noRows)
    const versions = [table.version]
    for (const value of [row('d', 4), null, null]) {
      table.set('d', value)
      versions.push(table.version)
    }
    expect(new Set(versions).size).toBe(4)
    expect([...table.entries()]).toEqual([])
  })
})

describe('what was written, merged into the order of a base,', () => {
  const ordered = orderedBaseOf(
    rows,
    ({ key }) => key,
    (x, y) => x.n - y.n,
  )
  const merge = runMerger(ordered, (x, y) => x.n - y.n)
  const listed = (written: readonly (readonly [string, Row | null])[]): string[] => {
    const { runs, replaced, length } = merge(new Map(written))
    const list = runs.flatMap(({ from, to, row: own }) =>
      own ? [own] : Array.from({ length: to - from }, (_, at) => replaced.get(from + at) ?? ordered.at(from + at)),
    )
    expect(list).toHaveLength(length)
    return list.map(({ key, n }) => `${key}${n}`)
  }

  it.each<[string, readonly (readonly [string, Row | null])[], string]>([
    ['nothing', [], 'a1 b2 c3'],
    ['the first taken away', [['a', null]], 'b2 c3'],
    ['the last taken away', [['c', null]], 'a1 b2'],
    [
      'all taken away',
      [
        ['a', null],
        ['b', null],
        ['c', null],
      ],
      '',
    ],
    ['one that there was not, taken away', [['x', null]], 'a1 b2 c3'],
    ['a row in its own place', [['b', row('b', 2)]], 'a1 b2 c3'],
    ['the first moved to the end', [['a', row('a', 9)]], 'b2 c3 a9'],
    ['the last moved to the front', [['c', row('c', 0)]], 'c0 a1 b2'],
    ['a new one first', [['x', row('x', 0)]], 'x0 a1 b2 c3'],
    ['a new one last', [['x', row('x', 9)]], 'a1 b2 c3 x9'],
    [
      'new ones in one place, in order',
      [
        ['y', row('y', 2.6)],
        ['x', row('x', 2.5)],
      ],
      'a1 b2 x2.5 y2.6 c3',
    ],
    [
      'a new one in the place of one taken away',
      [
        ['b', null],
        ['x', row('x', 2)],
      ],
      'a1 x2 c3',
    ],
  ])('is %s', (_, written, list) => {
    expect(listed(written).join(' ')).toBe(list)
  })
})

it('rows that are all there are had by place and by key', () => {
  const ordered = orderedBaseOf(
    rows,
    ({ key }) => key,
    (x, y) => y.n - x.n,
  )
  expect([ordered.at(0).key, ordered.placeOf('a'), ordered.placeOf('x'), ordered.size]).toEqual(['c', 2, -1, 3])
  expect(() => ordered.at(3)).toThrow(RangeError)
  expect([noRows.size, noRows.get('a'), [...noRows.entries()]]).toEqual([0, undefined, []])
})

describe('slices', () => {
  it('that were asked for before are the same, the latest eight of them', () => {
    let made = 0
    const slice = lastSlices(10, (start, end) => {
      made++
      return Array.from({ length: end - start }, (_, at) => start + at)
    })
    expect([slice(0, 3), slice(8, 99), slice(99), slice(7)]).toEqual([[0, 1, 2], [8, 9], [], [7, 8, 9]])
    expect(slice(0, 3)).toBe(slice(0, 3))
    expect(made).toBe(4)
    for (let end = 1; end <= 8; end++) slice(1, 1 + end)
    slice(0, 3)
    expect(made).toBe(13)
  })

  it('with more than 20,000 rows together are forgotten, but for the last', () => {
    let made = 0
    const slice = lastSlices(30_000, (start, end) => {
      made++
      return new Array<number>(end - start).fill(0)
    })
    slice(0, 15_000)
    slice(0, 5_000)
    slice(0, 15_000)
    expect(made).toBe(2)
    slice(0, 25_000)
    slice(0, 25_000)
    expect(made).toBe(3)
    slice(0, 15_000)
    expect(made).toBe(4)
  })
})

it('ids of a kind are the same for the same source, whatever else is made, and go on', () => {
  const [one, two] = [createIdCounter('s', {}), createIdCounter('s', {})]
  const [first, second] = [one.next('call'), one.next('call')]
  two.next('person')
  expect([two.next('call'), createIdCounter('s', { call: 1 }).next('call'), first === second]).toEqual([
    first,
    second,
    false,
  ])
  expect(createIdCounter('other', {}).next('call')).not.toBe(first)
  expect(two.made()).toEqual({ person: 1, call: 1 })
})

it('a channel tells whoever listens then, and no more once they stop', () => {
  const { publish, subscribe } = createChannel<number>()
  const heard: string[] = []
  const stop = subscribe((n) => heard.push(`a${n}`))
  subscribe((n) => heard.push(`b${n}`))
  publish(1)
  stop()
  stop()
  publish(2)
  expect(heard).toEqual(['a1', 'b1', 'b2'])
})

it('an instant that comes again is the same text', () => {
  const text = latestIsoText()
  expect([text(0), text(0), text(1), text(0)]).toEqual([0, 0, 1, 0].map((at) => new Date(at).toISOString()))
})

it.each([
  ['a', 'a'],
  ['QA-17', 'qa-17'],
  ['x'.repeat(63), 'x'.repeat(63)],
  ['x'.repeat(64), null],
  ['', null],
  ['-a', null],
  ['a-', null],
  ['a_b', null],
  ['a.b', null],
  ['\u212a', null],
  ['a\n', null],
])('%j is called %j as a world', (text, name) => {
  expect(toWorldName(text)).toBe(name)
})

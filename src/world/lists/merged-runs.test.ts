import { describe, expect, it } from 'vitest'
import { noRows, orderedBaseOf } from '../base.ts'
import { runMerger } from './merged-runs.ts'

interface Row {
  readonly key: string
  readonly n: number
}
const row = (key: string, n: number): Row => ({ key, n })
const rows = [row('a', 1), row('b', 2), row('c', 3)]

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

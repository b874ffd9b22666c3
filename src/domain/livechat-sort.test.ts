import { describe, expect, it } from 'vitest'
import { orderOf, readSort } from './livechat-sort.ts'

/** The rows as they come in the order that a sort asks for. */
function sorted(sort: string, rows: readonly object[]): readonly object[] {
  const order = orderOf(readSort(sort))
  if (order === null) return rows
  return rows.toSorted((a, b) => order.compare(order.valuesOf(a), order.valuesOf(b)))
}

const of = (...values: readonly unknown[]): { a: unknown }[] => values.map((a) => ({ a }))

describe('a sort', () => {
  it.each([
    ['nothing before numbers', of('x', 1, undefined), of(undefined, 1, 'x')],
    ['numbers by their size', of(10, 9, -1, 0.5), of(-1, 0.5, 9, 10)],
    ['numbers before texts', of('0', 9), of(9, '0')],
    ['texts by their code units, capitals first', of('b', 'a', 'B', 'é'), of('B', 'a', 'b', 'é')],
    ['texts before objects and lists', of({ b: 1 }, [1], 'x'), of('x', { b: 1 }, [1])],
    ['objects before booleans', of(true, { b: 1 }, false), of({ b: 1 }, false, true)],
    ['nulls after numbers, before booleans', of(null, true, 1), of(1, null, true)],
    ['false before true', of(true, false, true), of(false, true, true)],
    [
      'every kind in its place, as the database has them',
      of(true, { b: 1 }, 'x', 1, undefined, false),
      of(undefined, 1, 'x', { b: 1 }, false, true),
    ],
  ])('puts %s, and the other way round where it descends', (_, rows, expected) => {
    expect(sorted('{"a":1}', rows)).toEqual(expected)
    expect(sorted('{"a":-1}', rows.toReversed())).toEqual(expected.toReversed())
  })

  it('may be by what is deep within a row', () => {
    const deep = (n: number): object => ({ a: { b: { c: n } } })
    expect(sorted('{"a.b.c":1}', [deep(2), deep(1)])).toEqual([deep(1), deep(2)])
  })

  it('finds no member that all objects have', () => {
    const rows = [{ a: {} }, { a: 5 }]
    expect(sorted('{"a.toString":1}', rows)).toEqual(rows)
  })

  it('by several fields looks at the next where one says nothing', () => {
    const rows = [
      { a: 2, b: 1 },
      { a: 1, b: 1 },
      { a: 1, b: 2 },
    ]
    expect(sorted('{"a":1,"b":-1}', rows)).toEqual([
      { a: 1, b: 2 },
      { a: 1, b: 1 },
      { a: 2, b: 1 },
    ])
  })

  it('by a path looks within, at own members alone', () => {
    expect(sorted('{"a.b":1}', [{ a: { b: 2 } }, { a: { b: 1 } }, { a: 3 }, {}])).toEqual([
      { a: 3 },
      {},
      { a: { b: 1 } },
      { a: { b: 2 } },
    ])
    expect(sorted('{"toString.length":1,"a":1}', of(2, 1))).toEqual(of(1, 2))
  })

  it.each([[undefined], [1], ['x'], [true], [false]])(
    'cannot tell %j from itself, which the next field may',
    (same) => {
      const rows = [
        { a: same, b: 2 },
        { a: same, b: 1 },
      ]
      expect(orderOf(readSort('{"a":1}'))?.compare([same], [same])).toBe(0)
      expect(sorted('{"a":1}', rows)).toEqual(rows)
      expect(sorted('{"a":1,"b":1}', rows)).toEqual(rows.toReversed())
      expect(sorted('{"a":-1,"b":1}', rows)).toEqual(rows.toReversed())
    },
  )

  it('cannot tell objects apart', () => {
    expect(orderOf(readSort('{"a":1}'))?.compare([{ x: 2 }], [{ x: 1 }])).toBe(0)
  })
})

describe('reading a sort', () => {
  it.each([undefined, null, '', 7, ['{"a":1}'], '{"ts":-1}'])('%j is the order that lists have anyway', (text) => {
    expect(readSort(text)).toEqual({ kind: 'default' })
    expect(orderOf(readSort(text))).toBeNull()
  })

  it.each(['newest', '[]', 'null', '1', '{"a":2}', '{"a":"1"}', '{"a":true}', '{"a":1,"b":0}', '{'])(
    '%s is none, and kept to be shown',
    (text) => {
      expect(readSort(text)).toEqual({ kind: 'invalid', text })
      expect(orderOf(readSort(text))).toBeNull()
    },
  )

  it('of no field at all is an order that changes nothing', () => {
    expect(readSort('{}')).toEqual({ kind: 'fields', fields: [] })
    expect(orderOf(readSort('{}'))).toBeNull()
  })

  it('with ts among other fields, or ascending, is no default', () => {
    expect(readSort('{"ts":1}')).toEqual({ kind: 'fields', fields: [{ path: ['ts'], direction: 1 }] })
    expect(readSort('{"ts":-1,"a.b":1}')).toEqual({
      kind: 'fields',
      fields: [
        { path: ['ts'], direction: -1 },
        { path: ['a', 'b'], direction: 1 },
      ],
    })
  })
})

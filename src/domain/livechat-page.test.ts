import fc from 'fast-check'
import { expect, it } from 'vitest'
import { finishScan } from '../../tests/support/finish-scan.ts'
import { pageOf } from './livechat-page.ts'
import { orderOf, readSort } from './livechat-sort.ts'

interface Row {
  readonly n: number
  readonly a: number
  readonly b: string
}

const someRows = fc
  .array(fc.tuple(fc.nat(5), fc.constantFrom('x', 'y', 'z')), { size: '+1', maxLength: 60 })
  .map((rows) => rows.map(([a, b], n): Row => ({ n, a, b })))
const aSort = fc.constantFrom('', '{}', '{"a":1}', '{"b":-1,"a":1}', '{"a":-1,"missing":1}')

/** As one would write it if there were no need to spare memory. */
const naively = (rows: readonly Row[], sort: string): readonly Row[] => {
  const order = orderOf(readSort(sort))
  return order === null ? rows : rows.toSorted((a, b) => order.compare(order.valuesOf(a), order.valuesOf(b)))
}

it('a page is what filtering, sorting and slicing the whole list would give; rows that compare equal keep their order', () => {
  fc.assert(
    fc.property(someRows, aSort, fc.boolean(), fc.nat(70), fc.nat(70), (rows, sort, filtered, offset, limit) => {
      const matches = filtered ? ({ a }: Row): boolean => a !== 3 : null
      const expected = naively(matches === null ? rows : rows.filter(matches), sort)
      const page = finishScan(pageOf(rows, { matches, order: orderOf(readSort(sort)), offset, limit }))
      expect(page).toEqual({ rows: expected.slice(offset, offset + limit), total: expected.length })
    }),
  )
})

it.each(['{"a":1}', '{"a":-1}', '{"b":1,"a":-1}'])(
  'a long list sorted by %s is the same, though most of it is forgotten on the way',
  (sort) => {
    const rows = Array.from({ length: 6000 }, (_, n): Row => ({
      n,
      a: Math.imul(n, 0x9e3779b1) % 1000,
      b: 'xyz'[n % 3] ?? '',
    }))
    const order = orderOf(readSort(sort))
    const sorted = naively(rows, sort)
    for (const offset of [0, 100, 4950, 6000, 7000]) {
      const page = finishScan(pageOf(rows, { matches: null, order, offset, limit: 50 }))
      expect(page).toEqual({ rows: sorted.slice(offset, offset + 50), total: 6000 })
    }
  },
)

it.each([
  ['last', (n: number) => n],
  ['first', (n: number) => -n],
  ['anywhere', (n: number) => Math.imul(n, 7919) % 6007],
])('a long list in which the least comes %s has every row of a page, the last one among them', (_, valueOf) => {
  const rows = Array.from({ length: 6000 }, (_row, n): Row => ({ n, a: valueOf(n), b: '' }))
  const least = rows.map(({ a }) => a).sort((a, b) => a - b)
  const order = orderOf(readSort('{"a":1}'))
  for (const [offset, limit] of [
    [0, 1],
    [0, 2],
    [0, 3],
    [7, 2],
    [99, 1],
    [4_998, 2],
  ] as const)
    expect(finishScan(pageOf(rows, { matches: null, order, offset, limit }))?.rows.map(({ a }) => a)).toEqual(
      least.slice(offset, offset + limit),
    )
})

it('a part of the list itself is the array that the list gives, since its JSON text is kept by it', () => {
  const rows = [1, 2, 3]
  const part: readonly number[] = [1, 2]
  const list = { length: 3, slice: () => part, [Symbol.iterator]: () => rows[Symbol.iterator]() }
  expect(finishScan(pageOf(list, { matches: null, order: null, offset: 0, limit: 2 }))?.rows).toBe(part)
})

it('is not found behind the first five thousand in another order, or by more than ten members, since both fill the memory', () => {
  const rows = Array.from({ length: 6_000 }, (_, a) => ({ a }))
  const page = (sort: string, offset: number, limit: number): unknown =>
    finishScan(pageOf(rows, { matches: null, order: orderOf(readSort(sort)), offset, limit }))
  const by = (count: number): string =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`m${n}`, 1])))
  expect(page('{"a":1}', 4_950, 50)).toMatchObject({ total: 6_000 })
  expect(page('{"a":1}', 4_951, 50)).toBeNull()
  expect(page(by(10), 0, 50)).toMatchObject({ total: 6_000 })
  expect(page(by(11), 0, 50)).toBeNull()
})

it.each(['', '{"a":1}'])(
  'a long list is read some rows at a time, sorted by %j or not, so that others come between',
  (sort) => {
    const rows = Array.from({ length: 401 }, (_, n): Row => ({ n, a: n, b: 'x' }))
    const page = pageOf(rows, { matches: () => true, order: orderOf(readSort(sort)), offset: 0, limit: 10 })
    expect(Array.from('next' in page ? page : [])).toHaveLength(3)
  },
)

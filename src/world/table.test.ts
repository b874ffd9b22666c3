import { describe, expect, it } from 'vitest'
import { baseOf, noRows } from './base.ts'
import { createTable } from './table.ts'

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

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

  it('counts an attempt, and that it was taken back, so that nobody goes on with what was read meanwhile', () => {
    const table = createTable(base)
    const versions = [table.version]
    for (const value of [row('b', 9), null]) {
      const undo = table.attempt('b', value)
      versions.push(table.version)
      undo()
      versions.push(table.version)
    }
    expect(new Set(versions).size).toBe(5)
  })

  it('is as it was, in its order, once several attempts are taken back, the last one first', () => {
    const table = createTable(base)
    table.set('d', row('d', 4))
    table.set('e', row('e', 5))
    table.set('a', null)
    table.set('b', row('b', 9))
    const before = [...table.written]
    const attempts: readonly (readonly [key: string, value: Row | null])[] = [
      ['d', null],
      ['d', row('d', 6)],
      ['f', row('f', 7)],
      ['a', row('a', 8)],
      ['b', null],
      ['c', null],
      ['e', null],
      ['none', null],
    ]
    const undos = attempts.map(([key, value]) => table.attempt(key, value))
    expect([...table.entries()].map(([key, { n }]) => `${key}${n}`)).toEqual(['a8', 'd6', 'f7'])
    for (const undo of undos.toReversed()) undo()
    expect([...table.written]).toEqual(before)
    expect([...table.entries()].map(([key, { n }]) => `${key}${n}`)).toEqual(['b9', 'c3', 'd4', 'e5'])
  })
})

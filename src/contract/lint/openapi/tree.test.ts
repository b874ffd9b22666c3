import { describe, expect, it } from 'vitest'
import { toTree } from './tree.ts'

describe('a document as a tree', () => {
  it('is a copy, without schemas, which are checked one by one', () => {
    const [schema, list] = [{ type: 'string' }, [1]]
    const root = { a: { b: [schema, 'x', null] }, c: schema, d: list }
    expect(toTree(root, new Set<unknown>([schema, list]))).toEqual({
      tree: { a: { b: [{}, 'x', null] }, c: {}, d: [1] },
      isWhole: true,
    })
    expect(toTree(root, new Set()).tree).toEqual(root)
    expect(toTree('x', new Set())).toEqual({ tree: 'x', isWhole: true })
  })

  it('has a reference for anything within itself, and a copy of what is only used twice', () => {
    const shared = { s: 1 }
    const root: Record<string, unknown> = { one: shared, two: shared }
    root['self'] = { root, list: [root] }
    expect(toTree(root, new Set()).tree).toEqual({
      one: { s: 1 },
      two: { s: 1 },
      self: { root: { $ref: '#' }, list: [{ $ref: '#' }] },
    })
  })

  it('has so many values at most, and a reference for each of the rest', () => {
    const cut = { tree: { a: { b: {} }, c: { $ref: '#' } }, isWhole: false }
    expect(toTree({ a: { b: {} }, c: {} }, new Set(), 3)).toEqual(cut)
    expect(toTree({ a: { b: {} }, c: {} }, new Set(), 4)).toMatchObject({ tree: { c: {} }, isWhole: false })
    expect(toTree({ a: { b: {} }, c: {} }, new Set(), 5)).toMatchObject({ tree: { c: {} }, isWhole: true })
  })

  it('that would be too large is cut, and says so', { tags: ['full'] }, () => {
    const list = (length: number) => Array.from({ length }, () => ({}))
    expect(toTree(list(2_000_000), new Set()).isWhole).toBe(false)
    expect(toTree(list(1_999_998), new Set()).isWhole).toBe(true)
  })
})

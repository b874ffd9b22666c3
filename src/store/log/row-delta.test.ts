import { describe, expect, it } from 'vitest'
import { deltaBetween, withDelta } from './row-delta.ts'

const [ann, ben, cat, dan] = ['Ann', 'Ben', 'Cat', 'Dan'].map((name) => ({ name }))

/** What is there again after a difference was written as JSON and read. */
const again = (before: unknown, after: unknown): unknown => {
  const delta = deltaBetween(before, after)
  return delta && withDelta(before, JSON.parse(JSON.stringify(delta)))
}

describe('a difference', () => {
  it('has the members that changed, and of a list only what is new', () => {
    const before = { code: 'a', isLocked: false, inside: [ann, ben], past: [] }
    expect(deltaBetween(before, { ...before, isLocked: true, inside: [ann, ben, cat] })).toEqual({
      set: { isLocked: true },
      lists: { inside: [[0, 2], { add: [cat] }] },
    })
    expect(deltaBetween(before, { ...before })).toEqual({ set: {}, lists: {} })
  })

  it.each([
    ['one more', [ann, ben], [ann, ben, cat]],
    ['one less', [ann, ben, cat], [ann, cat]],
    ['none', [ann, ben], []],
    ['others', [ann, ben], [cat, dan]],
    ['one in between', [ann, cat], [ann, ben, cat]],
    ['another order', [ann, ben, cat], [cat, ann, ben]],
    ['one twice', [ann, ben], [ann, ann, ben, ben]],
    ['texts that are equal', ['a', 'b', 'a'], ['a', 'a', 'b', 'b']],
    ['empty places', [null, ann, null], [ann, null, null]],
  ])('gives a list with %s', (_, before, after) => {
    expect(again(before, after)).toEqual(after)
    expect(again({ inside: before }, { inside: after })).toEqual({ inside: after })
  })

  it('keeps what did not change as it was, so that the next difference finds it', () => {
    const row = withDelta({ inside: [ann, ben] }, { lists: { inside: [[1, 2], { add: [cat] }] } })
    expect(deltaBetween(row, { inside: [ben, cat, dan] })?.lists).toEqual({ inside: [[0, 2], { add: [dan] }] })
    expect(deltaBetween(row, { inside: [{ ...ben }, cat] })?.lists).toEqual({ inside: [{ add: [ben] }, [1, 2]] })
  })

  it('is none where members come, go, change places, or are left open, which JSON could not tell', () => {
    for (const [before, after] of [
      [{ a: 1 }, { a: 1, b: 2 }],
      [{ a: 1, b: 2 }, { a: 1 }],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [{ a: 1 }, { a: undefined }],
      [JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":2}')],
      [undefined, { a: 1 }],
      [{ a: 1 }, null],
      [[1], { a: 1 }],
    ])
      expect(deltaBetween(before, after), JSON.stringify([before, after])).toBeNull()
  })

  it('needs a row, and a list for the difference of one', () => {
    expect(() => withDelta(undefined, { set: { a: 1 } })).toThrow(new Error('a difference has no row that it is from'))
    expect(() => withDelta({ a: 1 }, { lists: { a: [[0, 1]] } })).toThrow(
      new Error('a difference has no list that it is from'),
    )
    expect(() => withDelta({ a: 1 }, { list: [[0, 1]] })).toThrow(new Error('a difference has no list that it is from'))
  })
})

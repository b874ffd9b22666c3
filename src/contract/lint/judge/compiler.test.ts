import { describe, expect, it } from 'vitest'
import { patience } from '../../../../tests/support/patience.ts'
import { createJudge } from './judge.ts'
import { createDeadline, OVERDUE, patienceAfter } from './deadline.ts'
import { isUnique } from './unique-items.ts'

const leaves = (schema: unknown, value: unknown) => createJudge('3.1')(schema, value)

/** A list of lists, and so on. */
const nest = (): Record<string, unknown> => {
  const list: Record<string, unknown> = { type: 'array' }
  list['items'] = list
  return list
}

describe('a schema that contains itself', () => {
  it('judges values of any depth, and names the place of an error', () => {
    expect(leaves(nest(), [[[]], []])).toEqual([])
    expect(leaves(nest(), [[[], [5]], []])).toMatchObject([{ path: ['0', '1', '0'], keyword: 'type' }])
  })

  it('counts the members that it knows as known', () => {
    const base = { properties: { a: { type: 'string' } } }
    const schema: Record<string, unknown> = { allOf: [base], unevaluatedProperties: false }
    schema['properties'] = { inner: schema }
    expect(leaves(schema, { a: 'x', inner: { a: 'x' } })).toEqual([])
    expect(leaves(schema, { inner: { b: 'x' } })).toMatchObject([{ path: ['inner', 'b'] }])
  })

  it('says nothing where it is only itself', () => {
    const all: Record<string, unknown> = {}
    all['allOf'] = [all, { type: 'string' }]
    expect(leaves(all, 'a')).toEqual([])
    expect(leaves(all, 5)).toMatchObject([{ keyword: 'type' }])
  })
})

describe('a pattern that takes exponential time', () => {
  const schema = { pattern: '^(a+)+$' }
  const long = `${'a'.repeat(40)}!`

  it('is stopped, and said to be the reason', () => {
    const judge = createJudge('3.1', { patienceMs: 50 })
    expect(judge(schema, long)).toMatchObject([
      {
        keyword: '',
        text: 'cannot be checked within 0.05 s: its schema contains a pattern that takes too long',
      },
    ])
    expect(judge({ patternProperties: { '^(a+)+$': {} } }, { [long]: 1 })).toMatchObject([{ keyword: '' }])
  })

  it('stops no other', () => {
    const judge = createJudge('3.1', { patienceMs: patience(60_000) })
    expect(judge(schema, 'aaa')).toEqual([])
    expect(judge({ pattern: '^b+$' }, long)).toMatchObject([{ keyword: 'pattern' }])
  })
})

describe('a deadline', () => {
  it('gives the result, and passes errors on', () => {
    const within = createDeadline(patience(60_000))
    expect(within(() => 5)).toBe(5)
    expect(() => within(() => nothing())).toThrow('nothing')
  })

  it('waits long for the first three alone, since there may be hundreds', () => {
    expect([0, 1, 2, 3, 400].map((overdue) => patienceAfter(overdue, 2000))).toEqual([2000, 2000, 2000, 20, 20])
  })

  it('stops work that never ends', () => {
    const within = createDeadline(20)
    expect(
      within(() => {
        for (;;);
      }),
    ).toBe(OVERDUE)
  })
})

function nothing(): number {
  throw new Error('nothing')
}

it.each([
  [[], true],
  [[1, 1.5, '1', true, null, 'null', [1], ['1'], { a: 1 }], true],
  [[1, 1.0], false],
  [[0, -0], false],
  [
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    false,
  ],
  [[[{ a: [] }], [{ a: [] }]], false],
])('of the items %j, none is there twice: %s', (list, isTrue) => {
  expect(isUnique(list)).toBe(isTrue)
})

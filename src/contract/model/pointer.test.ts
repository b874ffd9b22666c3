import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sameJson } from '../../json.ts'
import { fitsBudget, under, valueAt } from './pointer.ts'

/** The same value with the members of every object in the opposite order. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, turned(item)]),
  )
}

it('finds every value equal to itself, however it was written', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(sameJson(value, value)).toBe(true)
      expect(sameJson(value, turned(value))).toBe(true)
      expect(sameJson(JSON.parse(JSON.stringify(value)), value)).toBe(true)
    }),
    { examples: [[-0], [{ a: [-0] }]] },
  )
})

it('agrees with itself when the sides change, and finds values different that are written differently', () => {
  const sorted = (value: unknown): string =>
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    )
  const small = fc.jsonValue({ maxDepth: 2 })
  fc.assert(
    fc.property(small, small, (a, b) => {
      expect(sameJson(a, b)).toBe(sameJson(b, a))
      expect(sameJson(a, b)).toBe(sorted(a) === sorted(b))
    }),
  )
})

it.each([
  [[], {}],
  [{ a: undefined }, { b: undefined }],
  [[1, 2], { 0: 1, 1: 2 }],
  [null, {}],
  ['1', 1],
  [{}, { toString: 1 }],
])('tells %j from %j', (a, b) => {
  expect(sameJson(a, b)).toBe(false)
  expect(sameJson(b, a)).toBe(false)
})

it('finds nothing by a pointer to what is no member, such as the length of a list', () => {
  for (const pointer of ['/length', '/2', '/-', '/01', '/-1', '/0/length', '/toString'])
    expect(valueAt(['ab', 0], pointer)).toBeUndefined()
  expect(['/length', '/0', '/1/0'].map((pointer) => valueAt({ length: 3, 0: null, 1: [0] }, pointer))).toEqual([
    3,
    null,
    0,
  ])
})

it('finds by a pointer what stands there, whatever the member is called', () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (name, value) => {
      const holder = Object.fromEntries([[name, [value]]])
      expect(valueAt(holder, under(under('', name), 0))).toBe(value)
    }),
    {
      examples: [
        ['~1', 1],
        ['a/b~', 1],
        ['__proto__', 1],
        ['', 1],
      ],
    },
  )
})

it('finds nothing that an object only inherits, and nothing within texts', () => {
  expect(valueAt({}, '/constructor')).toBeUndefined()
  expect(valueAt({ a: 'text' }, '/a/length')).toBeUndefined()
  expect(valueAt(null, '/a/b')).toBeUndefined()
  expect(valueAt(5, '')).toBe(5)
})

it('a value of half a million others can be walked, however it is written; one of more cannot', () => {
  const zeros = (count: number): number[] => Array.from({ length: count }, () => 0)
  expect([fitsBudget(zeros(500_000)), fitsBudget(zeros(500_001))]).toEqual([true, false])
  expect([fitsBudget({ a: zeros(499_998) }), fitsBudget({ a: zeros(499_999), b: [0] })]).toEqual([true, false])
})

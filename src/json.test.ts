import fc from 'fast-check'
import { expect, it } from 'vitest'
import { emptyRecord, isContainer, isObject, parseJson, sameJson } from './json.ts'

it('JSON is parsed; null is a value, and what is not JSON is undefined', () => {
  expect(['{"a":[1]}', 'null', '""', ' 0 '].map(parseJson)).toEqual([{ a: [1] }, null, '', 0])
  expect(['', '{', "{'a':1}", 'undefined', 'NaN', '1 2'].map(parseJson)).toEqual(
    Array.from({ length: 6 }, () => undefined),
  )
})

it('lists are containers, but no objects; null and plain values are neither', () => {
  const all = [{}, Object.create(null), [], null, undefined, 'a', 0, true]
  expect(all.map(isObject)).toEqual([true, true, false, false, false, false, false, false])
  expect(all.map(isContainer)).toEqual([true, true, true, false, false, false, false, false])
})

it('JSON values are the same whatever the order of members, and only then', () => {
  const same: [unknown, unknown][] = [
    [
      { a: 1, b: [null, { c: 'x' }] },
      { b: [null, { c: 'x' }], a: 1 },
    ],
    [0, -0],
    [[], []],
    [null, null],
  ]
  const different: [unknown, unknown][] = [
    [{}, []],
    [[], {}],
    [{ a: 1 }, { a: 1, b: 1 }],
    [
      { a: 1, b: 1 },
      { a: 1, c: 1 },
    ],
    [{ a: undefined }, { b: undefined }],
    [{ toString: undefined }, { a: undefined }],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 1]],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [null, {}],
    [{}, null],
    ['1', 1],
    [0, false],
  ]
  for (const [a, b] of same) expect([a, b, sameJson(a, b)]).toEqual([a, b, true])
  for (const [a, b] of different) expect([a, b, sameJson(a, b)]).toEqual([a, b, false])
})

it('a JSON value is the same as its copy, and as no value one of whose members changed', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value) => {
      const copy: typeof value = JSON.parse(JSON.stringify(value))
      expect(sameJson(value, copy)).toBe(true)
      const [name = ''] = Object.keys(value)
      expect(sameJson(value, { ...copy, [name]: [copy[name]] })).toBe(false)
    }),
  )
})

it('an empty record has no members that a request could reach or overwrite', () => {
  const record = emptyRecord<string>()
  expect(['constructor', '__proto__', 'toString'].map((name) => record[name])).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  record['__proto__'] = 'a'
  expect(Object.keys(record)).toEqual(['__proto__'])
  expect(emptyRecord()['__proto__']).toBeUndefined()
  expect(Object.isFrozen(Object.getPrototypeOf(record))).toBe(true)
})

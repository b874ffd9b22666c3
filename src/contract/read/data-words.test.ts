import { describe, expect, it } from 'vitest'
import { holdsNames, isData, toKeys, type Trail } from './data-words.ts'

const trail = (...keys: string[]): Trail => keys.reduce<Trail>((above, key) => ({ key, above }), null)

it('the keys of a trail are those from the outside in', () => {
  expect([toKeys(null), toKeys(trail('a')), toKeys(trail('a', 'b', 'c'))]).toEqual([[], ['a'], ['a', 'b', 'c']])
})

it('some members hold names, and no keywords', () => {
  for (const word of [
    'properties',
    'patternProperties',
    'dependentSchemas',
    '$defs',
    'definitions',
    'schemas',
    'responses',
    'parameters',
    'headers',
    'requestBodies',
    'pathItems',
    'callbacks',
    'paths',
    'webhooks',
    'content',
  ])
    expect(holdsNames(word), word).toBe(true)
  expect(['items', 'examples', 'schema', 'components', ''].map(holdsNames)).toEqual(
    Array.from({ length: 5 }, () => false),
  )
})

describe('a value', () => {
  it.each<[readonly string[], unknown]>([
    [['schema', 'example'], {}],
    [['schema', 'default'], {}],
    [['schema', 'enum'], []],
    [['schema', 'const'], {}],
    [['example'], {}],
    [['schema', 'examples'], []],
    [['json', 'examples', 'one', 'value'], {}],
    [['message', 'x-examples', 'one', 'value'], {}],
  ])('at %j is data', (keys, value) => {
    expect(isData(value, trail(...keys))).toBe(true)
  })

  it.each<[readonly string[], unknown]>([
    [[], {}],
    [['schema', 'properties', 'example'], {}],
    [['components', 'schemas', 'default'], {}],
    [['json', 'examples'], {}],
    [['json', 'examples', 'one'], {}],
    [['json', 'examples', 'value'], {}],
    [['value'], {}],
    [['a', 'b', 'value'], {}],
    [['components', 'headers', 'value'], {}],
  ])('at %j is none', (keys, value) => {
    expect(isData(value, trail(...keys))).toBe(false)
  })
})

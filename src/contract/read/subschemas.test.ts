import { describe, expect, it } from 'vitest'
import { toNullType, withNullTypes } from './nullable.ts'
import { mapSchema, withAllSubschemas, withSubschemas } from './subschemas.ts'

const places = (value: Record<string, unknown>): string[] =>
  withSubschemas({ path: [], value }).map(({ path }) => path.join('.'))

describe('within a schema', () => {
  it.each([
    'items',
    'additionalProperties',
    'not',
    'if',
    'then',
    'else',
    'contains',
    'propertyNames',
    'contentSchema',
    'unevaluatedProperties',
    'unevaluatedItems',
  ])('%s holds another, unless it is true or false', (word) => {
    expect(places({ [word]: { [word]: {} } })).toEqual(['', word, `${word}.${word}`])
    expect(places({ [word]: false })).toEqual([''])
    expect(places({ [word]: null })).toEqual([''])
  })

  it.each([
    'properties',
    'patternProperties',
    '$defs',
    'definitions',
    'allOf',
    'anyOf',
    'oneOf',
    'dependentSchemas',
    'prefixItems',
  ])('%s holds several', (word) => {
    expect(places({ [word]: { a: {}, b: true, c: { not: {} } } })).toEqual([
      '',
      `${word}.a`,
      `${word}.c`,
      `${word}.c.not`,
    ])
  })

  it.each(['example', 'examples', 'default', 'enum', 'const', 'x-any'])('%s is data', (word) => {
    expect(places({ [word]: { items: {}, properties: { a: {} } } })).toEqual([''])
    const schema = { [word]: { items: { nullable: true, type: 'string' } } }
    expect(withNullTypes(schema)).toEqual(schema)
  })
})

it('a schema is found once, by its shortest path, even if it contains itself', () => {
  const shared = { type: 'string' }
  const node: Record<string, unknown> = { properties: { deep: { items: shared } }, not: shared }
  node['if'] = node
  expect(places(node)).toEqual(['', 'properties.deep', 'not'])
  const parts = [node, shared].map((value, at) => ({ path: [`s${at}`], value }))
  expect(withAllSubschemas(parts).map(({ path }) => path.join('.'))).toEqual(['s0', 's1', 's0.properties.deep'])
})

describe('a schema is mapped', () => {
  it('inner ones first, each once, in lists too; and stays as it was', () => {
    const seen: unknown[] = []
    const schema = { n: 1, items: { n: 2, anyOf: [{ n: 3 }, true] }, properties: { items: { n: 4 }, p: false } }
    const before = structuredClone(schema)
    const mapped = mapSchema(schema, (each) => {
      seen.push(each['n'])
      return { ...each, seen: true }
    })
    expect(seen).toEqual([3, 2, 4, 1])
    expect(schema).toEqual(before)
    expect(mapped).toEqual({
      n: 1,
      seen: true,
      items: { n: 2, seen: true, anyOf: [{ n: 3, seen: true }, true] },
      properties: { items: { n: 4, seen: true }, p: false },
    })
  })

  it.each([true, null, 'text', [1]])('not where it is %j', (schema) => {
    expect(mapSchema(schema, () => ({ changed: true }))).toEqual(schema)
  })
})

it.each([
  [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
  [{ type: ['string', 'null'], nullable: true }, { type: ['string', 'null'] }],
  [{ type: 'string', nullable: false }, { type: 'string' }],
  [{ nullable: true, enum: [1] }, { enum: [1] }],
  [
    { minLength: 1, type: 'string', nullable: true },
    { minLength: 1, type: ['string', 'null'] },
  ],
])('%j means %j', (written, meant) => {
  expect(toNullType(written)).toEqual(meant)
  expect(withNullTypes({ properties: { a: written } })).toEqual({ properties: { a: meant } })
})

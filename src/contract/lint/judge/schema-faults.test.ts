import { describe, expect, it } from 'vitest'
import { createSchemaFaults } from './schema-faults.ts'

const at = (value: Record<string, unknown>) => [{ path: [], value }]

describe('what is wrong with a schema', () => {
  it('is what its dialect refuses', () => {
    expect(createSchemaFaults('3.1')(at({ type: 'text' }))).not.toEqual([])
    expect(createSchemaFaults('3.0')(at({ type: 'text' }))).not.toEqual([])
    expect(createSchemaFaults('3.1')(at({ type: 'string', minLength: 1 }))).toEqual([])
    expect(createSchemaFaults('3.0')(at({ type: 'string', minLength: 1, nullable: true }))).toEqual([])
  })

  it.each(['3.0', '3.1'] as const)('is a pattern that is none, at its place in %s', (dialect) => {
    const schema = { properties: { a: { pattern: '[' }, b: { pattern: '^ok$' } } }
    expect(createSchemaFaults(dialect)(at(schema)).map(({ path }) => path.join('.'))).toEqual(['properties.a.pattern'])
  })

  it('is a pattern of names that is none', () => {
    const schema = { patternProperties: { '(': {}, ok: {} } }
    expect(createSchemaFaults('3.1')(at(schema)).map(({ path }) => path.join('.'))).toEqual(['patternProperties.('])
  })

  it('is found once in a schema that contains itself', () => {
    const tree: Record<string, unknown> = { type: 'text' }
    tree['items'] = tree
    expect(createSchemaFaults('3.1')(at(tree)).map(({ path }) => path.join('.'))).toEqual(['type'])
  })

  it('is told with its schema, and its place within', () => {
    const wrong = { type: 'text' }
    expect(createSchemaFaults('3.1')([{ path: ['at'], value: { items: wrong } }])).toMatchObject([
      { path: ['at', 'items', 'type'], within: ['type'], schema: wrong, keyword: 'enum' },
    ])
  })

  it('is found in each schema, also where others look like it but for their prose', () => {
    const texts = [{ description: 'a' }, { description: 5 }, { description: 'b', type: 'text' }, { type: 'text' }]
    const found = createSchemaFaults('3.1')(texts.map((value, index) => ({ path: [String(index)], value })))
    expect(found.map(({ path }) => path.join('.'))).toEqual(['1.description', '2.type', '3.type'])
    // A member of this name is no prose.
    const members = { properties: { description: { type: 'text' } } }
    expect(createSchemaFaults('3.1')(at(members)).map(({ path }) => path.join('.'))).toEqual([
      'properties.description.type',
    ])
  })

  it('is none beside a $ref that leads nowhere', () => {
    expect(createSchemaFaults('3.1')(at({ $ref: '#/nowhere', type: 'text' }))).toEqual([])
    expect(createSchemaFaults('3.1')(at({ $ref: 5, type: 'text' }))).not.toEqual([])
  })

  it.each([
    [{ items: true }, 'items'],
    [{ type: ['string', 'null'] }, 'type'],
    [{ exclusiveMinimum: 1 }, 'exclusiveMinimum'],
  ])('in 3.0, and not later, is %j', (schema, path) => {
    expect(createSchemaFaults('3.0')(at(schema)).map((fault) => fault.path.join('.'))).toEqual([path])
    expect(createSchemaFaults('3.1')(at(schema))).toEqual([])
  })

  it('since 3.1 is a bound that is true', () => {
    const schema = { minimum: 1, exclusiveMinimum: true }
    expect(createSchemaFaults('3.1')(at(schema)).map(({ path }) => path.join('.'))).toEqual(['exclusiveMinimum'])
    expect(createSchemaFaults('3.0')(at(schema))).toEqual([])
  })
})

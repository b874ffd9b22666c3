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
})

import { describe, expect, it } from 'vitest'
import { createSchemaFaults } from './schema-faults.ts'

describe('what is wrong with a schema', () => {
  it('is what JSON Schema refuses in 3.1; in 3.0 its patterns alone', () => {
    expect(createSchemaFaults('3.1')({ type: 'text' })).not.toEqual([])
    expect(createSchemaFaults('3.0')({ type: 'text' })).toEqual([])
    expect(createSchemaFaults('3.1')({ type: 'string', minLength: 1 })).toEqual([])
  })

  it.each(['3.0', '3.1'] as const)(
    'is a pattern that is none, of a text or of names, at its place in %s',
    (dialect) => {
      const schema = {
        properties: { a: { pattern: '[' }, b: { pattern: '^ok$' } },
        patternProperties: { '(': {}, ok: {} },
      }
      expect(createSchemaFaults(dialect)(schema).map(({ path }) => path.join('.'))).toEqual([
        'patternProperties.(',
        'properties.a.pattern',
      ])
    },
  )
})

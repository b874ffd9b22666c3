import type { Part } from '../../read/openapi.ts'
import { createAjv, METASCHEMA } from './ajv.ts'
import type { Dialect } from './dialect.ts'
import { isRegExp } from '../../read/formats.ts'
import { leavesOf, type Leaf } from './leaves.ts'
import { withSubschemas } from '../../read/subschemas.ts'

/** Faults of a schema itself, regardless of values. */
export type SchemaFaults = (schema: Record<string, unknown>) => readonly Leaf[]

/** Finds violations of JSON Schema 2020-12. For a 3.0 schema, only its patterns: the structure check covers the rest. */
export function createSchemaFaults(dialect: Dialect): SchemaFaults {
  const ajv = createAjv()
  return (schema) => {
    const isShaped = dialect === '3.0' || ajv.validate(METASCHEMA, schema)
    return isShaped ? patternFaults(schema) : leavesOf(ajv.errors ?? [])
  }
}

// Ajv knows the format of patterns, but never checks it in schemas; compiling would throw at the first invalid one.
const patternFaults = (schema: Record<string, unknown>): Leaf[] =>
  withSubschemas({ path: [], value: schema })
    .flatMap(patternsOf)
    .filter(({ pattern }) => !isRegExp(pattern))
    .map(({ path }) => ({ path, keyword: 'format', params: { format: 'regex' }, text: 'must be a regex' }))

const patternsOf = ({ path, value }: Part): { path: readonly string[]; pattern: string }[] => {
  const { pattern, patternProperties } = value
  const keys = typeof patternProperties === 'object' && patternProperties !== null ? Object.keys(patternProperties) : []
  return [
    ...(typeof pattern === 'string' ? [{ path: [...path, 'pattern'], pattern }] : []),
    ...keys.map((key) => ({ path: [...path, 'patternProperties', key], pattern: key })),
  ]
}

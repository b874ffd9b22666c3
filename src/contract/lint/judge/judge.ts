import type { ErrorObject } from 'ajv'
import { createAjv } from './ajv.ts'
import type { Dialect } from './dialect.ts'
import { toJsonSchema } from './json-schema.ts'
import { leavesOf, type Leaf } from './leaves.ts'
import { createSchemaFaults } from './schema-faults.ts'
import { isContainer } from '../../../json.ts'

/** Errors of a value against a schema; empty if the schema itself is invalid, which other checks report. */
export type Judge = (schema: unknown, value: unknown) => readonly Leaf[]

/** A judge for schemas of a dialect. Compiles each schema object only once. */
export function createJudge(dialect: Dialect): Judge {
  const ajv = createAjv()
  const faultsOf = createSchemaFaults('3.1')
  const compiled = new Map<unknown, (value: unknown) => readonly Leaf[]>()
  const compile = (schema: unknown): ((value: unknown) => readonly Leaf[]) => {
    const translated = toJsonSchema(schema, dialect)
    if (!isContainer(translated) || faultsOf(translated).length > 0) return () => []
    try {
      const validate = ajv.compile(translated)
      return (value) => (validate(value) ? [] : leavesOf(validate.errors ?? NO_ERRORS))
    } catch (error) {
      const text = `cannot be checked, since its schema is unusable: ${error instanceof Error ? error.message : String(error)}`
      return () => [{ path: [], keyword: '', params: {}, text }]
    }
  }
  return (schema, value) => {
    const judge = compiled.get(schema) ?? compile(schema)
    compiled.set(schema, judge)
    return judge(value)
  }
}

const NO_ERRORS: readonly ErrorObject[] = []

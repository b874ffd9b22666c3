import type { FuncKeywordDefinition, SchemaValidateFunction, ValidateFunction } from 'ajv'

/** Schemas that others call by a keyword, each compiled when a value first reaches it. */
export interface SchemaCalls {
  /** For every Ajv that compiles a schema with calls. */
  readonly keyword: FuncKeywordDefinition
  /** A schema that calls this one. */
  readonly toCall: (schema: Record<string, unknown>) => object
}

const CALL = 'x-greenroom-call'

/** No calls yet. */
export function createSchemaCalls(compiledOf: (schema: Record<string, unknown>) => ValidateFunction): SchemaCalls {
  const called: Record<string, unknown>[] = []
  const numbers = new Map<object, number>()
  const validate: SchemaValidateFunction = (index: number, value: unknown, _parent, at) => {
    const schema = called[index]
    if (!schema) return true
    const own = compiledOf(schema)
    const isValid = own(value)
    const base = at?.instancePath ?? ''
    validate.errors = (own.errors ?? []).map((error) => ({ ...error, instancePath: base + error.instancePath }))
    return isValid
  }
  return {
    keyword: { keyword: CALL, schemaType: 'number', errors: 'full', validate },
    toCall(schema) {
      const number = numbers.get(schema) ?? called.push(schema) - 1
      numbers.set(schema, number)
      return { [CALL]: number }
    },
  }
}

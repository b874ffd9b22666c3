import type { Dialect } from './dialect.ts'
import { withNullTypes } from '../../read/nullable.ts'
import { mapSchema } from '../../read/subschemas.ts'

/** Converts a schema of either dialect to JSON Schema 2020-12 that accepts the same values. */
export const toJsonSchema = (schema: unknown, dialect: Dialect): unknown =>
  withNullTypes(dialect === '3.0' ? mapSchema(schema, toNumericBounds) : schema)

/** In 3.0, `exclusiveMinimum: true` modifies `minimum`; in JSON Schema, it is the bound itself. */
const toNumericBounds = (schema: Record<string, unknown>): object =>
  toNumericBound(toNumericBound(schema, 'minimum', 'exclusiveMinimum'), 'maximum', 'exclusiveMaximum')

function toNumericBound(schema: Record<string, unknown>, bound: string, exclusive: string): Record<string, unknown> {
  if (typeof schema[exclusive] !== 'boolean') return schema
  const { [bound]: limit, [exclusive]: isExclusive, ...rest } = schema
  if (limit === undefined) return rest
  return { ...rest, [isExclusive === true ? exclusive : bound]: limit }
}

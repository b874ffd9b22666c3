import { isContainer } from '../../../json.ts'
import { toNullType } from '../../read/nullable.ts'
import { mapSchema } from '../../read/subschemas.ts'
import type { Dialect } from './dialect.ts'

/** Converts a schema of either dialect to JSON Schema 2020-12 that accepts the same values. It must not contain itself. */
export const toJsonSchema = (schema: unknown, dialect: Dialect): unknown =>
  mapSchema(schema, (each) => toJsonSchemaWords(each, dialect))

/** The same for a single schema, without those inside it. */
export const toJsonSchemaWords = (schema: Record<string, unknown>, dialect: Dialect): Record<string, unknown> => {
  const converted = toNullType(dialect === '3.0' ? toNumericBounds(schema) : schema)
  return isContainer(converted) ? converted : {}
}

/** In 3.0, `exclusiveMinimum: true` modifies `minimum`; in JSON Schema, it is the bound itself. */
const toNumericBounds = (schema: Record<string, unknown>): Record<string, unknown> =>
  toNumericBound(toNumericBound(schema, 'minimum', 'exclusiveMinimum'), 'maximum', 'exclusiveMaximum')

function toNumericBound(schema: Record<string, unknown>, bound: string, exclusive: string): Record<string, unknown> {
  if (typeof schema[exclusive] !== 'boolean') return schema
  const { [bound]: limit, [exclusive]: isExclusive, ...rest } = schema
  if (limit === undefined) return rest
  return { ...rest, [isExclusive === true ? exclusive : bound]: limit }
}

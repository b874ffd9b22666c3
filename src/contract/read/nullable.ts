import { mapSchema } from './subschemas.ts'

/**
 * `nullable: true` beside a `type` as plain JSON Schema: the type with null added. Without a type it means nothing and goes
 * (OpenAPI 3.0.3 says so; Ajv refuses it).
 */
export const withNullTypes = (schema: unknown): unknown => mapSchema(schema, toNullType)

/** One schema, whatever is inside it. */
export function toNullType({ nullable, ...schema }: Record<string, unknown>): object {
  const { type } = schema
  if (nullable !== true || type === undefined) return schema
  const types: unknown[] = Array.isArray(type) ? type : [type]
  const entries = Object.entries(schema).map(([word, value]) => [
    word,
    word === 'type' ? [...new Set([...types, 'null'])] : value,
  ])
  return Object.fromEntries(entries)
}

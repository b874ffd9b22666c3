import { mapSchema } from './subschemas.ts'

/**
 * Converts `nullable: true` beside a `type` to plain JSON Schema: the type with null added. Without a type it means nothing and
 * is removed (as OpenAPI 3.0.3 says; Ajv rejects it).
 */
export const withNullTypes = (schema: unknown): unknown => mapSchema(schema, toNullType)

/** One schema, without those inside it. */
export function toNullType({ nullable, ...schema }: Record<string, unknown>): object {
  const { type } = schema
  if (nullable !== true) return schema
  const types: unknown[] = Array.isArray(type) ? type : [type]
  const entries = Object.entries(schema).map(([word, value]) => [
    word,
    word === 'type' ? [...new Set([...types, 'null'])] : value,
  ])
  return Object.fromEntries(entries)
}

import { member, members, type Part } from './openapi.ts'

const ONE = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames', 'contentSchema']
const ONE_BANNED = ['unevaluatedProperties', 'unevaluatedItems']
const MANY = ['properties', 'patternProperties', '$defs', 'definitions', 'allOf', 'anyOf', 'oneOf']
const MANY_BANNED = ['dependentSchemas', 'prefixItems']

/** A schema and all schemas inside it. Ignores examples, defaults and constants, in which the same keywords are data. */
export const withSubschemas = (schema: Part): Part[] => [
  schema,
  ...[...ONE, ...ONE_BANNED]
    .filter((word) => typeof schema.value[word] === 'object' && schema.value[word] !== null)
    .flatMap((word) => withSubschemas(member(schema, word))),
  ...[...MANY, ...MANY_BANNED].flatMap((word) =>
    members(member(schema, word)).flatMap(([, subschema]) => withSubschemas(subschema)),
  ),
]

/** Copies a schema, applying `change` to each schema in it, inner ones first. */
export function mapSchema(schema: unknown, change: (schema: Record<string, unknown>) => object): unknown {
  const map = (value: unknown): unknown => mapSchema(value, change)
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema
  const entries = Object.entries(schema).map(([word, value]) => [word, mapWord(word, value, map)] as const)
  return change(Object.fromEntries(entries))
}

function mapWord(word: string, value: unknown, map: (value: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ([...ONE, ...ONE_BANNED].includes(word)) return map(value)
  if (![...MANY, ...MANY_BANNED].includes(word)) return value
  if (Array.isArray(value)) return value.map(map)
  return Object.fromEntries(Object.entries(value).map(([name, subschema]) => [name, map(subschema)]))
}

import { isContainer } from '../../json.ts'
import { member, type Part } from './openapi.ts'

const ONE = new Set([
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'contentSchema',
  'unevaluatedProperties',
  'unevaluatedItems',
])
const MANY = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'allOf',
  'anyOf',
  'oneOf',
  'dependentSchemas',
  'prefixItems',
])

/** A schema and all schemas inside it; see `withAllSubschemas`. */
export const withSubschemas = (schema: Part): Part[] => withAllSubschemas([schema])

/**
 * These schemas and all schemas inside them, each once, by its shortest path, even if it contains itself. Ignores examples, defaults
 * and constants, in which the same keywords are data.
 */
export function withAllSubschemas(schemas: readonly Part[]): Part[] {
  const seen = new Set<unknown>()
  const found: Part[] = []
  // By breadth: by depth, the paths through a circle of thousands would take gigabytes.
  for (let level = [...schemas]; level.length > 0; level = level.flatMap(directSubschemas)) {
    level = level.filter(({ value }) => {
      const isNew = !seen.has(value)
      seen.add(value)
      return isNew
    })
    for (const schema of level) found.push(schema)
  }
  return found
}

const directSubschemas = (schema: Part): Part[] =>
  Object.entries(schema.value).flatMap(([word, value]) => {
    if (!isContainer(value)) return []
    if (ONE.has(word)) return [member(schema, word)]
    if (!MANY.has(word)) return []
    const many = member(schema, word)
    return Object.keys(value).flatMap((name) => (isContainer(value[name]) ? [member(many, name)] : []))
  })

/** Copies a schema, applying `change` to each schema in it, inner ones first. It must not contain itself. */
export function mapSchema(schema: unknown, change: (schema: Record<string, unknown>) => object): unknown {
  if (!isContainer(schema) || Array.isArray(schema)) return schema
  return change(mapSubschemas(schema, (inner) => mapSchema(inner, change)))
}

/** Copies a schema with each schema directly in it replaced. `replace` also gets what is no schema, but written in its place. */
export const mapSubschemas = (
  schema: Readonly<Record<string, unknown>>,
  replace: (schema: unknown, word: string) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(schema).map(([word, value]) => [word, mapWord(word, value, replace)]))

function mapWord(word: string, value: unknown, replace: (schema: unknown, word: string) => unknown): unknown {
  if (!isContainer(value)) return value
  if (ONE.has(word)) return replace(value, word)
  if (!MANY.has(word)) return value
  if (Array.isArray(value)) return value.map((item: unknown) => replace(item, word))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner, word)]))
}

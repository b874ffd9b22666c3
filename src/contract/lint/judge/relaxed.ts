import { isObject } from '../../../json.ts'
import type { Direction } from './direction.ts'

/** How deep compositions are followed for the members that they declare. */
const MAX_DEPTH = 8

const PARTS = ['allOf', 'anyOf', 'oneOf']

/** The names of the members that a schema, or a part of its composition, declares as absent in a direction. */
export function absentMembers(schema: unknown, direction: Direction | null, depth = 0): string[] {
  if (!isObject(schema) || depth > MAX_DEPTH) return []
  const { properties } = schema
  const own = Object.entries(isObject(properties) ? properties : {})
    .filter(([, each]) => isObject(each) && isAbsent(each, direction))
    .map(([name]) => name)
  const parts = PARTS.flatMap((word) => (Array.isArray(schema[word]) ? schema[word] : []))
  return [...own, ...parts.flatMap((part) => absentMembers(part, direction, depth + 1))]
}

/** Without a direction, an example may be of either. */
const isAbsent = (schema: Record<string, unknown>, direction: Direction | null): boolean =>
  (schema['readOnly'] === true && direction !== 'response') || (schema['writeOnly'] === true && direction !== 'request')

/** The schema with members that are absent not required. */
export function withoutRequired(schema: Record<string, unknown>, absent: ReadonlySet<string>): Record<string, unknown> {
  const { required } = schema
  if (!Array.isArray(required) || absent.size === 0) return schema
  return { ...schema, required: required.filter((name) => !absent.has(String(name))) }
}

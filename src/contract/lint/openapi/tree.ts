import { isContainer } from '../../../json.ts'

/** Placeholder for a value within itself: valid wherever OpenAPI allows a reference. */
const BACK = { $ref: '#' }

/** Values in a tree: more than any document of the size that is read contains, if its references expand to few. */
const MAX_VALUES = 2_000_000

/**
 * Copies a document, whose values may contain themselves, to a tree: without schemas, which are checked one by one, and with a
 * `$ref` for anything within itself. `isWhole` is false if it has `most` values or more, and also has a `$ref` for each of the rest.
 */
export function toTree(
  root: unknown,
  schemas: ReadonlySet<unknown>,
  most: number = MAX_VALUES,
): { tree: unknown; isWhole: boolean } {
  const around = new Set<unknown>()
  let left = most
  const copy = (value: unknown): unknown => {
    if (!isContainer(value)) return value
    if (schemas.has(value) && !Array.isArray(value)) return {}
    if (around.has(value) || left <= 0) return BACK
    left -= 1
    around.add(value)
    const tree = Array.isArray(value)
      ? value.map(copy)
      : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copy(item)]))
    around.delete(value)
    return tree
  }
  const tree = copy(root)
  return { tree, isWhole: left > 0 }
}

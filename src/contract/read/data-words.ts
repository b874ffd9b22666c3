/** The keys on the way to a value, the innermost first; null at the top. */
export type Trail = { readonly key: string; readonly above: Trail } | null

/** The keys of a trail, the outermost first. */
export const toKeys = (trail: Trail): string[] => {
  const keys: string[] = []
  for (let at = trail; at !== null; at = at.above) keys.push(at.key)
  return keys.toReversed()
}

/** Members whose keys are names chosen by the author, not keywords. */
const OF_NAMES = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  '$defs',
  'definitions',
  'schemas',
  'responses',
  'parameters',
  'headers',
  'requestBodies',
  'pathItems',
  'callbacks',
  'paths',
  'webhooks',
  'content',
])

/** Whether the keys of this member are names, so that `example` among them is no keyword. */
export const holdsNames = (word: string): boolean => OF_NAMES.has(word)

const DATA = new Set(['example', 'default', 'enum', 'const'])

/** Whether a value is data, in which a `$ref` is no reference: an example, or what a schema compares values with. */
export function isData(value: unknown, trail: Trail): boolean {
  if (trail === null || (trail.above !== null && holdsNames(trail.above.key))) return false
  if (DATA.has(trail.key) || (trail.key === 'examples' && Array.isArray(value))) return true
  const named = trail.above?.above
  return trail.key === 'value' && (named?.key === 'examples' || named?.key === 'x-examples')
}

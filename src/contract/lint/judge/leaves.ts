import type { ErrorObject } from 'ajv'
import { pointerParts } from '../../model/pointer.ts'
import { settleBranches } from './branches.ts'

/** One schema error: the place, the keyword that failed, and its parameters. */
export interface Leaf {
  readonly path: readonly string[]
  readonly keyword: string
  /** For `not`, the schema under it, if the validator is verbose. */
  readonly params: Readonly<Record<string, unknown>>
  /** In the validator's words. */
  readonly text: string
}

/**
 * Reduces what Ajv reports with `allErrors` to what a person would fix: of alternatives only the intended one, each place once,
 * no consequences of other errors.
 */
export function leavesOf(errors: readonly ErrorObject[]): Leaf[] {
  const settled = errors.reduce<readonly ErrorObject[]>(settle, [])
  const real = settled.filter((error) => !followsFromOthers(error, settled))
  const places = new Map<string, Leaf>()
  for (const leaf of real.map(toLeaf)) {
    const key = JSON.stringify([leaf.path, leaf.params['missingProperty']])
    if (!places.has(key)) places.set(key, leaf)
  }
  return [...places.values()]
}

/** Keywords whose own error says all that those of the schema under them do. */
const WRAPPERS = new Set(['contains', 'propertyNames'])

// Ajv reports errors inside a wrapper before the wrapper itself.
function settle(before: readonly ErrorObject[], error: ErrorObject): readonly ErrorObject[] {
  const under = before.filter(({ instancePath }) => isAtOrUnder(instancePath, error.instancePath))
  if (error.keyword === 'if') return under.length > 0 ? before : [...before, error]
  // Any items may match, so none of those that don't is wrong by itself; and a wrong name is told by itself, not as a wrong object.
  if (WRAPPERS.has(error.keyword)) return [...before.filter((other) => !isWithin(other, error)), error]
  const hasFailingBranches =
    error.keyword === 'anyOf' || (error.keyword === 'oneOf' && error.params['passingSchemas'] === null)
  if (!hasFailingBranches || under.length === 0) return [...before, error]
  return [...before.filter((other) => !under.includes(other)), ...settleBranches(error, under)]
}

/** Whether an error is of a schema that is written under the keyword of another. */
const isWithin = ({ schemaPath }: ErrorObject, wrapper: ErrorObject): boolean =>
  schemaPath.startsWith(`${wrapper.schemaPath}/`)

/** If a part fails, Ajv no longer knows which properties that part would have allowed. */
const followsFromOthers = (error: ErrorObject, all: readonly ErrorObject[]): boolean =>
  error.keyword === 'unevaluatedProperties' &&
  all.some(({ instancePath, keyword }) => instancePath === error.instancePath && keyword !== error.keyword)

const isAtOrUnder = (path: string, parent: string): boolean => path === parent || path.startsWith(`${parent}/`)

const toLeaf = ({ instancePath, keyword, params, message, schema }: ErrorObject): Leaf => ({
  path: [...pointerParts(instancePath), ...unwanted(params)],
  keyword,
  params: keyword === 'not' ? { schema } : params,
  text: message ?? keyword,
})

/** An unexpected property is reported on its own line, not its object's. */
const unwanted = (params: Record<string, unknown>): string[] =>
  [params['additionalProperty'], params['unevaluatedProperty'], params['propertyName']].filter(
    (name): name is string => typeof name === 'string',
  )

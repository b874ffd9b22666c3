import type { ErrorObject } from 'ajv'
import { pointerParts } from '../../model/pointer.ts'
import { settleBranches } from './branches.ts'

/** One thing that a schema refuses: where, by which word, and what the word wants. */
export interface Leaf {
  readonly path: readonly string[]
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  /** In the validator's words. */
  readonly text: string
}

/**
 * Boils what Ajv reports with `allErrors` down to what a person would mend: of alternatives only the one that was meant,
 * each place once, nothing that merely follows from something else.
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

// Ajv reports what a wrapper holds before the wrapper itself.
function settle(before: readonly ErrorObject[], error: ErrorObject): readonly ErrorObject[] {
  const under = before.filter(({ instancePath }) => isAtOrUnder(instancePath, error.instancePath))
  if (error.keyword === 'if') return under.length > 0 ? before : [...before, error]
  const hasFailingBranches =
    error.keyword === 'anyOf' || (error.keyword === 'oneOf' && error.params['passingSchemas'] === null)
  if (!hasFailingBranches || under.length === 0) return [...before, error]
  return [...before.filter((other) => !under.includes(other)), ...settleBranches(error, under)]
}

/** Where a part fails, Ajv no longer knows which properties that part would have allowed. */
const followsFromOthers = (error: ErrorObject, all: readonly ErrorObject[]): boolean =>
  error.keyword === 'unevaluatedProperties' &&
  all.some(({ instancePath, keyword }) => instancePath === error.instancePath && keyword !== error.keyword)

const isAtOrUnder = (path: string, parent: string): boolean => path === parent || path.startsWith(`${parent}/`)

const toLeaf = ({ instancePath, keyword, params, message }: ErrorObject): Leaf => ({
  path: [...pointerParts(instancePath), ...unwanted(params)],
  keyword,
  params,
  text: message ?? keyword,
})

/** A property too many stands on its own line, not on its object's. */
const unwanted = (params: Record<string, unknown>): string[] =>
  [params['additionalProperty'], params['unevaluatedProperty'], params['propertyName']].filter(
    (name): name is string => typeof name === 'string',
  )

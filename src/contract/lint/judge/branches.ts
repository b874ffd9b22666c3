import { grouped } from '../../../grouped.ts'
import type { ErrorObject } from 'ajv'

/**
 * Reduces the errors of a `oneOf` or `anyOf` to those of the intended branch. A branch was not intended if the value is of
 * another kind, by its type or a constant (`in: query`); of the rest, the branch with the fewest errors counts. Errors of
 * several branches at one place are merged into one, with alternatives.
 */
export function settleBranches(wrapper: ErrorObject, under: readonly ErrorObject[]): ErrorObject[] {
  const inline = under.filter(({ schemaPath }) => schemaPath.startsWith(`${wrapper.schemaPath}/`))
  const mine = inline.length > 0 ? inline : under.filter((error) => distance(error, wrapper) <= 1)
  const branches = grouped(mine, (error) => branchOf(error, wrapper))
  const meant = [...branches.values()].filter((errors) => !errors.some((error) => tellsKind(error, wrapper)))
  const kept = meant.length > 0 ? shortest(meant) : mine.filter((error) => tellsKind(error, wrapper))
  const others = under.filter((error) => !mine.includes(error))
  return [...others, ...merged(kept)]
}

/** The branch's number, if it is written inside the wrapper; else the definition it refers to. */
const branchOf = ({ schemaPath }: ErrorObject, wrapper: ErrorObject): string =>
  schemaPath.startsWith(`${wrapper.schemaPath}/`)
    ? (schemaPath.slice(wrapper.schemaPath.length + 1).split('/')[0] ?? '')
    : (/^#\/(?:definitions|\$defs)\/[^/]+/.exec(schemaPath)?.[0] ?? '')

/** Whether an error says that the value is of another kind than its branch. */
function tellsKind(error: ErrorObject, wrapper: ErrorObject): boolean {
  const isConstant = error.keyword === 'enum' || error.keyword === 'const'
  const depth = distance(error, wrapper)
  return (depth === 0 && (isConstant || error.keyword === 'type')) || (depth === 1 && isConstant)
}

const distance = (error: ErrorObject, wrapper: ErrorObject): number =>
  error.instancePath.split('/').length - wrapper.instancePath.split('/').length

const shortest = (branches: readonly (readonly ErrorObject[])[]): ErrorObject[] => {
  const least = Math.min(...branches.map(({ length }) => length))
  return branches.filter(({ length }) => length === least).flat()
}

const merged = (errors: readonly ErrorObject[]): ErrorObject[] =>
  [...grouped(errors, ({ instancePath, keyword }) => `${keyword} ${instancePath}`).values()].map((same) =>
    same.reduce(withAlternative),
  )

/** Merges two errors of one keyword at one place: their parameters become lists of alternatives. */
const withAlternative = (a: ErrorObject, b: ErrorObject): ErrorObject => ({
  ...a,
  params: Object.fromEntries(
    Object.entries(a.params).map(([name, value]: [string, unknown]) => [name, alternatives(value, b.params[name])]),
  ),
})

const alternatives = (a: unknown, b: unknown): unknown => {
  const all = [...new Set([a, b].flat())]
  return all.length === 1 && !Array.isArray(a) ? a : all
}

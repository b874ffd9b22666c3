import { firstSpending, type Face, type Outcome } from '../../contract/model/face.ts'
import { sameJson } from '../../json.ts'
import type { Change } from './change.ts'
import type { DescribedContract, DescribedOperation, DescribedParameter } from './described.ts'
import { movedIn } from './moved.ts'

/** What changes for a client from one contract to another: operation by operation, then for the whole API. */
export const changesBetween = (from: DescribedContract, to: DescribedContract): Change[] => [
  ...pairs(from.operations, to.operations, ({ face }) => face.operation).flatMap(([a, b]) => operationChanges(a, b)),
  ...differing('elsewhere', null, null, from.words.elsewhere, to.words.elsewhere),
  ...pairs(Object.entries(from.words.settings), Object.entries(to.words.settings), ([name]) => name).flatMap(([a, b]) =>
    differing('settings', null, (a ?? b)?.[0] ?? null, a?.[1] ?? null, b?.[1] ?? null),
  ),
]

type Pair<Item> = readonly [from: Item | undefined, to: Item | undefined]

/** Items of both lists by name, in the order of the first, then those that only the second has. */
function pairs<Item>(from: readonly Item[], to: readonly Item[], nameOf: (item: Item) => string): Pair<Item>[] {
  const [before, after] = [from, to].map((all) => new Map(all.map((item) => [nameOf(item), item] as const)))
  const names = new Set([...from, ...to].map(nameOf))
  return [...names].map((name) => [before?.get(name), after?.get(name)] as const)
}

const differing = (
  kind: Change['kind'],
  operation: string | null,
  name: string | null,
  from: unknown,
  to: unknown,
): Change[] => (sameJson(from, to) ? [] : [{ kind, operation, name, from, to }])

function operationChanges(from: DescribedOperation | undefined, to: DescribedOperation | undefined): Change[] {
  const operation = (from ?? to)?.face.operation ?? null
  const is = (kind: Change['kind'], name: string | null, a: unknown, b: unknown): Change[] =>
    differing(kind, operation, name, a, b)
  if (!from || !to)
    return is('operation', operation, from ? addressOf(from.face) : null, to ? addressOf(to.face) : null)
  const [before, after] = [from.face, to.face]
  const names = [before, after].map(({ outcomes }) => outcomes.map(({ name }) => name))
  return [
    ...is('address', null, addressOf(before), addressOf(after)),
    ...pairs(before.outcomes, after.outcomes, ({ name }) => name).flatMap(([a, b]) => outcomeChanges(operation, a, b)),
    ...movedIn(names[0] ?? [], names[1] ?? []).flatMap(({ name, before: passed }) => is('order', name, null, passed)),
    ...(before.rateLimit?.outcome == null || after.rateLimit?.outcome == null ? [] : counted(before, after)),
    ...pairs(from.parameters, to.parameters, ({ name }) => name).flatMap(([a, b]) =>
      is('parameter', (a ?? b)?.name ?? null, shownParameter(a), shownParameter(b)),
    ),
    ...is('parameter', null, from.allowsMore, to.allowsMore),
    ...parameterOrder(operation, from.parameters, to.parameters),
    ...is('request-body', null, from.body, to.body),
    ...is('coercion', 'query', from.coercion.query, to.coercion.query),
    ...is('coercion', 'body', from.coercion.body, to.coercion.body),
    ...is('limits', 'calls', before.rateLimit, after.rateLimit),
    ...is('limits', 'bytes', before.maxBytes, after.maxBytes),
    ...is('limits', 'items', before.maxItems ?? null, after.maxItems ?? null),
    ...is('credentials', null, before.takesWrongAsNone ?? false, after.takesWrongAsNone ?? false),
  ]
}

/** Outcomes of both that count against the limit in only one of them. */
const counted = (from: Face, to: Face): Change[] =>
  from.outcomes.flatMap(({ name }, index) => {
    const at = to.outcomes.findIndex((outcome) => outcome.name === name)
    const [before, after] = [index >= firstSpending(from), at >= firstSpending(to)]
    return at < 0 ? [] : differing('counting', from.operation, name, before, after)
  })

const addressOf = ({ method, path }: Face): string => `${method} ${path}`

const shownParameter = (parameter: DescribedParameter | undefined): unknown =>
  parameter ? { required: parameter.isRequired, schema: parameter.schema } : null

/** Of two faulty parameters, the first is reported. */
function parameterOrder(
  operation: string | null,
  from: readonly DescribedParameter[],
  to: readonly DescribedParameter[],
): Change[] {
  const [before, after] = [from, to].map((all) => all.map(({ name }) => name))
  return movedIn(before ?? [], after ?? []).length === 0
    ? []
    : [{ kind: 'parameter-order', operation, name: null, from: before, to: after }]
}

function outcomeChanges(operation: string | null, from: Outcome | undefined, to: Outcome | undefined): Change[] {
  const name = (from ?? to)?.name ?? null
  const is = (kind: Change['kind'], a: unknown, b: unknown): Change[] => differing(kind, operation, name, a, b)
  if (!from || !to) return is('outcome', shownOutcome(from), shownOutcome(to))
  return [
    ...is('status', from.status, to.status),
    ...is('body', bodyOf(from), bodyOf(to)),
    ...is('headers', from.headers ?? {}, to.headers ?? {}),
  ]
}

const bodyOf = ({ mediaType, example, varies }: Outcome): unknown => ({
  mediaType,
  example: JSON.parse(example),
  varies,
})

const shownOutcome = (outcome: Outcome | undefined): unknown =>
  outcome ? { status: outcome.status, cause: outcome.cause, example: JSON.parse(outcome.example) } : null

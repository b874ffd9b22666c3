import { rootOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { member, members, type Part } from '../read/openapi.ts'
import { carriersOf, schemasOf, type Carrier } from './carriers.ts'
import { dialectOf } from './judge/dialect.ts'
import { reporter, type LintFinding } from './finding.ts'
import type { Direction } from './judge/direction.ts'
import { createJudge } from './judge/judge.ts'
import { createOwnFaults } from './judge/schema-faults.ts'
import { withAllSubschemas } from '../read/subschemas.ts'
import { dotted, inWords } from './wording.ts'

interface Example {
  readonly path: readonly string[]
  readonly value: unknown
  readonly schema: unknown
  readonly direction: Direction | null
}

/** Every example of a body, parameter, header or schema is valid against its schema. */
export function checkExamples(document: Document): LintFinding[] {
  const dialect = dialectOf(document)
  if (dialect === null) return []
  const report = reporter(document, 'examples')
  const shared = new Set(schemasOf(rootOf(document)).map(({ value }) => value))
  const options = { shared, faultsOf: createOwnFaults(dialect) }
  const judges = {
    request: createJudge(dialect, { ...options, direction: 'request' }),
    response: createJudge(dialect, { ...options, direction: 'response' }),
    any: createJudge(dialect, options),
  }
  return examplesOf(rootOf(document)).flatMap(({ path, value, schema, direction }) =>
    judges[direction ?? 'any'](schema, value).map((leaf) =>
      report([...path, ...leaf.path], inWords(leaf, value, dotted(leaf.path) || 'the example')),
    ),
  )
}

const examplesOf = (root: Part): Example[] => [
  ...carriersOf(root).filter(isJudged).flatMap(carried),
  ...withAllSubschemas(schemasOf(root)).flatMap(written),
]

/** XML examples are texts; JSON Schema can't check what they represent. */
const isJudged = ({ mediaType, value }: Carrier): boolean => 'schema' in value && !/\bxml\b/.test(mediaType ?? '')

const carried = (carrier: Carrier): Example[] => {
  const { value, direction } = carrier
  const { schema } = value
  const named = members(member(carrier, 'examples'))
    .filter(([, example]) => 'value' in example.value)
    .map(([, each]) => ({ path: [...each.path, 'value'], value: each.value['value'], schema, direction }))
  return [...single(carrier, schema, direction), ...named]
}

/** A schema's own examples: one under `example` and, in 3.1, a list under `examples`. */
const written = (schema: Part): Example[] => {
  const { examples } = schema.value
  const list: unknown[] = Array.isArray(examples) ? examples : []
  return [
    ...single(schema, schema.value, null),
    ...list.map((value, index) => ({
      path: [...schema.path, 'examples', String(index)],
      value,
      schema: schema.value,
      direction: null,
    })),
  ]
}

const single = ({ path, value }: Part, schema: unknown, direction: Direction | null): Example[] =>
  'example' in value ? [{ path: [...path, 'example'], value: value['example'], schema, direction }] : []

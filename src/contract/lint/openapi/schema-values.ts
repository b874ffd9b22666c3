import { rootOf } from '../../read/faces.ts'
import type { Document } from '../../read/load.ts'
import type { Part } from '../../read/openapi.ts'
import { withAllSubschemas } from '../../read/subschemas.ts'
import { schemasOf } from '../carriers.ts'
import { reporter, type LintFinding } from '../finding.ts'
import { dialectOf, type Dialect } from '../judge/dialect.ts'
import { createJudge } from '../judge/judge.ts'
import { createOwnFaults, type OwnFaults } from '../judge/schema-faults.ts'
import { dotted, inWords, nearName } from '../wording.ts'

interface SchemaValue {
  readonly path: readonly string[]
  readonly value: unknown
  readonly schema: unknown
}

/** The `default` of a schema is valid against it; the values of `enum`, and `const`, are of its type. */
export function checkSchemaValues(document: Document): LintFinding[] {
  const dialect = dialectOf(document)
  if (dialect === null) return []
  const report = reporter(document, 'schema-values')
  const roots = schemasOf(rootOf(document))
  const faultsOf = createOwnFaults(dialect)
  const judge = createJudge(dialect, { faultsOf, shared: new Set(roots.map(({ value }) => value)) })
  return withAllSubschemas(roots)
    .flatMap((schema) => valuesOf(schema, dialect, faultsOf))
    .flatMap(({ path, value, schema }) =>
      judge(schema, value).map((leaf) =>
        report([...path, ...leaf.path], inWords(leaf, value, dotted([nearName(path), ...leaf.path]))),
      ),
    )
}

function valuesOf({ path, value: schema }: Part, dialect: Dialect, faultsOf: OwnFaults): SchemaValue[] {
  const { type, nullable, enum: values } = schema
  const typed = { type, ...(nullable === undefined ? {} : { nullable }) }
  const isTyped = type !== undefined && faultsOf(schema).length === 0
  // Many write `nullable` and forget null among the values, or the reverse; in 3.0, both are common and understood.
  const list: unknown[] = Array.isArray(values) && isTyped ? values : []
  return [
    ...('default' in schema ? [{ path: [...path, 'default'], value: schema['default'], schema }] : []),
    ...list
      .map((value, index) => ({ path: [...path, 'enum', String(index)], value, schema: typed }))
      .filter(({ value }) => dialect !== '3.0' || value !== null),
    ...('const' in schema && isTyped ? [{ path: [...path, 'const'], value: schema['const'], schema: typed }] : []),
  ]
}

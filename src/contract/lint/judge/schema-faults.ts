import type { ErrorObject } from 'ajv'
import type { Ajv2020 } from 'ajv/dist/2020.js'
import Ajv04 from 'ajv-draft-04'
import { isObject } from '../../../json.ts'
import { isRegExp } from '../../read/formats.ts'
import type { Part } from '../../read/openapi.ts'
import { mapSubschemas, withAllSubschemas } from '../../read/subschemas.ts'
import { createAjv, METASCHEMA } from './ajv.ts'
import type { Dialect } from './dialect.ts'
import { leavesOf, type Leaf } from './leaves.ts'
import { madeOnce } from './made-once.ts'
import { SCHEMA_OF_3_0 } from './openapi-schemas.ts'

/** A fault of a schema itself, regardless of values. */
export interface SchemaFault extends Leaf {
  /** The schema that contains it. */
  readonly schema: Record<string, unknown>
  /** The place of the fault from that schema. */
  readonly within: readonly string[]
}

/** Faults of schemas and those inside them, each found once. Their `path` starts where that of the schema does. */
export type SchemaFaults = (schemas: readonly Part[]) => readonly SchemaFault[]

/** Finds violations of the dialect: of JSON Schema 2020-12, or of OpenAPI 3.0's own schemas. */
export function createSchemaFaults(dialect: Dialect): SchemaFaults {
  const faultsOf = createOwnFaults(dialect)
  return (schemas) =>
    withAllSubschemas(schemas).flatMap(({ path, value }) =>
      faultsOf(value).map((leaf) => ({ ...leaf, path: [...path, ...leaf.path], within: leaf.path, schema: value })),
    )
}

/** Faults of a single schema, without those inside it. */
export type OwnFaults = (schema: Record<string, unknown>) => readonly Leaf[]

/** Like `createSchemaFaults`, for a single schema. Remembers what it found, by schema and by text, since most look alike. */
export function createOwnFaults(dialect: Dialect): OwnFaults {
  const errorsOf = dialect === '3.0' ? errorsOf3_0() : errorsOf2020()
  const known = new WeakMap<object, readonly Leaf[]>()
  const byText = new Map<string, readonly Leaf[]>()
  return (schema) => {
    const before = known.get(schema)
    if (before) return before
    // A broken reference, which is reported as such.
    if (typeof schema['$ref'] === 'string') return []
    // Each schema is checked alone, or those that contain themselves would be checked for ever.
    const alone = mapSubschemas(schema, (inner) => (isObject(inner) ? {} : inner))
    const text = JSON.stringify(alone, withoutProse)
    const leaves = byText.get(text) ?? faultsAlone(alone, errorsOf)
    known.set(schema, leaves)
    byText.set(text, leaves)
    return leaves
  }
}

const withoutProse = (word: string, value: unknown): unknown =>
  word === 'description' && typeof value === 'string' ? '' : value

function faultsAlone(schema: Record<string, unknown>, errorsOf: ErrorsOf): readonly Leaf[] {
  const errors = errorsOf(schema)
  return errors.length > 0 ? leavesOf(errors) : patternFaults(schema)
}

type ErrorsOf = (schema: object) => readonly ErrorObject[]

const errorsOf2020 = madeOnce(() => errorsBy(createAjv().getSchema(METASCHEMA)))

const errorsOf3_0 = madeOnce(() =>
  errorsBy(new Ajv04.default({ allErrors: true, strict: false, validateFormats: false }).compile(SCHEMA_OF_3_0)),
)

const errorsBy =
  (validate: ReturnType<Ajv2020['getSchema']>): ErrorsOf =>
  (schema) => {
    void validate?.(schema)
    return validate?.errors ?? []
  }

// Ajv knows the format of patterns, but never checks it in schemas; compiling would throw at the first invalid one.
const patternFaults = (schema: Record<string, unknown>): Leaf[] =>
  patternsOf(schema)
    .filter(({ pattern }) => !isRegExp(pattern))
    .map(({ path }) => ({ path, keyword: 'format', params: { format: 'regex' }, text: 'must be a regex' }))

const patternsOf = ({
  pattern,
  patternProperties,
}: Record<string, unknown>): { path: readonly string[]; pattern: string }[] => [
  ...(typeof pattern === 'string' ? [{ path: ['pattern'], pattern }] : []),
  ...Object.keys(isObject(patternProperties) ? patternProperties : {}).map((key) => ({
    path: ['patternProperties', key],
    pattern: key,
  })),
]

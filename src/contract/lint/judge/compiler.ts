import type { ErrorObject, ValidateFunction } from 'ajv'
import type { Ajv2020, Options } from 'ajv/dist/2020.js'
import { createAjv } from './ajv.ts'
import { createSchemaCalls } from './schema-calls.ts'
import { createWriter, type WriterParts } from './schema-writer.ts'

/** Validates a value: its errors, or none. */
export type Validate = (value: unknown) => readonly ErrorObject[]

/** What a compiler needs to know. */
export interface CompilerOptions extends Pick<WriterParts, 'convert' | 'absentIn' | 'copies'> {
  readonly ajv: Options
}

/** The time that a validator needs to compile a schema grows with those that it has compiled. */
const MAX_COMPILED = 200

/**
 * Compiles schemas that may contain themselves or each other. A schema that several others use is compiled once, when a value first
 * reaches it, so the time is in proportion to what is used; those of `shared` are such schemas.
 */
export function createCompiler(
  { ajv: options, ...how }: CompilerOptions,
  shared: ReadonlySet<unknown>,
): (schema: Record<string, unknown>) => Validate {
  const compiled = new Map<object, ValidateFunction>()
  const byText = new Map<string, ValidateFunction>()
  const { keyword, toCall } = createSchemaCalls(compiledOf)
  const write = createWriter({ ...how, shared, toCall })
  const createOwnAjv = (): Ajv2020 => createAjv({ ...options, validateSchema: false, meta: false }).addKeyword(keyword)
  let ajv = createOwnAjv()

  function compiledOf(schema: Record<string, unknown>): ValidateFunction {
    const known = compiled.get(schema)
    if (known) return known
    const json = write(schema)
    const text = JSON.stringify(json)
    const validate = byText.get(text) ?? ajv.compile(json)
    byText.set(text, validate)
    compiled.set(schema, validate)
    if (byText.size % MAX_COMPILED === 0) ajv = createOwnAjv()
    return validate
  }

  return (schema) => (value) => {
    const validate = compiledOf(schema)
    return validate(value) ? [] : (validate.errors ?? [])
  }
}

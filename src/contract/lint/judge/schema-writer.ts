import { isObject } from '../../../json.ts'
import { mapSubschemas } from '../../read/subschemas.ts'

/**
 * Converts a single schema to JSON Schema. Those inside it are converted already, but in `original`. `absent` are members that are
 * not required here.
 */
export type Convert = (
  schema: Record<string, unknown>,
  original: Record<string, unknown>,
  absent: ReadonlySet<string>,
) => Record<string, unknown>

/** What a writer needs to know. */
export interface WriterParts {
  readonly convert: Convert
  /** The members for `convert`, which a schema passes on to the parts of its composition. */
  readonly absentIn: (schema: Record<string, unknown>) => ReadonlySet<string>
  /** How many schemas are written into one although others use them, too, which makes the errors of alternatives clear. */
  readonly copies: number
  /** Schemas that others use, too. */
  readonly shared: ReadonlySet<unknown>
  /** What stands for a schema that is compiled on its own. */
  readonly toCall: (schema: Record<string, unknown>) => object
}

/** Schemas written into each other, at most so deep, and parts of one composition in all. */
const MAX_DEPTH = 40
const MAX_PARTS = 2000

const PARTS = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'])

/** Where a schema is being written. */
interface Around {
  readonly schemas: readonly object[]
  readonly absent: ReadonlySet<string>
  readonly left: { copies: number; parts: number }
}

/** Writes a schema as JSON Schema, with those inside it, unless they contain it or belong to others: then with calls of them. */
export function createWriter(parts: WriterParts): (schema: Record<string, unknown>) => object {
  const { convert, absentIn, copies, shared, toCall } = parts
  const owners = new Map<object, object>()
  const isOthers = (each: object, schema: object): boolean => {
    const owner = owners.get(each) ?? schema
    owners.set(each, owner)
    return owner !== schema || shared.has(each)
  }

  function written(schema: Record<string, unknown>, { schemas, absent, left }: Around): object {
    const inside = [...schemas, schema]
    const all = new Set([...absent, ...absentIn(schema)])
    // A composition that contains itself says nothing.
    const part = (each: Record<string, unknown>): object =>
      inside.includes(each) || --left.parts < 0 ? {} : written(each, { schemas: inside, absent: all, left })
    const member = (each: Record<string, unknown>): object => {
      if (inside.length > MAX_DEPTH || inside.includes(each)) return toCall(each)
      if (isOthers(each, schema) && --left.copies < 0) return toCall(each)
      return written(each, { schemas: inside, absent: NONE, left })
    }
    const inner = (each: unknown, word: string): unknown =>
      isObject(each) ? (PARTS.has(word) ? part(each) : member(each)) : each
    return convert(mapSubschemas(schema, inner), schema, all)
  }

  return (schema) => written(schema, { schemas: [], absent: NONE, left: { copies, parts: MAX_PARTS } })
}

const NONE: ReadonlySet<string> = new Set()

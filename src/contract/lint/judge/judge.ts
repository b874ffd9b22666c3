import { isObject } from '../../../json.ts'
import { createCompiler } from './compiler.ts'
import type { Convert } from './schema-writer.ts'
import { createDeadline, OVERDUE } from './deadline.ts'
import type { Dialect } from './dialect.ts'
import type { Direction } from './direction.ts'
import { toJsonSchemaWords } from './json-schema.ts'
import { leavesOf, type Leaf } from './leaves.ts'
import { createPatterns } from './patterns.ts'
import { absentMembers, withoutRequired } from './relaxed.ts'
import { createOwnFaults, type OwnFaults } from './schema-faults.ts'

/** Errors of a value against a schema. A schema that is invalid itself accepts all, since other checks report it. */
export type Judge = (schema: unknown, value: unknown) => readonly Leaf[]

/** What a judge may be told. */
export interface JudgeOptions {
  /** Which way its values go; without it, either. */
  readonly direction?: Direction | null
  /** Schemas that others refer to. It works without, but slower. */
  readonly shared?: ReadonlySet<unknown>
  /** Finds faults of schemas; several judges may share one, and what it remembers. */
  readonly faultsOf?: OwnFaults
  /** Time for one value, in milliseconds. */
  readonly patienceMs?: number
}

const PATIENCE_MS = 2000

/** Schemas written into one to explain an error; more would take long to compile. */
const COPIES = 100

/** Keywords that name schemas or places in them. References are resolved already. */
const NAMES = [
  'id',
  '$id',
  '$schema',
  '$vocabulary',
  '$anchor',
  '$dynamicAnchor',
  '$dynamicRef',
  '$recursiveAnchor',
  '$recursiveRef',
  '$defs',
  'definitions',
]

/** A judge for schemas of a dialect, which may contain themselves. A value that takes too long is reported as such. */
export function createJudge(dialect: Dialect, options: JudgeOptions = {}): Judge {
  const { direction = null, shared = NONE, patienceMs = PATIENCE_MS } = options
  const faultsOf = options.faultsOf ?? createOwnFaults(dialect)
  const patterns = createPatterns()
  const code = { regExp: patterns.engine }
  const parts = {
    convert: conversion(dialect, faultsOf),
    absentIn: (schema: Record<string, unknown>) => new Set(absentMembers(schema, direction)),
  }
  const accepting = createCompiler({ ...parts, ajv: { allErrors: false, code }, copies: 0 }, shared)
  const explaining = createCompiler({ ...parts, ajv: { allErrors: true, verbose: true, code }, copies: COPIES }, shared)
  const within = createDeadline(patienceMs)

  const judged = (schema: Record<string, unknown>, value: unknown): readonly Leaf[] =>
    accepting(schema)(value).length === 0 ? [] : leavesOf(explaining(schema)(value))

  return (schema, value) => {
    if (!isObject(schema)) return []
    try {
      const leaves = patterns.quickly(() => judged(schema, value)) ?? within(() => judged(schema, value))
      return leaves === OVERDUE ? [unjudged(`cannot be checked within ${patienceMs / 1000} s: ${SLOW}`)] : leaves
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return [unjudged(`cannot be checked, since its schema is unusable: ${reason}`)]
    }
  }
}

const NONE: ReadonlySet<unknown> = new Set()
const SLOW = 'its schema contains a pattern that takes too long'

/** Schemas with a fault, and broken references, accept all. */
function conversion(dialect: Dialect, faultsOf: OwnFaults): Convert {
  return (schema, original, absent) => {
    if (typeof original['$ref'] === 'string' || faultsOf(original).length > 0) return {}
    const words = withoutRequired(toJsonSchemaWords(schema, dialect), absent)
    return Object.fromEntries(Object.entries(words).filter(([word]) => !NAMES.includes(word)))
  }
}

const unjudged = (text: string): Leaf => ({ path: [], keyword: '', params: {}, text })

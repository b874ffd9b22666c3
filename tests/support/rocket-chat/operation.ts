import { Ajv, type ValidateFunction } from 'ajv'
import type { Reply } from './reply.ts'
import type { Person, State } from './state.ts'

/** One documented endpoint as Rocket.Chat 8.0 to 8.2 registers it. */
export interface Operation {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Permission that the route asks for, after validating. */
  readonly permission: string | null
  /** Whether callers without credentials are let in where the server allows anonymous reading. */
  readonly anonymous: boolean
  readonly limit: { readonly requests: number; readonly windowMs: number }
  /** What is wrong with the query or body, in Ajv's words; query texts are coerced in place. */
  readonly faultOf: (input: unknown) => string | null
  readonly handle: (input: Readonly<Record<string, unknown>>, caller: Person | null, state: State) => Reply
}

/** The server's own default (§1.4). */
export const DEFAULT_LIMIT: Operation['limit'] = { requests: 10, windowMs: 60_000 }

/** Queries are validated with coercion, bodies (up to 8.0) without. */
export function faultFinder(schema: object, coerceTypes: boolean): Operation['faultOf'] {
  const validate: ValidateFunction = new Ajv({ coerceTypes, strict: false }).compile(schema)
  return (input) => (validate(input) ? null : (validate.errors ?? []).map(({ message }) => message).join('\n '))
}

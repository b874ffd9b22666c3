import { Fault } from '../fault.ts'
import { isObject } from '../json.ts'

/** Where the control plane refused a request, as a JSON Pointer, and what it expected there; null for any other error. */
export function refusedAt(error: unknown): { readonly pointer: string; readonly expected: string } | null {
  const problem = error instanceof Fault ? error.cause : null
  if (!isObject(problem)) return null
  const { pointer, expected } = problem
  return typeof pointer === 'string' && typeof expected === 'string' ? { pointer, expected } : null
}

/** A refusal that names the argument in place of its pointer, which `names` gives; any other error as it is. */
export function namingArgument(error: unknown, names: Readonly<Record<string, string>>, command: string): unknown {
  const refused = refusedAt(error)
  const name = refused === null || !Object.hasOwn(names, refused.pointer) ? undefined : names[refused.pointer]
  if (refused === null || name === undefined) return error
  return new Fault(`${name} ${refused.expected}`, `greenroom ${command} --help says what it takes.`, { cause: error })
}

import { Fault } from '../fault.ts'
import type { Input } from './command.ts'

/**
 * Throws a Fault for an argument that would have no effect, since its author expects one. Variables are allowed: they are set for
 * many commands.
 */
export function refuseUnused(input: Input, names: readonly string[], beside: string, fix: string): void {
  const unused = names.find((name) => input.isTyped(name))
  if (unused !== undefined) throw new Fault(`--${unused} has no effect ${beside}`, fix)
}

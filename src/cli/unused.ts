import { Fault } from '../fault.ts'
import type { Input } from './command.ts'

/**
 * Throws a Fault for an argument that would do nothing beside the others: whoever wrote it expects something of it. A variable may
 * be there, since it is set for many commands.
 */
export function refuseUnused(input: Input, names: readonly string[], beside: string, fix: string): void {
  const unused = names.find((name) => input.isTyped(name))
  if (unused !== undefined) throw new Fault(`--${unused} does nothing ${beside}`, fix)
}

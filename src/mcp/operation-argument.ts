import { successes } from '../contract/compiled/successes.ts'
import type { OperationId } from '../contract/compiled/types.ts'
import { textIn } from './tool.ts'

/** The schema of an argument that names an operation. */
export const operationArgument: { readonly type: 'string'; readonly enum: readonly string[] } = {
  type: 'string',
  enum: Object.keys(successes),
}

/** The operation among checked arguments. */
export function operationIn(args: Readonly<Record<string, unknown>>): OperationId | undefined {
  const name = textIn(args, 'operation')
  return name !== undefined && isKnown(name) ? name : undefined
}

const isKnown = (name: string): name is OperationId => Object.hasOwn(successes, name)

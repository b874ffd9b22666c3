import { successes } from '../../contract/compiled/successes.ts'
import type { OperationId } from '../../contract/compiled/types.ts'
import { unknownWord } from '../../contract/model/nearest.ts'

/** The operation of this name, if given. Throws a Fault that lists the operations. */
export function toOperation(name: string | undefined): OperationId | undefined {
  if (name === undefined || isOperation(name)) return name
  throw unknownWord('operation', name, Object.keys(successes))
}

/** Whether there is such an operation. Every one has a smallest success, and that list is short to load. */
export const isOperation = (name: string): name is OperationId => Object.hasOwn(successes, name)

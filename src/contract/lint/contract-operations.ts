import { documentedOperations, type DocumentedOperation } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { texts, type Part, type ResponseExample } from '../read/openapi.ts'

/** An operation with `x-outcomes`, which list its possible answers. */
export interface ContractOperation extends Part {
  /** Its operationId, or its key in an AsyncAPI document; empty if it has none. */
  readonly id: string
  /** The elements of `x-outcomes`. */
  readonly outcomes: readonly string[]
  readonly examples: readonly ResponseExample[]
}

/** The operations of a contract; empty for a document without any `x-outcomes`, which defines no outcomes. */
export function contractOperations(document: Document): ContractOperation[] {
  const operations = documentedOperations(document)
  return operations.some(({ operation }) => 'x-outcomes' in operation.value) ? operations.map(toContractOperation) : []
}

const toContractOperation = ({ id, operation, examples }: DocumentedOperation): ContractOperation => ({
  ...operation,
  id,
  outcomes: texts(operation.value['x-outcomes']),
  examples,
})

/** Location of the nth element of an operation's `x-outcomes`. */
export const outcomePath = (operation: Part, index: number): string[] => [
  ...operation.path,
  'x-outcomes',
  String(index),
]

/** Whether an answer with this status is a success, which runs the operation's act. */
export const isSuccessStatus = (status: string): boolean => status.startsWith('2')

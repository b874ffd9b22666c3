import type { Document } from '../read/load.ts'
import { contractOperations, isSuccessStatus, outcomePath, type ContractOperation } from './contract-operations.ts'
import { reporter, type LintFinding } from './finding.ts'

/** Successes come last: a refusal after one could never apply. */
export function checkOutcomeOrder(document: Document): LintFinding[] {
  const report = reporter(document, 'outcome-order')
  return contractOperations(document).flatMap((operation) => {
    const succeeds = operation.outcomes.map((name) => isSuccessStatus(statusOf(operation, name)))
    const first = succeeds.indexOf(true)
    if (first < 0) {
      const message = 'none of the outcomes is a success'
      return [report([...operation.path, 'x-outcomes'], { message, fix: 'Add an example to a 2xx response.' })]
    }
    return operation.outcomes.flatMap((name, index) => {
      if (index < first || succeeds[index] === true) return []
      const message = `${name} can never be reached: the success ${operation.outcomes[first]} precedes it`
      return [report(outcomePath(operation, index), { message, fix: 'Move it before the first success.' })]
    })
  })
}

const statusOf = ({ examples }: ContractOperation, name: string): string =>
  examples.find((example) => example.name === name)?.status ?? ''

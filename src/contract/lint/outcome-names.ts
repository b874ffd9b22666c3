import type { Document } from '../read/load.ts'
import type { ResponseExample } from '../read/openapi.ts'
import { contractOperations, outcomePath, type ContractOperation } from './contract-operations.ts'
import { reporter, type LintFinding, type ReportFinding } from './finding.ts'

/** The elements of `x-outcomes` are the names of the response examples, each once in the list and under one response. */
export function checkOutcomeNames(document: Document): LintFinding[] {
  const report = reporter(document, 'outcome-names')
  return contractOperations(document).flatMap((operation) => [
    ...operation.outcomes.flatMap((name, index) => wrongElement(operation, name, index, report)),
    ...operation.examples.flatMap((example, index) => wrongExample(operation, example, index, report)),
  ])
}

function wrongElement(operation: ContractOperation, name: string, index: number, report: ReportFinding): LintFinding[] {
  const path = outcomePath(operation, index)
  if (operation.outcomes.indexOf(name) < index)
    return [report(path, { message: `${name} is in x-outcomes twice`, fix: 'Keep the one in the right place.' })]
  if (operation.examples.some((example) => example.name === name)) return []
  const message = `no response has an example named ${name}`
  return [report(path, { message, fix: `Add an example named ${name}, or remove the name.` })]
}

function wrongExample(
  operation: ContractOperation,
  found: ResponseExample,
  index: number,
  report: ReportFinding,
): LintFinding[] {
  const { name, status, example } = found
  const { path } = example
  if (!operation.outcomes.includes(name)) {
    const message = `the example ${name} is not in x-outcomes`
    return [report(path, { message, fix: `Give ${name} its place in x-outcomes, or remove the example.` })]
  }
  if (!/^\d{3}$/.test(status)) {
    const message = `the outcome ${name} is under the response ${status}, which is not a status`
    return [report(path, { message, fix: 'Move it under a response with a status of its own.' })]
  }
  const first = operation.examples.findIndex((other) => other.name === name)
  if (first === index) return []
  const message = `${name} is already an example of the response ${operation.examples[first]?.status ?? ''}`
  return [report(path, { message, fix: 'Keep it only under the right response.' })]
}

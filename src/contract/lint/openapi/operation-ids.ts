import { rootOf } from '../../read/faces.ts'
import type { Document } from '../../read/load.ts'
import { member, members, operationsOf, type Part } from '../../read/openapi.ts'
import { contractOperations } from '../contract-operations.ts'
import { reporter, type LintFinding } from '../finding.ts'

/** Each operationId names one operation, and each link names an operation that there is. */
export function checkOperationIds(document: Document): LintFinding[] {
  const report = reporter(document, 'operation-ids')
  const operations = everyOperation(rootOf(document))
  const first = new Map<unknown, Part>()
  // Contracts have a check of their own, which says the same.
  const twins = contractOperations(document).length > 0 ? [] : operations
  const found = twins.flatMap(({ path, value: { operationId: id } }) => {
    if (typeof id !== 'string') return []
    if (first.has(id))
      return [
        report([...path, 'operationId'], {
          message: `another operation of this document is also named ${id}`,
          fix: 'Give one of them another name.',
        }),
      ]
    first.set(id, { path, value: {} })
    return []
  })
  const ids = new Set(operations.map(({ value }) => value['operationId']))
  const links = operations
    .flatMap((operation) => members(member(operation, 'responses')))
    .flatMap(([, response]) => members(member(response, 'links')))
    .filter(([, { value }]) => typeof value['operationId'] === 'string' && !ids.has(value['operationId']))
    .map(([, { path, value }]) =>
      report([...path, 'operationId'], {
        message: `no operation is named ${String(value['operationId'])}`,
        fix: 'Correct the name, or add the operation.',
      }),
    )
  return [...found, ...links]
}

/** The operations below `paths` and `webhooks`. One that several paths share by a `$ref` is listed once. */
export function everyOperation(root: Part): Part[] {
  const all = ['paths', 'webhooks'].flatMap((word) =>
    operationsOf({ path: [], value: { paths: member(root, word).value } }).map(({ operation }) => ({
      path: [word, ...operation.path.slice(1)],
      value: operation.value,
    })),
  )
  return [...new Map(all.toReversed().map((operation) => [operation.value, operation])).values()].toReversed()
}

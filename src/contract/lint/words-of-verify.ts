import { isAsyncApi } from '../read/asyncapi.ts'
import type { Document } from '../read/load.ts'
import { contractOperations } from './contract-operations.ts'
import { reporter, type LintFinding } from './finding.ts'
import type { Known } from './known.ts'

/** `verify` needs a harmless case to find each route, and the subject of each seat. */
export const checkWordsOfVerify = (documents: readonly Document[], { harmless, subjects }: Known): LintFinding[] => [
  ...(harmless ? documents.flatMap((document) => withoutHarmless(document, harmless)) : []),
  ...(subjects ? documents.flatMap((document) => seatsOfNothing(document, subjects)) : []),
]

const withoutHarmless = (document: Document, harmless: ReadonlySet<string>): LintFinding[] =>
  isAsyncApi(document.value)
    ? []
    : contractOperations(document)
        .filter(({ id }) => !harmless.has(id))
        .map(({ id, path }) =>
          reporter(document, 'harmless')([...path, 'operationId'], {
            message: `the operation ${id} has no harmless case, which verify needs to find its route`,
            fix: `Write harmless: true to a case of contract-tests/cases/${id}.yaml that is refused for any caller, and run npm run compile.`,
          }),
        )

const seatsOfNothing = (document: Document, subjects: readonly string[]): LintFinding[] =>
  contractOperations(document).flatMap(({ path, value }) =>
    Object.entries(typeof value['x-seat'] === 'object' ? (value['x-seat'] ?? {}) : {})
      .filter(([word, subject]) => word !== 'guest' && typeof subject === 'string' && !subjects.includes(subject))
      .map(([word, subject]) =>
        reporter(document, 'seats')([...path, 'x-seat', word], {
          message: `there is no subject ${String(subject)}`,
          fix: `Write one of fixtures/facts.yaml (${subjects.join(', ')}), or add it there and run npm run compile.`,
        }),
      ),
  )

import type { Document } from '../read/load.ts'
import { contractOperations, outcomePath, type ContractOperation } from './contract-operations.ts'
import { reporter, type LintFinding } from './finding.ts'
import { sameJson } from '../../json.ts'

interface Seen {
  readonly document: Document
  readonly operation: ContractOperation
}

/**
 * Faces of one operation list their common outcomes in the same order, so that a rule has the same precedence everywhere; and
 * they agree on the effects of success.
 */
export function checkAcrossFaces(documents: readonly Document[]): LintFinding[] {
  const faces = documents.flatMap((document) =>
    contractOperations(document).map((operation) => ({ document, operation })),
  )
  return faces.flatMap((face, index) =>
    faces
      .slice(0, index)
      .filter(({ operation }) => operation.id === face.operation.id && operation.id !== '')
      .flatMap((earlier) => [...otherOrder(earlier, face), ...otherWords(earlier, face)]),
  )
}

const SHARED = ['x-mutates', 'x-wears-out', 'x-seat']

const otherWords = (earlier: Seen, { document, operation }: Seen): LintFinding[] =>
  SHARED.filter((word) => !sameJson(earlier.operation.value[word] ?? null, operation.value[word] ?? null)).map((word) =>
    reporter(document, 'across-faces')([...operation.path, word], {
      message: `${word} differs from that of ${operation.id} in ${earlier.document.file}`,
      fix: 'Write the same in all documents.',
    }),
  )

function otherOrder(earlier: Seen, { document, operation }: Seen): LintFinding[] {
  const shared = operation.outcomes.filter((name) => earlier.operation.outcomes.includes(name))
  const order = earlier.operation.outcomes.filter((name) => shared.includes(name))
  const at = shared.findIndex((name, index) => name !== order[index])
  const [name, expected] = [shared[at], order[at]]
  if (name === undefined || expected === undefined) return []
  const message = `${name} comes before ${expected} here, but after it in ${earlier.document.file}`
  const path = outcomePath(operation, operation.outcomes.indexOf(name))
  return [reporter(document, 'across-faces')(path, { message, fix: 'Use the same order in all documents.' })]
}

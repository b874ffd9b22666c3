import { editionOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { grouped } from '../../grouped.ts'
import { contractOperations, outcomePath, type ContractOperation } from './contract-operations.ts'
import { reporter, type LintFinding } from './finding.ts'
import { sameJson } from '../../json.ts'

interface Seen {
  readonly document: Document
  readonly operation: ContractOperation
}

/**
 * Faces of one operation in one edition list their common outcomes in the same order, over every transport; another edition may have
 * another one. In all editions, they agree on the effects of success.
 */
export function checkAcrossFaces(documents: readonly Document[]): LintFinding[] {
  const faces = documents.flatMap((document) =>
    contractOperations(document).map((operation) => ({ document, operation })),
  )
  const orders = faces.flatMap((face, index) =>
    faces
      .slice(0, index)
      .filter(
        ({ document, operation }) =>
          operation.id === face.operation.id && operation.id !== '' && areOfOne(document, face),
      )
      .flatMap((earlier) => otherOrder(earlier, face)),
  )
  const byOperation = grouped(faces, ({ operation }) => operation.id)
  return [...orders, ...[...byOperation].flatMap(([id, own]) => (id === '' ? [] : otherWords(own)))]
}

const areOfOne = (document: Document, face: Seen): boolean =>
  editionOf(document.file).edition === editionOf(face.document.file).edition

const SHARED = ['x-mutates', 'x-wears-out', 'x-seat']

const otherWords = (faces: readonly Seen[]): LintFinding[] =>
  SHARED.flatMap((word) => {
    const wrong = outvoted(faces, ({ operation }) => operation.value[word] ?? null)
    return wrong.map(({ face: { document, operation }, other }) => {
      const { file, line } = other.document.locate([...other.operation.path, word])
      return reporter(document, 'across-faces')([...operation.path, word], {
        message: `${word} differs from that of ${operation.id} in ${file}:${line}`,
        fix: 'Write the same in all documents.',
      })
    })
  })

/** The faces with another value than most have, each with one of those; if no value has a majority, all of them. */
function outvoted(
  faces: readonly Seen[],
  valueOf: (face: Seen) => unknown,
): { readonly face: Seen; readonly other: Seen }[] {
  const differs = (a: Seen, b: Seen): boolean => !sameJson(valueOf(a), valueOf(b))
  const isMost = (face: Seen): boolean => faces.filter((each) => !differs(each, face)).length * 2 > faces.length
  return faces
    .filter((face) => !isMost(face))
    .flatMap((face) => {
      const other =
        faces.find((each) => differs(each, face) && isMost(each)) ?? faces.find((each) => differs(each, face))
      return other ? [{ face, other }] : []
    })
}

function otherOrder(earlier: Seen, { document, operation }: Seen): LintFinding[] {
  const shared = operation.outcomes.filter((name) => earlier.operation.outcomes.includes(name))
  const order = earlier.operation.outcomes.filter((name) => shared.includes(name))
  const at = shared.findIndex((name, index) => name !== order[index])
  const [name, expected] = [shared[at], order[at]]
  if (name === undefined || expected === undefined) return []
  const message = `${name} comes before ${expected} here, but after it in ${earlier.document.file}`
  const path = outcomePath(operation, operation.outcomes.indexOf(name))
  return [
    reporter(document, 'across-faces')(path, { message, fix: 'Use the same order in all documents of an edition.' }),
  ]
}

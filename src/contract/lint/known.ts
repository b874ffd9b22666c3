import type { Document } from '../read/load.ts'
import { contractOperations, outcomePath, type ContractOperation } from './contract-operations.ts'
import { reporter, type LintFinding } from './finding.ts'

/** Names that only the caller knows, each by operation. Anything omitted is not checked. */
export interface Known {
  /** The rules of the code. */
  readonly rules?: ReadonlyMap<string, readonly string[]>
  /** The outcomes that cases expect. */
  readonly cases?: ReadonlyMap<string, readonly string[]>
  /** The operations with a case marked harmless. */
  readonly harmless?: ReadonlySet<string>
  /** The subjects of situations. */
  readonly subjects?: readonly string[]
  /** The documents that may be cited, each with its sections. */
  readonly sources?: ReadonlyMap<string, readonly string[]>
}

/** Over all faces, each outcome has a rule and a case, and each rule and case has an outcome. */
export function checkKnown(documents: readonly Document[], known: Known): LintFinding[] {
  const kinds = [
    ['rule', known.rules],
    ['case', known.cases],
  ] as const
  return kinds.flatMap(([kind, names]) => {
    return names ? [...outcomesWithout(kind, names, documents), ...without(kind, names, documents)] : []
  })
}

/** Where to add what is missing. */
const HOMES = {
  rule: () => 'to the operation in src/domain/, registered in src/mock/operations.ts',
  case: (id: string) => `to contract-tests/cases/${id}.yaml, and run npm run compile`,
} as const

type Names = ReadonlyMap<string, readonly string[]>

const outcomesWithout = (kind: keyof typeof HOMES, names: Names, documents: readonly Document[]): LintFinding[] =>
  documents.flatMap((document) =>
    contractOperations(document).flatMap((operation) =>
      operation.outcomes.flatMap((name, index) => {
        if (names.get(operation.id)?.includes(name)) return []
        const message = `the outcome ${operation.id}/${name} has no ${kind}`
        const fix = `Add it ${HOMES[kind](operation.id)}, or remove the outcome.`
        return [reporter(document, `${kind}s`)(outcomePath(operation, index), { message, fix })]
      }),
    ),
  )

function without(kind: string, names: Names, documents: readonly Document[]): LintFinding[] {
  return [...names].flatMap(([id, all]) => {
    const faces = documents.flatMap((document) =>
      contractOperations(document).map((operation) => ({ document, operation })),
    )
    const own = faces.filter(({ operation }) => operation.id === id)
    const face = own[0] ?? faces[0]
    if (!face) return []
    const documented = new Set(own.flatMap(({ operation }) => operation.outcomes))
    return all
      .filter((name) => !documented.has(name))
      .map((name) => {
        const message = `the ${kind} ${id}/${name} has no outcome in any document`
        const fix = `Add the outcome ${name} to ${id}, or remove the ${kind}.`
        return reporter(face.document, `${kind}s`)(placeOf(face.operation, own.length > 0), { message, fix })
      })
  })
}

const placeOf = (operation: ContractOperation, isOwn: boolean): readonly string[] =>
  isOwn ? [...operation.path, 'x-outcomes'] : []

import type { Case } from '../contract/model/case.ts'
import { faces } from '../contract/compiled/faces.ts'
import type { Edition } from '../contract/compiled/types.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import type { AnyFace, Outcome } from '../contract/model/face.ts'
import { Fault } from '../fault.ts'
import { outcomeOf, unitedFaces } from '../verify/plan/plan.ts'
import { toOperation } from './options/operation.ts'
import { unknownWord } from '../contract/model/nearest.ts'
import { allCases } from '../verifier/all-cases.ts'

/** A documented outcome with its cases of one edition: written ones first, then derived ones. */
export interface DocumentedOutcome {
  /** Its operation's face over HTTP, if there is one, with the outcomes of all transports. */
  readonly face: AnyFace
  readonly outcome: Outcome
  readonly cases: readonly Case[]
}

/** One case with its outcome. */
export interface DocumentedCase extends DocumentedOutcome {
  readonly testCase: Case
}

/**
 * The outcome named by `<operation>/<outcome>`, with or without the name of a case; the operation is optional if only one has the
 * outcome. Throws a Fault that suggests the nearest name.
 */
export function findDocumentedOutcome(word: string, edition: Edition): DocumentedOutcome {
  const { operation, outcome } = partsOf(word)
  const having = facesWith(outcome, edition, toOperation(operation))
  const [face, other] = having
  if (other)
    throw new Fault(
      `several operations have an outcome ${outcome}`,
      `Write ${having.map((each) => `${each.operation}/${outcome}`).join(', or ')}.`,
    )
  const found = face && outcomeOf(face, outcome)
  if (!found) throw unknownOutcome(outcome, edition, operation)
  return { face, outcome: found, cases: casesOf(face, found) }
}

/** The named case, or the first of its outcome. Throws a Fault that suggests the nearest name. */
export function findCase(word: string, edition: Edition): DocumentedCase {
  const documented = findDocumentedOutcome(word, edition)
  const { name } = partsOf(word)
  const testCase = documented.cases.find((each) => name === undefined || nameOf(each) === name)
  if (testCase) return { ...documented, testCase }
  const full = `${documented.face.operation}/${documented.outcome.name}`
  const names = documented.cases.map(nameOf).filter((each) => each !== '')
  if (names.length > 0) throw unknownWord(`case of ${full}`, name ?? '', names)
  throw new Fault(`${full} has no case ${name ?? ''}`, `Its only case has no name: write ${full}.`)
}

/** Every outcome of an edition, in order. */
export const documentedOutcomes = (edition: Edition): DocumentedOutcome[] =>
  servedIn(edition).flatMap((face) =>
    face.outcomes.map((outcome) => ({ face, outcome, cases: casesOf(face, outcome) })),
  )

interface WordParts {
  readonly operation: string | undefined
  readonly outcome: string
  readonly name: string | undefined
}

function partsOf(word: string): WordParts {
  const [, operation, outcome = '', name] = /^(?:([^/:]*)\/)?([^:]*)(?::(.*))?$/s.exec(word) ?? []
  return { operation, outcome, name }
}

const nameOf = ({ id, operation, expect }: Case): string => id.slice(`${operation}/${expect}:`.length)

/** One face for each operation of an edition, those over HTTP first. */
const servedIn = (edition: Edition): readonly AnyFace[] => unitedFaces([...faces[edition], ...socketFaces])

const casesOf = ({ operation, edition }: AnyFace, { name }: Outcome): Case[] =>
  allCases.filter((each) => each.operation === operation && each.expect === name && each.editions.includes(edition))

/** The operations' faces that have an outcome. If some have it over HTTP, they take precedence over those that have it on sockets only. */
function facesWith(outcome: string, edition: Edition, operation?: string): AnyFace[] {
  const has = (face: AnyFace): boolean =>
    (operation ?? face.operation) === face.operation && outcomeOf(face, outcome) !== undefined
  const overHttp = new Set(faces[edition].filter(has).map((face) => face.operation))
  const having = servedIn(edition).filter(has)
  return overHttp.size > 0 ? having.filter((face) => overHttp.has(face.operation)) : having
}

function unknownOutcome(outcome: string, edition: Edition, operation: string | undefined): Fault {
  const elsewhere = Object.values(faces)
    .flat()
    .find((face) => (operation ?? face.operation) === face.operation && outcomeOf(face, outcome))
  if (elsewhere)
    return new Fault(
      `the edition ${edition} documents no ${outcome} of ${elsewhere.operation}`,
      `${elsewhere.edition} does: --edition ${elsewhere.edition}`,
    )
  const known = servedIn(edition).filter((face) => operation === undefined || face.operation === operation)
  const face = known.find((each) => each.operation === outcome)
  if (face) return new Fault(`${outcome} is an operation`, `Name one of its outcomes: ${namesOf(face)}.`)
  const names = [...new Set(known.flatMap(({ outcomes }) => outcomes.map(({ name }) => name)))]
  if (operation === undefined) return unknownWord('outcome', outcome, names, 'greenroom outcomes lists them.')
  return unknownWord(`outcome of ${operation}`, outcome, names)
}

const namesOf = ({ operation, outcomes }: AnyFace): string =>
  outcomes.map(({ name }) => `${operation}/${name}`).join(', ')

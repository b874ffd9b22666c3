import { firstSpending, type AnyFace, type Face, type Outcome, type Validators } from '../contract/model/face.ts'
import { Fault } from '../fault.ts'
import { PLAIN_HEADERS, type AnswerInfo } from './answer.ts'
import type { ApplyRules, Decider } from './decider.ts'

/** A face made ready to answer: its decision, and for each outcome the headers that never change. */
export interface PreparedFace<Of extends AnyFace = AnyFace> {
  readonly face: Of
  readonly decide: ApplyRules
  readonly outcomes: readonly PreparedOutcome[]
}

/** A face over HTTP made ready, with what its requests are held against. */
export interface PreparedRoute extends PreparedFace<Face> {
  readonly validators: Validators
}

/** An outcome made ready to send. */
export interface PreparedOutcome {
  readonly outcome: Outcome
  readonly headers: readonly string[]
  /** The same, but that it is forced. */
  readonly forcedHeaders: readonly string[]
  /** What is told of it when the rules reach it. */
  readonly about: AnswerInfo
  /** Whether its answer spends a call of the limit and says so. */
  readonly isCounted: boolean
}

/** Makes a face ready. Throws a Fault for an operation that no module decides. */
export function prepareFace<Of extends AnyFace>(face: Of, decider: Decider | undefined): PreparedFace<Of> {
  if (!decider)
    throw new Fault(`no module decides the operation ${face.operation}`, 'Register it in src/mock/operations.ts.')
  const names = face.outcomes.map(({ name }) => name)
  const successes = new Set(face.outcomes.filter(({ status }) => status < 300).map(({ name }) => name))
  const firstCounted = firstSpending(face)
  return {
    face,
    decide: decider.inOrder(names, successes),
    outcomes: face.outcomes.map((outcome, index) => ({
      outcome,
      headers: headersOf(outcome, outcome.name),
      forcedHeaders: headersOf(outcome, `${outcome.name}; forced`),
      about: { outcome: outcome.name, operation: face.operation, cause: outcome.cause, forced: null },
      isCounted: index >= firstCounted,
    })),
  }
}

const headersOf = ({ mediaType }: Outcome, told: string): readonly string[] => [
  'Content-Type',
  mediaType,
  ...PLAIN_HEADERS,
  'Greenroom-Outcome',
  told,
]

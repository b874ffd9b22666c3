import type { AnyFace, Face, Outcome, Validators } from '../contract/model/face.ts'
import { Fault } from '../fault.ts'
import { PLAIN_HEADERS, type Told } from './answer.ts'
import type { Decide, Decider } from './decider.ts'

/** A face prepared for answering: its rules, and the constant headers of each outcome. */
export interface Served<Of extends AnyFace = AnyFace> {
  readonly face: Of
  readonly decide: Decide
  readonly outcomes: readonly ServedOutcome[]
}

/** A prepared HTTP face, with the validators for its requests. */
export interface ServedRoute extends Served<Face> {
  readonly validators: Validators
}

/** An outcome with its constant headers. */
export interface ServedOutcome {
  readonly outcome: Outcome
  readonly headers: readonly string[]
  /** The headers when the answer is forced. */
  readonly forcedHeaders: readonly string[]
  /** For the log, when the rules reach it. */
  readonly told: Told
  /** Whether its answer counts against the rate limit and carries the headers that say so. */
  readonly isCounted: boolean
}

/** Prepares a face. Throws a Fault for an unregistered operation. */
export function serve<Of extends AnyFace>(face: Of, decider: Decider | undefined): Served<Of> {
  if (!decider)
    throw new Fault(`the operation ${face.operation} is not registered`, 'Register it in src/mock/operations.ts.')
  const names = face.outcomes.map(({ name }) => name)
  const successes = new Set(face.outcomes.filter(({ status }) => status < 300).map(({ name }) => name))
  const firstCounted = face.rateLimit?.enforced === true ? names.indexOf('rate-limited') : names.length
  return {
    face,
    decide: decider.inOrder(names, successes),
    outcomes: face.outcomes.map((outcome, index) => ({
      outcome,
      headers: headersOf(outcome, outcome.name),
      forcedHeaders: headersOf(outcome, `${outcome.name}; forced`),
      told: { outcome: outcome.name, operation: face.operation, cause: outcome.cause, forced: null },
      isCounted: firstCounted >= 0 && index >= firstCounted,
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

import { firstSpending, type AnyFace, type Face, type Outcome, type Validators } from '../contract/model/face.ts'
import { Fault } from '../fault.ts'
import { PLAIN_HEADERS, withConstants, type AnswerInfo } from './answer.ts'
import type { ApplyRules, Decider } from './decider.ts'

/** A face prepared for answering: its rules, and the constant headers of each outcome. */
export interface PreparedFace<Of extends AnyFace = AnyFace> {
  readonly face: Of
  readonly decide: ApplyRules
  readonly outcomes: readonly PreparedOutcome[]
  /** The answer to calls over a limit that is for pacing only, in worlds that enforce it; null: there is no such limit. */
  readonly overLimit: PreparedOutcome | null
}

/** A prepared HTTP face, with the validators for its requests. */
export interface PreparedRoute extends PreparedFace<Face> {
  readonly validators: Validators
}

/** An outcome with its constant headers. */
export interface PreparedOutcome {
  readonly outcome: Outcome
  readonly headers: readonly string[]
  /** The headers when the answer is forced. */
  readonly forcedHeaders: readonly string[]
  /** For the log, when the rules reach it. */
  readonly about: AnswerInfo
  /** Whether its answer counts against the rate limit and carries the headers that say so. */
  readonly isCounted: boolean
}

/** Prepares a face. Throws a Fault for an unregistered operation; unless the face `isOwn`, also for an outcome without a rule. */
export function prepareFace<Of extends AnyFace>(
  face: Of,
  decider: Decider | undefined,
  isOwn = false,
  limited?: Outcome,
): PreparedFace<Of> {
  if (!decider)
    throw new Fault(`the operation ${face.operation} is not registered`, 'Register it in src/mock/operations.ts.')
  const names = face.outcomes.map(({ name }) => name)
  const successes = new Set(face.outcomes.filter(({ status }) => status < 300).map(({ name }) => name))
  const firstCounted = firstSpending(face)
  return {
    face,
    decide: decider.inOrder(names, successes, isOwn),
    outcomes: face.outcomes.map((outcome, index) => ({
      outcome,
      headers: headersOf(outcome, outcome.name),
      forcedHeaders: headersOf(outcome, `${outcome.name}; forced`),
      about: { outcome: outcome.name, operation: face.operation, cause: outcome.cause, forced: null },
      isCounted: index >= firstCounted,
    })),
    overLimit: limited && face.rateLimit?.outcome === null ? overLimit(face, limited) : null,
  }
}

function overLimit({ operation, rateLimit }: AnyFace, outcome: Outcome): PreparedOutcome {
  const cause = `more than ${rateLimit?.requests} calls within ${(rateLimit?.windowMs ?? 0) / 1000} seconds; this world limits livechat, too`
  return {
    outcome,
    headers: headersOf(outcome, outcome.name),
    forcedHeaders: headersOf(outcome, `${outcome.name}; forced`),
    about: { outcome: outcome.name, operation, cause, forced: null },
    isCounted: true,
  }
}

const headersOf = ({ mediaType, headers = {} }: Outcome, told: string): readonly string[] => [
  ...withConstants(['Content-Type', mediaType, ...PLAIN_HEADERS], headers),
  'Greenroom-Outcome',
  told,
]

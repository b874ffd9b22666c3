import { cases } from '../../contract/compiled/cases.js'
import type { Edition, Seed } from '../../contract/compiled/types.ts'
import { factWords } from '../../contract/compiled/facts.ts'
import type { Case } from '../../contract/model/case.ts'
import type { SubjectFacts } from '../../contract/model/fact-words.ts'
import { textLike } from '../../contract/model/looks.ts'
import { toWireRequest } from '../../contract/model/case-request.ts'
import { toCurl } from '../../contract/model/curl.ts'
import type { Face, Outcome, SocketFace } from '../../contract/model/face.ts'
import { credentialsOf } from '../../world/identities.ts'
import { DEFAULT_WORLD } from '../../world/world-entry.ts'
import { familyOf, type Family } from './family.ts'
import { USUAL_URL } from './usual-url.ts'
import { howLongStateLives } from './how-long-state-lives.ts'

/** Everything that is served: every outcome with its cause, its source and a command that provokes it. */
export interface Overview {
  /** The world that the commands call. */
  readonly world: string
  readonly edition: string
  readonly seed: string
  readonly state: string
  readonly operations: readonly OperationOverview[]
  readonly events: readonly EventOverview[]
  readonly identities: readonly IdentityOverview[]
  readonly reserved: readonly ReservedOverview[]
  /** Scheme, host and port, with the prefix that names the world. */
  readonly baseUrl: string
  /** Where the console is; null if there is none. */
  readonly console: string | null
}

/** An operation over HTTP. */
export interface OperationOverview {
  readonly operation: string
  readonly api: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly at: string
  readonly outcomes: readonly OutcomeOverview[]
}

/** An operation over Socket.IO. */
export interface EventOverview {
  readonly operation: string
  readonly api: string
  /** Null if connecting is the call. */
  readonly event: string | null
  readonly summary: string
  readonly at: string
  readonly outcomes: readonly EventOutcome[]
}

/** An outcome of an event, which no curl command can reach. */
export type EventOutcome = Omit<OutcomeOverview, 'curl'> & {
  /** Prints a program that provokes it. */
  readonly command: string
}

/** An outcome with a command that provokes it. */
export interface OutcomeOverview {
  /** `<operation>/<outcome>`: its full name, and its anchor on the page. */
  readonly id: string
  readonly name: string
  readonly status: number
  readonly family: Family
  readonly cause: string
  readonly sources: readonly string[]
  /** Statements with sources of their own, as in the contract's `x-sources`. */
  readonly statements: Readonly<Record<string, readonly string[]>>
  readonly at: string
  readonly example: unknown
  /** Null if this seed has no data for it. */
  readonly curl: string | null
}

/** A caller of the seed, with the headers to call with. */
export interface IdentityOverview {
  readonly name: string
  readonly says: string
  readonly headers: Readonly<Record<string, string>>
}

/** Seed data in a given situation. */
export interface ReservedOverview {
  readonly subject: string
  readonly facts: readonly string[]
  readonly values: Readonly<Record<string, string>>
  readonly says: string
}

/** The mock to describe, and the seed whose data its commands use. */
export interface OverviewParts {
  readonly edition: Edition
  readonly seed: Seed
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  /** Scheme, host and port for the commands, with the prefix that names a world. */
  readonly baseUrl: string
  /** The world that the commands call; the default world if omitted. */
  readonly world?: string
  /** Where the console is, if there is one. */
  readonly console?: string | null
  /** Where worlds are kept; in memory if omitted. */
  readonly store?: { readonly place: string }
}

/** Builds an overview from the contract, the cases and the seed. */
export function toOverview(parts: OverviewParts): Overview {
  const { edition, seed, faces, socketFaces, baseUrl, world = DEFAULT_WORLD, console = null, store } = parts
  const state = howLongStateLives(store?.place)
  return {
    world,
    edition,
    seed: `${seed.name}: ${seed.says}`,
    state: world === DEFAULT_WORLD ? state : `The commands call the world ${world}. ${state}`,
    operations: faces.map((face) => ({
      operation: face.operation,
      api: face.api,
      method: face.method,
      path: face.path,
      summary: face.summary,
      at: face.at,
      outcomes: face.outcomes.map((outcome) => toOutcome(outcome, face, seed, baseUrl)),
    })),
    events: socketFaces.map(({ operation, api, event, summary, at, outcomes }) => ({
      operation,
      api,
      event,
      summary,
      at,
      outcomes: outcomes.map((outcome) => toEventOutcome(outcome, operation, baseUrl)),
    })),
    identities: Object.entries(seed.identities).map(([name, { says }]) => ({
      name,
      says,
      headers: credentialsOf(seed, name),
    })),
    reserved: seed.reserved,
    baseUrl,
    console,
  }
}

const toOutcome = (
  { name, status, cause, sources, statements, at, example }: Outcome,
  face: Face,
  seed: Seed,
  baseUrl: string,
): OutcomeOverview => ({
  id: `${face.operation}/${name}`,
  name,
  status,
  family: familyOf(status, firstCase(face.operation, name)),
  cause,
  sources,
  statements,
  at,
  example: JSON.parse(example),
  curl: curlFor(name, face, seed, baseUrl),
})

const firstCase = (operation: string, outcome: string): Case | undefined =>
  cases.find((each) => each.operation === operation && each.expect === outcome)

const toEventOutcome = (
  { name, status, cause, sources, statements, at, example }: Outcome,
  operation: string,
  baseUrl: string,
): EventOutcome => ({
  id: `${operation}/${name}@socket`,
  name,
  status,
  family: familyOf(status, firstCase(operation, name)),
  cause,
  sources,
  statements,
  at,
  example: JSON.parse(example),
  command: `npx greenroom show ${operation}/${name} --as socket${baseUrl === USUAL_URL ? '' : ` --url ${baseUrl}`}`,
})

/** The command for the first case of an outcome whose situation exists in this seed. */
function curlFor(name: string, face: Face, seed: Seed, baseUrl: string): string | null {
  for (const testCase of cases.filter(
    ({ operation, expect, editions }) =>
      operation === face.operation && expect === name && editions.includes(face.edition),
  )) {
    const values = reservedValues(testCase, seed) ?? valuesBeforeLookup(testCase, face, seed)
    if (values === null) continue
    const times = testCase.given['limit']?.includes('used-up') ? (face.rateLimit?.requests ?? 0) + 1 : 1
    return toCurl(toWireRequest(testCase, face, values, credentialsOf(seed, testCase.as)), { baseUrl, times })
  }
  return null
}

/** Values from the seed's data for a case's situation; null if it has none, or if its settings change what the identity may do. */
export function reservedValues(testCase: Case, seed: Seed): Record<string, string> | null {
  const values: Record<string, string> = {}
  for (const [subject, facts] of Object.entries(testCase.given)) {
    const reserved = seed.reserved.find((each) => each.subject === subject && sameFacts(each.facts, facts))
    if (reserved) Object.assign(values, reserved.values)
    else if (!isThere(subject, facts)) Object.assign(values, valuesOfNobody(subject))
    else if (namesSubject(testCase)) return null
  }
  return values
}

/** An outcome that precedes the one for an unknown subject can be reached with any name, even one that doesn't exist. */
function valuesBeforeLookup(testCase: Case, face: Face, seed: Seed): Record<string, string> | null {
  const absent = Object.fromEntries(
    Object.keys(testCase.given).flatMap((subject) =>
      absentFacts(subject)
        .slice(0, 1)
        .map((fact) => [subject, [fact]]),
    ),
  )
  const isUnknown = ({ operation, given }: Case): boolean =>
    operation === face.operation &&
    Object.keys(absent).some((subject) => given[subject] !== undefined && !isThere(subject, given[subject]))
  const order = face.outcomes.map(({ name }) => name)
  if (order.indexOf(testCase.expect) >= order.indexOf(cases.find(isUnknown)?.expect ?? '')) return null
  return reservedValues({ ...testCase, given: absent }, seed)
}

const SUBJECTS: Readonly<Record<string, SubjectFacts>> = factWords

/** The facts that mean that no such subject exists. */
const absentFacts = (subject: string): string[] =>
  Object.entries(SUBJECTS[subject]?.facts ?? {}).flatMap(([fact, { absent }]) => (absent ? [fact] : []))

/** Whether a seed must contain the subject: it exists and can be named. */
const isThere = (subject: string, facts: readonly string[]): boolean =>
  Object.keys(SUBJECTS[subject]?.yields ?? {}).length > 0 && !facts.some((fact) => absentFacts(subject).includes(fact))

/** Always the same: the first characters that each may have. */
const valuesOfNobody = (subject: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(SUBJECTS[subject]?.yields ?? {}).map(([name, { like }]) => [
      name,
      textLike(like, (alphabet, count) => alphabet.charAt(0).repeat(count)),
    ]),
  )

/** Whether the request of a case names a subject of its situation; a list request doesn't. */
const namesSubject = ({ request }: Case): boolean => JSON.stringify(request).includes('"$')

const sameFacts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((fact) => b.includes(fact))

import { cases } from '../../contract/compiled/cases.js'
import type { Edition, Seed } from '../../contract/compiled/types.ts'
import type { Case } from '../../contract/model/case.ts'
import { toWireRequest } from '../../contract/model/case-request.ts'
import { toCurl } from '../../contract/model/curl.ts'
import type { Face, Outcome, SocketFace } from '../../contract/model/face.ts'
import { credentialsOf } from '../../world/identities.ts'
import { DEFAULT_WORLD } from '../../world/worlds.ts'

/** What is served: every outcome with its cause, its source and a command that provokes it. */
export interface Overview {
  /** The world that it is about. */
  readonly world: string
  readonly edition: string
  readonly seed: string
  readonly state: string
  readonly operations: readonly OperationOverview[]
  readonly events: readonly EventOverview[]
  readonly identities: readonly IdentityOverview[]
  readonly reserved: readonly ReservedOverview[]
}

/** One operation of the overview. */
export interface OperationOverview {
  readonly operation: string
  readonly api: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly at: string
  readonly outcomes: readonly OutcomeOverview[]
}

/** One operation over Socket.IO. */
export interface EventOverview {
  readonly operation: string
  readonly api: string
  /** Null: connecting is the call. */
  readonly event: string | null
  readonly summary: string
  readonly at: string
  readonly outcomes: readonly EventOutcome[]
}

/** One outcome of an event. */
export type EventOutcome = Omit<OutcomeOverview, 'curl'> & {
  /** What prints a program that provokes it. */
  readonly command: string
}

/** One outcome of the overview. */
export interface OutcomeOverview {
  /** `<operation>/<outcome>`: its full name, and its anchor on the page. */
  readonly id: string
  readonly name: string
  readonly status: number
  readonly cause: string
  readonly sources: readonly string[]
  readonly at: string
  readonly example: unknown
  /** Null: this seed holds no data for it. */
  readonly curl: string | null
}

/** Who can call, and with which headers. */
export interface IdentityOverview {
  readonly name: string
  readonly says: string
  readonly headers: Readonly<Record<string, string>>
}

/** Data that serves for a situation. */
export interface ReservedOverview {
  readonly subject: string
  readonly facts: readonly string[]
  readonly values: Readonly<Record<string, string>>
  readonly says: string
}

/** A mock to describe: what it serves, and the seed whose data its commands use. */
export interface OverviewParts {
  readonly edition: Edition
  readonly seed: Seed
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  /** Scheme, host and port for the commands, with the prefix that names a world. */
  readonly baseUrl: string
  /** The world that it is about; the default one if not said. */
  readonly world?: string
}

const STATE = 'State lives in memory and ends with the process.'

/** Puts an overview together from the contract, the cases and the seed. */
export function toOverview(parts: OverviewParts): Overview {
  const { edition, seed, faces, socketFaces, baseUrl, world = DEFAULT_WORLD } = parts
  return {
    world,
    edition,
    seed: `${seed.name}: ${seed.says}`,
    state: world === DEFAULT_WORLD ? STATE : `The commands call the world ${world}. ${STATE}`,
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
  }
}

const toOutcome = (
  { name, status, cause, sources, at, example }: Outcome,
  face: Face,
  seed: Seed,
  baseUrl: string,
): OutcomeOverview => ({
  id: `${face.operation}/${name}`,
  name,
  status,
  cause,
  sources,
  at,
  example: JSON.parse(example),
  curl: curlFor(name, face, seed, baseUrl),
})

const toEventOutcome = (
  { name, status, cause, sources, at, example }: Outcome,
  operation: string,
  baseUrl: string,
): EventOutcome => ({
  id: `${operation}/${name}@socket`,
  name,
  status,
  cause,
  sources,
  at,
  example: JSON.parse(example),
  command: `npx greenroom show ${operation}/${name} --as socket${baseUrl === USUAL_URL ? '' : ` --url ${baseUrl}`}`,
})

/** What `show` takes for the mock where it is not told. */
export const USUAL_URL = 'http://127.0.0.1:4010'

/** The command of the outcome's first case whose situation this seed holds. */
function curlFor(name: string, face: Face, seed: Seed, baseUrl: string): string | null {
  for (const found of cases.filter(
    ({ operation, expect, editions }) =>
      operation === face.operation && expect === name && editions.includes(face.edition),
  )) {
    const values = reservedValues(found, seed) ?? valuesBeforeLookup(found, face, seed)
    if (values === null) continue
    const times = found.given['limit']?.includes('used-up') ? (face.rateLimit?.requests ?? 0) + 1 : 1
    return toCurl(toWireRequest(found, face, values, credentialsOf(seed, found.as)), { baseUrl, times })
  }
  return null
}

/** The values of the seed's own data for a case's situation; null where the seed has none, or settles the identity otherwise. */
export function reservedValues(found: Case, seed: Seed): Record<string, string> | null {
  const values: Record<string, string> = {}
  for (const [subject, facts] of Object.entries(found.given)) {
    if (subject === 'limit') continue
    const reserved = seed.reserved.find((each) => each.subject === subject && sameFacts(each.facts, facts))
    if (reserved) Object.assign(values, reserved.values)
    else if (namesSubject(found)) return null
  }
  return values
}

/** An outcome that stands before the one of an unknown subject is reached with any name, also that of nothing. */
function valuesBeforeLookup(found: Case, face: Face, seed: Seed): Record<string, string> | null {
  const subjects = Object.keys(found.given).filter((subject) => subject !== 'limit')
  const isUnknown = ({ operation, given }: Case): boolean =>
    operation === face.operation && subjects.some((subject) => given[subject]?.includes('unknown'))
  const order = face.outcomes.map(({ name }) => name)
  if (order.indexOf(found.expect) >= order.indexOf(cases.find(isUnknown)?.expect ?? '')) return null
  return reservedValues(
    { ...found, given: Object.fromEntries(subjects.map((subject) => [subject, ['unknown']])) },
    seed,
  )
}

/** Whether the request of a case names a subject of its situation; a list, say, does not. */
const namesSubject = ({ request }: Case): boolean => JSON.stringify(request).includes('"$')

const sameFacts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((fact) => b.includes(fact))

import { cases } from '../../contract/compiled/cases.js'
import type { Edition, Seed } from '../../contract/compiled/types.ts'
import { toWireRequest } from '../../contract/model/case-request.ts'
import type { Case } from '../../contract/model/case.ts'
import { toCurl } from '../../contract/model/curl.ts'
import type { Face, Outcome, SocketFace } from '../../contract/model/face.ts'
import { credentialsOf } from '../../world/identities.ts'
import { DEFAULT_WORLD } from '../../world/world-entry.ts'
import { familyOf } from './family.ts'
import { howLongStateLives } from './how-long-state-lives.ts'
import type { EventOutcome, OutcomeOverview, Overview } from './overview.ts'
import { reservedValues, valuesBeforeLookup } from './reserved-values.ts'
import { USUAL_URL } from './usual-url.ts'

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
  command: `npx greenroom show ${operation}/${name} --as socket${baseUrl === USUAL_URL ? '' : ` --url ${socketUrl(baseUrl)}`}`,
})

/** Socket.IO has a path of its own, whatever a proxy in front takes off those of calls. */
const socketUrl = (baseUrl: string): string => baseUrl.replace(/^(https?:\/\/[^/]+)(?:\/(?!~|%7e)[^/]*)*/i, '$1')

/** The command for the first case of an outcome whose situation exists in this seed. */
function curlFor(name: string, face: Face, seed: Seed, baseUrl: string): string | null {
  for (const testCase of cases) {
    const { operation, expect, editions } = testCase
    if (operation !== face.operation || expect !== name || !editions.includes(face.edition)) continue
    const values = reservedValues(testCase, seed) ?? valuesBeforeLookup(testCase, face, seed)
    if (values === null) continue
    const times = testCase.given['limit']?.includes('used-up') ? (face.rateLimit?.requests ?? 0) + 1 : 1
    return toCurl(toWireRequest(testCase, face, values, credentialsOf(seed, testCase.as)), { baseUrl, times })
  }
  return null
}

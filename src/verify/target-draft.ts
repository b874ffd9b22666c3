import { factWords } from '../contract/compiled/facts.ts'
import type { Case, Given } from '../contract/model/case.ts'
import type { AnyFace, Face, SocketFace } from '../contract/model/face.ts'
import { PLAIN_DIALECT } from './model/dialect.ts'
import { TRANSPORTS, type Transport } from './model/transport.ts'
import { needsFresh, situationNeeded } from './plan/needs.ts'
import { faceOf, unitedFaces } from './plan/plan.ts'
import { counted, identityLines } from './target-draft-roles.ts'
import { yieldsOf } from './plan/subjects.ts'

/** A server to describe, and the cases that could be played on it. */
export interface DraftParts {
  /** Without credentials, query and trailing slash. */
  readonly url: string
  readonly name: string
  readonly edition: string
  /** The faces of the edition. */
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  /** Every case that could be played, including derived ones. */
  readonly cases: readonly Case[]
  /** Role → its meaning, in a few words. */
  readonly roles: Readonly<Record<string, string>>
  /** What was found at its URL; null: nobody has probed it. */
  readonly found: DraftFound | null
  /** Whether an administrator could make what its cases need, through its own API. */
  readonly hasAdmin: boolean
  /** Path of the schema for target files, relative to the draft, for editors, or null. */
  readonly schema: string | null
}

/** The parts of a probe's result that fill in a draft. */
export interface DraftFound {
  readonly answers: readonly { readonly operation: string }[]
  readonly prefixes: Readonly<Record<string, string>>
  readonly transports: readonly Transport[]
}

/** A situation, and how many cases need it. Without subjects: cases that need none. */
export interface Counted {
  readonly given: Given
  /** Whether its subjects must be ones that nobody has joined yet. */
  readonly fresh: boolean
  readonly cases: number
}

/** The situations that cases need on a foreign target, most needed first. Each case is counted once. */
export function situationsOf(cases: readonly Case[], faces: readonly AnyFace[]): readonly Counted[] {
  const find = (operation: string): AnyFace | undefined => faceOf(faces, operation)
  const found = new Map<string, Counted>()
  for (const testCase of cases) {
    const given = situationNeeded(testCase, find)
    const fresh = needsFresh(testCase, find)
    const key = `${givenText(given)} ${fresh}`
    found.set(key, { given, fresh, cases: (found.get(key)?.cases ?? 0) + 1 })
  }
  return [...found.values()].sort((a, b) => b.cases - a.cases || givenText(a.given).localeCompare(givenText(b.given)))
}

/** A target file for a server that has none: valid as it is, with comments that say what to fill in and why. */
export function draftTarget(parts: DraftParts): string {
  const cases = parts.cases.filter(({ editions }) => editions.includes(parts.edition))
  const all = unitedFaces([...parts.faces, ...parts.socketFaces])
  return [
    head(parts, cases.length),
    operationLines(parts),
    transportLines(parts),
    socketLines(parts.socketFaces),
    prefixLines(parts),
    identityLines(cases, parts, all),
    SCOPE,
    limitLines(parts.faces),
    situationLines(situationsOf(cases, all), cases.length),
    HOOK,
    ...(parts.hasAdmin ? [ADMIN] : []),
  ].join('\n')
}

const head = ({ url, name, edition, schema }: DraftParts, count: number): string => `\
${schema === null ? '' : `# yaml-language-server: $schema=${schema}\n`}# What \`greenroom verify --target <this file>\` runs against. ${count} cases could be played; some need what is
# commented out here. docs/verify.md explains it step by step.
url: ${JSON.stringify(url)}
name: ${JSON.stringify(name)}

# The documents that this target must follow. gate: document = only breaches of what a document states fail the run; server = also
# of how the real servers behave; all = everything.
authority: { edition: ${JSON.stringify(edition)}, gate: document }
`

const operationLines = ({ faces, socketFaces, found }: DraftParts): string => `\
# The operations that it has. A listed one that is missing fails the run; without a list, missing ones are blocked.
operations:
${faces.map(({ operation, method, path }) => `${isThere(operation, found) ? '' : '# '}  - ${operation}  # ${method} ${path}\n`).join('')}${socketFaces
  .filter(({ operation }) => !faceOf(faces, operation))
  .map(
    ({ operation, event }) =>
      `#   - ${operation}  # ${event === null ? 'connecting to Socket.IO' : `the event ${event}`}\n`,
  )
  .join('')}`

const isThere = (operation: string, found: DraftFound | null): boolean =>
  found?.answers.some((each) => each.operation === operation) ?? false

const transportLines = ({ found }: DraftParts): string => `\
# How calls reach it: cases are played on each. upgraded = polling, then WebSocket.
transports:
${TRANSPORTS.map((transport) => `${usedOf(found).includes(transport) ? '' : '# '}  - ${transport}\n`).join('')}`

/** HTTP, if anything answers over it or nothing is known; and the transports of Socket.IO that were found. */
function usedOf(found: DraftFound | null): readonly Transport[] {
  const sockets = found?.transports ?? []
  return [...(sockets.length === 0 || found?.answers.length ? (['http'] as const) : []), ...sockets]
}

const socketLines = (faces: readonly SocketFace[]): string => `\
# How its Socket.IO differs, if it does: its names for the contract's events and members, and where in its acks the answer is.
socket:
#   path: ${PLAIN_DIALECT.path}
#   namespace: ${PLAIN_DIALECT.namespace}
#   token: ${PLAIN_DIALECT.token}  # the member of the client's auth that contains the token
${eventLine(faces)}#   members: { code: roomCode, guestName: displayName }
#   ack: { success: /data, refusal: '' }  # '' = the whole ack
#   refusal: { when: { /success: false }, message: /error }  # for refusals that have no status
`

/** A renamed event, as an example. */
function eventLine(faces: readonly SocketFace[]): string {
  const event = faces.find((face) => face.event !== null)?.event
  const other = event?.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return event == null ? '' : `#   events: { ${event}: ${other} }\n`
}

const prefixLines = ({ faces, found }: DraftParts): string => `\
# Path prefix of an API on this target.
prefixes:
${[...new Set(faces.map(({ api }) => api))].map((api) => prefixLine(api, found?.prefixes[api], faces)).join('')}`

const prefixLine = (api: string, prefix: string | undefined, faces: readonly Face[]): string =>
  `${prefix === undefined ? '#' : ''}   ${api}: ${prefix ?? '/prefix'}  # before ${pathsOf(api, faces)}\n`

const pathsOf = (api: string, faces: readonly Face[]): string =>
  faces.flatMap((face) => (face.api === api ? [face.path] : [])).join(', ')

const SCOPE = `\
# Query parameters of every list, so that no one else's rooms are requested. Without them, no list is sent.
scope:
#   departmentId: <id of a department that only test rooms are in>
`

function limitLines(faces: readonly Face[]): string {
  const lines = faces.map(({ operation, rateLimit }) =>
    rateLimit
      ? `#   ${operation}: { requests: ${rateLimit.requests}, windowMs: ${rateLimit.windowMs} }  # ${rateLimit.outcome !== null ? 'documented' : 'how real servers behave'}\n`
      : `#   ${operation}: none\n`,
  )
  return `\
# Limits, if the target's differ from these. The run stays below them; \`none\` = no limit.
limits:
${lines.join('')}`
}

function situationLines(counts: readonly Counted[], total: number): string {
  const [none, ...others] = [
    counts.filter(({ given }) => isEmpty(given)),
    ...counts.filter(({ given }) => !isEmpty(given)),
  ]
  const free = none.reduce((sum, { cases }) => sum + cases, 0)
  return `\
# Situations that you have created on the target for the cases. Several entries for one take turns. Fresh ones can be used
# once: add new ones for each run, or let a hook create them.
# ${free} of ${total} cases need none of these.
situations:
${others.map(entry).join('')}`
}

const isEmpty = (given: Given): boolean => Object.keys(given).length === 0

const entry = ({ given, fresh, cases }: Counted): string => `\
#   - given: ${givenText(given)}  # ${counted(cases)}
#     # ${Object.entries(given)
  .map(([subject, facts]) => saying(subject, facts))
  .join('; ')}
#     values: { ${Object.keys(given)
  .flatMap(yieldsOf)
  .map((name) => `${name}: <…>`)
  .join(', ')} }
${fresh ? FRESH : ''}`

const FRESH = `\
#     fresh: true  # nobody has joined it yet; each such entry serves one case, so add as many as there are cases
`

const givenText = (given: Given): string =>
  `{ ${Object.entries(given)
    .map(([subject, facts]) => `${subject}: [${facts.toSorted().join(', ')}]`)
    .toSorted()
    .join(', ')} }`

/** A subject and its facts, in words. */
function saying(subject: string, facts: readonly string[]): string {
  const words = Object.entries(factWords).flatMap(([name, about]) =>
    name === subject ? Object.entries(about.facts) : [],
  )
  const says = facts.map((fact) => words.find(([word]) => word === fact)?.[1].says ?? fact)
  return `a ${subject}: ${says.length === 0 ? 'one that can be joined' : says.join(', and ')}`
}

const HOOK = `\
# Or a URL that creates situations on request (docs/verify.md), instead of entries or in addition:
hook:
#   url: https://…/greenroom
#   token: { env: HOOK_TOKEN }
`

const ADMIN = `\
# Or an administrator of a test server, in place of identities and situations: what the cases need is made through its own API, and
# removed (docs/verify.md). With a personal access token that skips the second factor.
admin:
#   headers: { X-User-Id: { env: RC_ADMIN_ID }, X-Auth-Token: { env: RC_ADMIN_TOKEN } }
`

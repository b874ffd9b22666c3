import type { Case } from '../../contract/model/case.ts'
import type { Face, SocketFace } from '../../contract/model/face.ts'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import { unitedFaces } from '../plan/plan.ts'
import { operationLines, prefixLines, transportLines, type FoundParts } from './found-lines.ts'
import { identityLines } from './identity-lines.ts'
import { situationLines, situationsOf } from './situation-lines.ts'

/** A server to describe, and the cases that could be played on it. */
export interface DraftParts extends FoundParts {
  /** Without credentials, query and trailing slash. */
  readonly url: string
  readonly name: string
  readonly edition: string
  /** Every case that could be played, including derived ones. */
  readonly cases: readonly Case[]
  /** Role → its meaning, in a few words. */
  readonly roles: Readonly<Record<string, string>>
  /** Whether an administrator could make what its cases need, through its own API. */
  readonly hasAdmin: boolean
  /** Path of the schema for target files, relative to the draft, for editors, or null. */
  readonly schema: string | null
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

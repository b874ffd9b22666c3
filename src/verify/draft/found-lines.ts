import type { Face, SocketFace } from '../../contract/model/face.ts'
import { TRANSPORTS, type Transport } from '../model/transport.ts'
import { faceOf } from '../plan/plan.ts'

/** The parts of a probe's result that fill in a draft. */
export interface DraftFound {
  readonly answers: readonly { readonly api: string; readonly operation: string }[]
  /** Operations that certainly don't answer. */
  readonly lacking: readonly string[]
  readonly prefixes: Readonly<Record<string, string>>
  readonly transports: readonly Transport[]
}

/** The faces of a draft, and what was found of them; null: nobody has probed it. */
export interface FoundParts {
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  readonly found: DraftFound | null
}

/** The operations of a draft; those that are not there are commented out. */
export const operationLines = ({ faces, socketFaces, found }: FoundParts): string => `\
# The operations that it has. A listed one that is missing fails the run; without a list, missing ones are blocked.
operations:
${faces.map((face) => operationLine(face, found)).join('')}${socketFaces
  .filter(({ operation }) => !faceOf(faces, operation))
  .map(
    ({ operation, event }) =>
      `#   - ${operation}  # ${event === null ? 'connecting to Socket.IO' : `the event ${event}`}\n`,
  )
  .join('')}`

function operationLine({ operation, api, method, path }: Face, found: DraftFound | null): string {
  const hasAnswered = found?.answers.some((each) => each.operation === operation) ?? false
  // A list is never called, since it could show rooms of others: it is where the rest of its API is.
  const isBeside = found?.lacking.includes(operation) === false && found.answers.some((each) => each.api === api)
  const why = isBeside && !hasAnswered ? '; unknown, but the rest of its API is there' : ''
  return `${hasAnswered || isBeside ? '' : '# '}  - ${operation}  # ${method} ${path}${why}\n`
}

/** The transports of a draft; those that were not found are commented out. */
export const transportLines = ({ found }: Pick<FoundParts, 'found'>): string => `\
# How calls reach it: cases are played on each. upgraded = polling, then WebSocket.
transports:
${TRANSPORTS.map((transport) => `${usedOf(found).includes(transport) ? '' : '# '}  - ${transport}\n`).join('')}`

/** HTTP, if anything answers over it or nothing is known; and the transports of Socket.IO that were found. */
function usedOf(found: DraftFound | null): readonly Transport[] {
  const sockets = found?.transports ?? []
  return [...(sockets.length === 0 || found?.answers.length ? (['http'] as const) : []), ...sockets]
}

/** The path prefix of each API of a draft, commented out unless one was found. */
export const prefixLines = ({ faces, found }: Pick<FoundParts, 'faces' | 'found'>): string => `\
# Path prefix of an API on this target.
prefixes:
${[...new Set(faces.map(({ api }) => api))].map((api) => prefixLine(api, found?.prefixes[api], faces)).join('')}`

const prefixLine = (api: string, prefix: string | undefined, faces: readonly Face[]): string =>
  `${prefix === undefined ? '#' : ''}   ${api}: ${prefix ?? '/prefix'}  # before ${pathsOf(api, faces)}\n`

const pathsOf = (api: string, faces: readonly Face[]): string =>
  faces.flatMap((face) => (face.api === api ? [face.path] : [])).join(', ')

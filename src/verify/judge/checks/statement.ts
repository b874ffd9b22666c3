import { pointerParts, toPointer } from '../../../contract/model/pointer.ts'
import type { Answered } from './answered.ts'

/** A part of an answer that the contract makes a statement about; of the body, a JSON Pointer names a part of it. */
export type Statement = 'condition' | 'status' | 'media-type' | 'body' | `/${string}`

type Stated = Pick<Answered, 'outcome' | 'face' | 'caseSources'>

/** Where a statement about the expected outcome is made: `x-sources` of the contract, else `x-source`; and what the case adds. */
export const sourcesOf = ({ outcome, caseSources }: Stated, statement: Statement): readonly string[] => [
  ...(outcome.statements[nearest(outcome.statements, statement)] ?? outcome.sources),
  ...caseSources,
]

/** Where an effect is stated that later answers show. A case that says so itself needs no other source. */
export const effectSources = ({ outcome, face, caseSources }: Stated): readonly string[] =>
  caseSources.length > 0 ? caseSources : (face.statements['effects'] ?? outcome.sources)

/** Where it is stated what a member of the answer itself shows: as the body, unless the case says so itself. */
export const shownSources = (answered: Stated, pointer: string): readonly string[] =>
  answered.caseSources.length > 0 ? answered.caseSources : sourcesOf(answered, `/${pointer.slice(1)}`)

/** Where it is stated what others hear: what no document says is the real server's way. */
export const announceSources = ({ face, caseSources }: Stated): readonly string[] => [
  ...(face.statements['announces'] ?? ['server']),
  ...caseSources,
]

/** Where it is stated that an ack brings the answer: a success by what it holds, a refusal by a statement of its own. */
export const ackSources = (answered: Stated): readonly string[] => {
  const { outcome, face, caseSources } = answered
  const refusal = face.statements['refusal-ack']
  return outcome.status >= 400 && refusal ? [...refusal, ...caseSources] : sourcesOf(answered, 'body')
}

/** The statement itself, or the nearest around a part of the body that has sources of its own. */
function nearest(statements: Answered['outcome']['statements'], statement: Statement): string {
  if (!statement.startsWith('/')) return statement
  const parts = pointerParts(statement)
  const around = parts.map((_, index) => toPointer(parts.slice(0, parts.length - index)))
  return around.find((pointer) => Object.hasOwn(statements, pointer)) ?? 'body'
}

import { pointerParts, toPointer } from '../../../contract/model/pointer.ts'
import type { Answered } from './answered.ts'

/** A part of an answer about which the contract makes a statement; a JSON Pointer refers to a part of the body. */
export type Statement = 'condition' | 'status' | 'media-type' | 'body' | `/${string}`

type Stated = Pick<Answered, 'outcome' | 'face' | 'caseSources'>

/** Sources of a statement about the expected outcome: `x-sources` of the contract, else `x-source`; plus those of the case. */
export const sourcesOf = ({ outcome, caseSources }: Stated, statement: Statement): readonly string[] => [
  ...(outcome.statements[nearest(outcome.statements, statement)] ?? outcome.sources),
  ...caseSources,
]

/** Sources of an effect that later answers show. If the case has its own, only those. */
export const effectSources = ({ outcome, face, caseSources }: Stated): readonly string[] =>
  caseSources.length > 0 ? caseSources : (face.statements['effects'] ?? outcome.sources)

/** Sources of a member of the answer itself: those of the body, unless the case has its own. */
export const shownSources = (answered: Stated, pointer: string): readonly string[] =>
  answered.caseSources.length > 0 ? answered.caseSources : sourcesOf(answered, `/${pointer.slice(1)}`)

/** Sources of what others hear: if no document states it, the real server. */
export const announceSources = ({ face, caseSources }: Stated): readonly string[] => [
  ...(face.statements['announces'] ?? ['server']),
  ...caseSources,
]

/** Sources of answering by an ack: for a success, those of its body; for a refusal, a statement of its own. */
export const ackSources = (answered: Stated): readonly string[] => {
  const { outcome, face, caseSources } = answered
  const refusal = face.statements['refusal-ack']
  return outcome.status >= 400 && refusal ? [...refusal, ...caseSources] : sourcesOf(answered, 'body')
}

/** The statement itself, or the nearest enclosing part of the body that has sources of its own. */
function nearest(statements: Answered['outcome']['statements'], statement: Statement): string {
  if (!statement.startsWith('/')) return statement
  const parts = pointerParts(statement)
  const around = parts.map((_, index) => toPointer(parts.slice(0, parts.length - index)))
  return around.find((pointer) => Object.hasOwn(statements, pointer)) ?? 'body'
}

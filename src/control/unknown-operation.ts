import type { Answer } from '../mock/answer.ts'
import { wrongInput } from './handler.ts'
import type { ControlParts } from './parts.ts'

/** 400 for a filter by an unserved operation, which would silently match nothing. */
export const unknownOperation = ({ core }: ControlParts, name: unknown): Answer | null =>
  name === undefined || core.operations.some((id) => id === name)
    ? null
    : wrongInput('/query/operation', `must be one of ${core.operations.join(', ')}`)

/** 400 for a filter by an outcome of no served operation. */
export function unknownOutcome({ core: { faces, socketFaces } }: ControlParts, name: unknown): Answer | null {
  const known = new Set([...faces, ...socketFaces].flatMap(({ outcomes }) => outcomes.map((outcome) => outcome.name)))
  return name === undefined || (typeof name === 'string' && known.has(name))
    ? null
    : wrongInput('/query/outcome', `must be one of ${[...known].join(', ')}`)
}

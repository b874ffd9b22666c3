import type { Case, CaseCall } from '../contract/case.ts'
import type { Face, Outcome } from '../contract/face.ts'
import type { Source } from './finding.ts'
import { sourceOf } from './source.ts'

/** A case with the face that it is played on. */
export interface Planned {
  readonly found: Case
  readonly face: Face
  /** The outcome that it expects. */
  readonly outcome: Outcome
  /** The weakest source that it rests on, and all of them. */
  readonly source: Source
  readonly sources: readonly string[]
}

/** The cases of an edition's faces, in the order of the files; a case of an outcome that no face has is left out. */
export function planOf(cases: readonly Case[], faces: readonly Face[]): Planned[] {
  return cases.flatMap((found) => {
    const face = faceOf(faces, found.operation)
    const outcome = face && outcomeOf(face, found.expect)
    if (!face || !outcome || !found.editions.includes(face.edition)) return []
    const sources = [...new Set([...callsOf(found).flatMap((call) => sourcesOf(call, faces)), ...found.sources])]
    return [{ found, face, outcome, source: sourceOf(sources), sources }]
  })
}

/** All calls of a case in their order, its main call among them. */
export const callsOf = (found: Case): readonly CaseCall[] => [...found.before, found, ...found.then]

/** The face of an operation; undefined: there is none in this edition. */
export const faceOf = (faces: readonly Face[], operation: string): Face | undefined =>
  faces.find((face) => face.operation === operation)

/** The outcome of a face by its name. */
export const outcomeOf = (face: Face, name: string): Outcome | undefined =>
  face.outcomes.find((outcome) => outcome.name === name)

const sourcesOf = ({ operation, expect }: CaseCall, faces: readonly Face[]): readonly string[] => {
  const face = faceOf(faces, operation)
  return (face && outcomeOf(face, expect)?.sources) ?? []
}

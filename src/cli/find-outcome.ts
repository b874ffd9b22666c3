import { faces } from '../contract/compiled/faces.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import { unknownWord } from '../contract/model/nearest.ts'
import type { Fault } from '../fault.ts'

const ALL_FACES = [...Object.values(faces).flat(), ...socketFaces]
const OUTCOMES = [...new Set(ALL_FACES.flatMap(({ outcomes }) => outcomes.map(({ name }) => name)))]
const LISTER = 'greenroom outcomes lists them.'

/** An outcome of any edition, since only the server knows which it serves. Throws a Fault for an unknown name. */
export function toOutcome(name: string | undefined): string | undefined {
  if (name === undefined || OUTCOMES.includes(name)) return name
  throw unknownWord('outcome', name, OUTCOMES, LISTER)
}

/** Why no edition of greenroom has an outcome of this name; undefined if one does. A contract of the user's own may have it. */
export const unknownOutcomeFault = (name: string): Fault | undefined =>
  OUTCOMES.includes(name) ? undefined : unknownWord('outcome', name, OUTCOMES, LISTER)

/** The operations that have an outcome of this name, in the edition where the fewest have it: only the server knows which it serves. */
export function operationsWith(name: string): string[] {
  const having = Object.values(faces)
    .map((own) => [...own, ...socketFaces].filter(({ outcomes }) => outcomes.some((each) => each.name === name)))
    .map((own) => [...new Set(own.map(({ operation }) => operation))])
    .filter(({ length }) => length > 0)
  return having.toSorted((a, b) => a.length - b.length)[0] ?? []
}

import { faces } from '../contract/compiled/faces.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import { unknownWord } from '../contract/model/nearest.ts'

const ALL_FACES = [...Object.values(faces).flat(), ...socketFaces]
const OUTCOMES = [...new Set(ALL_FACES.flatMap(({ outcomes }) => outcomes.map(({ name }) => name)))]

/** An outcome of any edition, since only the server knows which it serves. Throws a Fault for an unknown name. */
export function toOutcome(name: string | undefined): string | undefined {
  if (name === undefined || OUTCOMES.includes(name)) return name
  throw unknownWord('outcome', name, OUTCOMES)
}

/** The operations that have an outcome of this name, in any edition. */
export const operationsWith = (name: string): string[] => [
  ...new Set(
    ALL_FACES.filter(({ outcomes }) => outcomes.some((each) => each.name === name)).map(({ operation }) => operation),
  ),
]

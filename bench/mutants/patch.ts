import { faces } from '../../src/contract/compiled/faces.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import type { Face, Outcome } from '../../src/contract/model/face.ts'
import { Fault } from '../../src/fault.ts'
import type { Patch } from './mutant.ts'

/** Replaces a text that occurs exactly once in a source file. */
export const replaced = (file: string, from: string, to: string): Patch => ({
  file,
  edit: (source) => {
    if (source.split(from).length === 2) return source.replace(from, () => to)
    throw new Fault(`src/${file} does not hold exactly once: ${from}`, 'Fit the mutant to the source.')
  },
})

/** An operation of the mock with its rules checked in this order; omitted rules are never checked. */
export const reordered = (
  edition: Edition,
  operation: string,
  order: (outcomes: readonly Outcome[]) => readonly Outcome[],
): Patch => ({
  file: 'contract/compiled/faces.ts',
  edit: (source) => {
    const changed = (face: Face): Face =>
      face.operation === operation ? { ...face, outcomes: order(face.outcomes) } : face
    const all = { ...faces, [edition]: faces[edition].map(changed) }
    // What stands before is no longer used: outcomes with names of their own.
    const end = source.indexOf('= {', source.indexOf('export const faces'))
    return `${source.slice(0, end)}= ${JSON.stringify(all)}`
  },
})

import { Fault } from '../../src/fault.ts'
import type { Face } from '../../src/contract/face.ts'
import { isRecord } from '../../src/domain/json.ts'
import type { Patch } from './mutant.ts'

/** Replaces a text that stands once in a source file. */
export const replaced = (file: string, from: string, to: string): Patch => ({
  file,
  edit: (source) => {
    if (source.split(from).length === 2) return source.replace(from, () => to)
    throw new Fault(`src/${file} does not hold once: ${from}`, 'Fit the mutant to the source.')
  },
})

/** Lets the rule of an outcome come after that of a later one. */
export const swapped = (edition: string, operation: string, earlier: string, later: string): Patch => ({
  file: 'contract/compiled/faces.ts',
  edit: (source) => {
    const begin = source.indexOf('= {') + 2
    const faces: unknown = JSON.parse(source.slice(begin))
    const face = isRecord(faces) && Array.isArray(faces[edition]) ? faces[edition].find(isFace(operation)) : undefined
    if (!face) throw new Fault(`there is no ${operation} in ${edition}`, 'Fit the mutant to the contract.')
    const at = face.outcomes.findIndex(({ name }) => name === earlier)
    const to = face.outcomes.findIndex(({ name }) => name === later)
    const moved = face.outcomes.toSpliced(at, 1).toSpliced(to, 0, ...face.outcomes.slice(at, at + 1))
    return source.slice(0, begin) + JSON.stringify({ ...faces, [edition]: faces[edition].map((each) => (each === face ? { ...face, outcomes: moved } : each)) })
  },
})

const isFace =
  (operation: string) =>
  (value: unknown): value is Face =>
    isRecord(value) && value['operation'] === operation

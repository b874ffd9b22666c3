import { faces } from '../../contract/compiled/faces.ts'
import type { Edition, OperationId } from '../../contract/compiled/types.ts'
import { operations } from '../../mock/operations.ts'
import { isSeed, SEED_NAMES, type SeedChoice } from '../../world/seeds.ts'
import { Fault } from '../../fault.ts'
import type { Option } from '../command.ts'
import { nearestWord } from '../nearest-word.ts'

/** The option that chooses a version of the contract. */
export const editionOption: Option = {
  name: 'edition',
  kind: 'text',
  value: '<name>',
  help: `version of the contract: ${Object.keys(faces).join(', ')}; current by default`,
}

/** The option that chooses what a world starts from. */
export const seedOption: Option = {
  name: 'seed',
  kind: 'text',
  value: '<name>',
  help: `what the state starts from: ${SEED_NAMES}; documented by default`,
}

/** The edition of this name; `current` for none. Throws a Fault that names those there are. */
export const toEdition = (name: string | undefined): Edition => {
  if (name === undefined) return 'current'
  if (isEdition(name)) return name
  throw unknownWord('edition', name, Object.keys(faces))
}

/** The seed to start from by this name; `documented` for none. Throws a Fault that names those there are. */
export const toSeedChoice = (name: string | undefined): SeedChoice => {
  if (name === undefined) return 'documented'
  if (isSeed(name)) return name
  throw unknownWord('seed', name, SEED_NAMES.split(', '))
}

/** A Fault for a word that is none of those known. */
export function unknownWord(kind: string, word: string, known: readonly string[]): Fault {
  const meant = nearestWord(word, known)
  return new Fault(
    `there is no ${kind} ${word}`,
    `${meant ? `Did you mean ${meant}? ` : ''}There are ${known.join(', ')}.`,
  )
}

const isEdition = (name: string): name is Edition => Object.hasOwn(faces, name)

/** The operation of this name; undefined for none. Throws a Fault that names those there are. */
export function toOperation(name: string | undefined): OperationId | undefined {
  if (name === undefined || isOperation(name)) return name
  throw unknownWord('operation', name, OPERATIONS)
}

const OPERATIONS: readonly string[] = Object.keys(operations)

const isOperation = (name: string): name is OperationId => Object.hasOwn(operations, name)

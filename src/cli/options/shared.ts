import type { OperationId } from '../../contract/compiled/types.ts'
import { operations } from '../../mock/operations.ts'
import { isSeed, SEED_NAMES, type SeedChoice } from '../../world/seeds.ts'
import { EDITIONS } from '../../edition.ts'
import type { Option } from '../command.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import { textOption } from './option.ts'

/** Selects a version of the contract. */
export const editionOption: Option = textOption(
  'edition',
  '<name>',
  `version of the contract: ${EDITIONS.join(', ')}; current by default`,
)

/** Selects the initial data of a world. */
export const seedOption: Option = textOption('seed', '<name>', `initial data: ${SEED_NAMES}; documented by default`)

/** The seed of this name; `documented` by default. Throws a Fault that lists the seeds. */
export const toSeedChoice = (name: string | undefined): SeedChoice => {
  if (name === undefined) return 'documented'
  if (isSeed(name)) return name
  throw unknownWord('seed', name, SEED_NAMES.split(', '))
}

/** The operation of this name, if given. Throws a Fault that lists the operations. */
export function toOperation(name: string | undefined): OperationId | undefined {
  if (name === undefined || isOperation(name)) return name
  throw unknownWord('operation', name, OPERATIONS)
}

const OPERATIONS: readonly string[] = Object.keys(operations)

const isOperation = (name: string): name is OperationId => Object.hasOwn(operations, name)

import type { OperationId } from '../../contract/compiled/types.ts'
import { operations } from '../../mock/operations.ts'
import { isSeed, SEED_NAMES, type SeedChoice } from '../../world/seeds.ts'
import { EDITIONS } from '../../edition.ts'
import type { Option } from '../command.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import { textOption } from './option.ts'

/** The option that chooses a version of the contract. */
export const editionOption: Option = textOption(
  'edition',
  '<name>',
  `version of the contract: ${EDITIONS.join(', ')}; current by default`,
)

/** The option that chooses what a world starts from. */
export const seedOption: Option = textOption(
  'seed',
  '<name>',
  `what the state starts from: ${SEED_NAMES}; documented by default`,
)

/** The seed to start from by this name; `documented` for none. Throws a Fault that names those there are. */
export const toSeedChoice = (name: string | undefined): SeedChoice => {
  if (name === undefined) return 'documented'
  if (isSeed(name)) return name
  throw unknownWord('seed', name, SEED_NAMES.split(', '))
}

/** The operation of this name; undefined for none. Throws a Fault that names those there are. */
export function toOperation(name: string | undefined): OperationId | undefined {
  if (name === undefined || isOperation(name)) return name
  throw unknownWord('operation', name, OPERATIONS)
}

const OPERATIONS: readonly string[] = Object.keys(operations)

const isOperation = (name: string): name is OperationId => Object.hasOwn(operations, name)

import { SEED_NAMES } from '../../world/seeds/names.ts'
import type { Option } from '../command.ts'
import { textOption } from './option.ts'

/** Selects the initial data of a world. */
export const seedOption: Option = textOption('seed', '<name>', `initial data: ${SEED_NAMES}; documented by default`)

/** Like `seedOption`, but also takes a file of one's own data. */
export const seedOrFileOption: Option = textOption(
  'seed',
  '<name|file>',
  `initial data: ${SEED_NAMES}, or a file of your own such as ./rooms.yaml; documented by default`,
)

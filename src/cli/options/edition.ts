import { EDITIONS } from '../../edition.ts'
import type { Option } from '../command.ts'
import { textOption } from './option.ts'

/** Selects a version of the contract. */
export const editionOption: Option = textOption(
  'edition',
  '<name>',
  `version of the contract: ${EDITIONS.join(', ')}; current by default`,
)

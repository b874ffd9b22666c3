import type { Option } from '../command.ts'
import { editionOption } from '../options/edition.ts'
import { flagOption, numberOption, textOption } from '../options/option.ts'
import { reportOptions } from '../verify/options.ts'

/** The options of the commands that judge traffic without calling anything. */
export const passiveOptions: readonly Option[] = [
  editionOption,
  textOption('gate', '<source>', 'which breaches fail: document, server, all; all on this machine, document elsewhere'),
  numberOption('min-coverage', '<percent>', 'required share of outcomes that were met; 0 by default'),
  ...reportOptions,
  flagOption('keep-bodies', 'show bodies as they were, also off loopback; secrets are still removed'),
  flagOption('all', 'show each breach in full, and list everything instead of grouping it'),
  flagOption('quiet', 'show only breaches and the last line'),
]

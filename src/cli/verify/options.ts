import { Fault } from '../../fault.ts'
import type { Input, Option } from '../command.ts'
import { serverOptions } from '../options/control.ts'
import { TRANSPORTS } from '../../verify/model/transport.ts'
import { editionOption } from '../options/shared.ts'
import { flagOption, listOption, numberOption, textOption } from '../options/option.ts'

/** The options of `greenroom verify`. */
export const verifyOptions: readonly Option[] = [
  textOption('target', '<file>', 'a target file: identities, scope, situations (greenroom target init writes one)'),
  { ...editionOption, help: `${editionOption.help.split(';')[0]}; of the built-in mock: all by default` },
  listOption('case', '<id>', 'play only this case, or all cases of an operation or outcome'),
  listOption(
    'skip',
    '<id>=<reason>',
    'leave out a case, or all of an operation or outcome; every report shows the reason',
  ),
  listOption('transport', '<name>', `play only what goes by this transport: ${TRANSPORTS.join(', ')}`),
  textOption('gate', '<source>', 'which breaches fail: document, server, all; all for a greenroom, document elsewhere'),
  numberOption('min-coverage', '<percent>', 'outcomes held that are asked for; 100 for a greenroom, 0 elsewhere'),
  textOption('deviations', '<file>', 'known deviations: accepted until their day'),
  textOption('write-deviations', '<file>', 'draft such a file of what deviates now'),
  listOption('allow-mutating', '<host>', 'let cases change something on this host, written as in the URL'),
  numberOption('timeout', '<ms>', 'how long an answer may take; 2000 for a greenroom, 10000 elsewhere'),
  numberOption('deadline', '<minutes>', 'end the run after so long, whatever is left; 60 by default'),
  numberOption('retries', '<n>', 'how often a case is tried again after trouble on the way; 5 by default'),
  numberOption('workers', '<n>', 'how many cases at once on a greenroom; 8 by default'),
  numberOption('shuffle', '<seed>', 'play the cases in an order of chance, the same for the same number'),
  textOption('junit', '<file>', 'write a JUnit report'),
  textOption('ctrf', '<file>', 'write a CTRF report, as JSON'),
  textOption('markdown', '<file>', 'write a Markdown report'),
  flagOption('github', 'print annotations for GitHub Actions, and write its job summary'),
  flagOption('keep-bodies', 'show bodies as they came, also off loopback; secrets are taken out all the same'),
  textOption('ca', '<file>', 'certificates to trust beside those of the system, as PEM'),
  flagOption('dry-run', 'list what would be sent, and send nothing'),
  flagOption('all', 'tell each breach at length, and list all cases of what is otherwise grouped by cause'),
  flagOption('quiet', 'failures and the last line only'),
  // Which greenroom is meant, its URL says.
  ...serverOptions.filter(({ name }) => name !== 'port'),
]

/** A percentage; undefined for none. Throws a Fault for more than a hundred. */
export function toPercent(input: Input, name: string): number | undefined {
  const percent = input.number(name)
  if (percent === undefined || percent <= 100) return percent
  throw new Fault(`--${name} takes a percentage, not ${percent}`, 'Write 0 to 100.')
}

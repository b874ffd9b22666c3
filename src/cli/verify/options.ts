import { Fault } from '../../fault.ts'
import type { Input, Option } from '../command.ts'
import { serverOptions } from '../options/control.ts'
import { TRANSPORTS } from '../../verify/model/transport.ts'
import { editionOption } from '../options/edition.ts'
import { flagOption, listOption, numberOption, textOption } from '../options/option.ts'

/** Which reports to write. */
export const reportOptions: readonly Option[] = [
  textOption('junit', '<file>', 'write a JUnit report'),
  textOption('ctrf', '<file>', 'write a CTRF report, as JSON'),
  textOption('markdown', '<file>', 'write a Markdown report'),
  textOption('html', '<file>', 'write an HTML report: one file that opens offline'),
  textOption('sarif', '<file>', 'write a SARIF report: breaches at the lines of the contract, for code review'),
  textOption('har', '<file>', 'write the calls over HTTP of cases that did not hold, as HAR'),
  textOption('allure', '<folder>', 'write Allure results, a file for each case'),
  flagOption('github', 'print annotations for GitHub Actions, and write its job summary and the outputs of the step'),
]

/** The options of `greenroom verify`. */
export const verifyOptions: readonly Option[] = [
  textOption('target', '<file>', 'a target file: identities, scope, situations (greenroom target init writes one)'),
  { ...editionOption, help: `${editionOption.help.split(';')[0]}; all by default for the built-in mock` },
  listOption('case', '<id>', 'play only this case, or all cases of an operation or outcome'),
  listOption('skip', '<id>=<reason>', 'skip a case, or all of an operation or outcome; every report shows the reason'),
  listOption('transport', '<name>', `play only over this transport: ${TRANSPORTS.join(', ')}`),
  textOption(
    'gate',
    '<source>',
    'which breaches fail the run: document, server, all (or inferred); all for a greenroom, document elsewhere',
  ),
  numberOption('min-coverage', '<percent>', 'required share of held outcomes; 100 for a greenroom, 0 elsewhere'),
  textOption('deviations', '<file>', 'known deviations, accepted until their date'),
  textOption('write-deviations', '<file>', 'draft such a file from the current deviations'),
  listOption('allow-mutating', '<host>', 'allow cases to change something on this host, written as in the URL'),
  numberOption('timeout', '<ms>', 'timeout of an answer; 2000 for a greenroom, 10000 elsewhere'),
  numberOption('deadline', '<minutes>', 'end the run after this time, even if cases are left; 60 by default'),
  numberOption('retries', '<n>', 'retries of a case after network trouble; 5 by default'),
  numberOption('workers', '<n>', 'cases in parallel on a greenroom; 8 by default'),
  numberOption('shuffle', '<seed>', 'play the cases in a random order, the same for the same seed'),
  ...reportOptions,
  textOption('record', '<file>', 'add this run to a file, one line of JSON for each'),
  textOption('against', '<file>', 'say what has changed since the last run in such a file, if anything has'),
  flagOption('keep-bodies', 'show bodies as received, also off loopback; secrets are still removed'),
  textOption('ca', '<file>', 'certificates to trust in addition to those of the system, as PEM'),
  flagOption('dry-run', 'list what would be sent, and send nothing'),
  flagOption('all', 'show each breach in full, and list all cases instead of grouping them by cause'),
  flagOption('quiet', 'show only failures and the last line'),
  // The URL already selects the greenroom.
  ...serverOptions.filter(({ name }) => name !== 'port'),
]

/** Throws a Fault for more than 100. */
export function toPercent(input: Input, name: string): number | undefined {
  const percent = input.number(name)
  if (percent === undefined || percent <= 100) return percent
  throw new Fault(`--${name} takes a percentage, not ${percent}`, 'Write 0 to 100.')
}

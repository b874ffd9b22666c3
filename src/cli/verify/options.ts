import { Fault } from '../../fault.ts'
import type { Input, Option } from '../command.ts'
import { serverOptions } from '../options/control.ts'
import { TRANSPORTS } from '../../verify/model/transport.ts'
import { editionOption } from '../options/shared.ts'

/** What `greenroom verify` takes. */
export const verifyOptions: readonly Option[] = [
  {
    name: 'target',
    kind: 'text',
    value: '<file>',
    help: 'a target file: identities, scope, situations (greenroom target init writes one)',
  },
  { ...editionOption, help: `${editionOption.help.split(';')[0]}; of the built-in mock: all by default` },
  { name: 'case', kind: 'list', value: '<id>', help: 'play only this case, or all cases of an operation or outcome' },
  {
    name: 'transport',
    kind: 'list',
    value: '<name>',
    help: `play only what goes by this transport: ${TRANSPORTS.join(', ')}`,
  },
  {
    name: 'gate',
    kind: 'text',
    value: '<source>',
    help: 'which breaches fail: document, server, all; all for a greenroom, document elsewhere',
  },
  {
    name: 'min-coverage',
    kind: 'number',
    value: '<percent>',
    help: 'outcomes held that are asked for; 100 for a greenroom, 0 elsewhere',
  },
  { name: 'deviations', kind: 'text', value: '<file>', help: 'known deviations: accepted until their day' },
  { name: 'write-deviations', kind: 'text', value: '<file>', help: 'draft such a file of what deviates now' },
  {
    name: 'allow-mutating',
    kind: 'list',
    value: '<host>',
    help: 'let cases change something on this host, written as in the URL',
  },
  {
    name: 'timeout',
    kind: 'number',
    value: '<ms>',
    help: 'how long an answer may take; 2000 for a greenroom, 10000 elsewhere',
  },
  {
    name: 'deadline',
    kind: 'number',
    value: '<minutes>',
    help: 'end the run after so long, whatever is left; 60 by default',
  },
  {
    name: 'retries',
    kind: 'number',
    value: '<n>',
    help: 'how often a case is tried again after trouble on the way; 5 by default',
  },
  { name: 'workers', kind: 'number', value: '<n>', help: 'how many cases at once on a greenroom; 8 by default' },
  {
    name: 'shuffle',
    kind: 'number',
    value: '<seed>',
    help: 'play the cases in an order of chance, the same for the same number',
  },
  { name: 'junit', kind: 'text', value: '<file>', help: 'write a JUnit report' },
  { name: 'ctrf', kind: 'text', value: '<file>', help: 'write a CTRF report, as JSON' },
  { name: 'markdown', kind: 'text', value: '<file>', help: 'write a Markdown report' },
  { name: 'github', kind: 'flag', help: 'print annotations for GitHub Actions, and write its job summary' },
  {
    name: 'keep-bodies',
    kind: 'flag',
    help: 'show bodies as they came, also off loopback; secrets are taken out all the same',
  },
  { name: 'ca', kind: 'text', value: '<file>', help: 'certificates to trust beside those of the system, as PEM' },
  { name: 'dry-run', kind: 'flag', help: 'list what would be sent, and send nothing' },
  { name: 'quiet', kind: 'flag', help: 'failures and the last line only' },
  // Which greenroom is meant, its URL says.
  ...serverOptions.filter(({ name }) => name !== 'port'),
]

/** A percentage; undefined for none. Throws a Fault for more than a hundred. */
export function toPercent(input: Input, name: string): number | undefined {
  const percent = input.number(name)
  if (percent === undefined || percent <= 100) return percent
  throw new Fault(`--${name} takes a percentage, not ${percent}`, 'Write 0 to 100.')
}

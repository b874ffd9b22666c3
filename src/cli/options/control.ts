import { connect, type Greenroom, type TestWorld } from '../../client/connect.ts'
import { readRunFile } from '../../client/run-file.ts'
import { Fault } from '../../fault.ts'
import type { Input, Option } from '../command.ts'
import { directFetch } from '../direct-fetch.ts'
import { refuseUnused } from '../unused.ts'
import { numberOption, textOption } from './option.ts'

/** Options that find a running server. */
export const serverOptions: readonly Option[] = [
  numberOption('port', '<port>', 'port of the mock, if several run on this machine'),
  textOption(
    'control-url',
    '<url>',
    'control plane of a server elsewhere, with its token; else read from the run file',
  ),
  textOption('control-token', '<token>', 'token of that control plane; prefer its variable'),
]

/** The option that names a world. */
export const worldOption: Option = textOption('world', '<name>', 'the world to use; `default` if omitted')

/** Connects to the server of the options without sending anything yet. Throws a Fault if none is found. */
export async function serverOf(input: Input): Promise<Greenroom> {
  const [url, token] = [input.text('control-url'), input.text('control-token')]
  if (url !== undefined) {
    refuseUnused(input, ['port'], 'with --control-url', 'Drop one of them: both select a server.')
    return connect({ url, ...(token ? { token } : {}), fetch: directFetch })
  }
  refuseUnused(input, ['control-token'], 'without --control-url', 'Give both, or neither to use the run file.')
  const found = await readRunFile(input.number('port'), input.env)
  return connect({ url: found.control, token: found.token, fetch: directFetch })
}

/** The world of the options. Throws a Fault if it doesn't exist. */
export const worldOf = async (input: Input): Promise<TestWorld> => (await serverOf(input)).attach(input.text('world'))

/** Throws a Fault if there are more operands than allowed. */
export function atMost(input: Input, count: number, what: string): void {
  const [extra] = input.operands.slice(count)
  if (extra !== undefined) throw new Fault(`unexpected argument ${extra}`, what)
}

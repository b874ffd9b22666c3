import { connect, type Greenroom, type TestWorld } from '../../client/connect.ts'
import { readRunFile } from '../../client/run-file.ts'
import { Fault } from '../../fault.ts'
import type { Input, Option } from '../command.ts'
import { directFetch } from '../direct-fetch.ts'
import { refuseUnused } from '../unused.ts'
import { numberOption, textOption } from './option.ts'

/** The options by which a command finds a running server. */
export const serverOptions: readonly Option[] = [
  numberOption('port', '<port>', 'port of the mock, where several run on this machine'),
  textOption(
    'control-url',
    '<url>',
    'the control plane of a server elsewhere, with its token; else the run file tells both',
  ),
  textOption('control-token', '<token>', 'token of that control plane; better given by its variable'),
]

/** The option that names a world. */
export const worldOption: Option = textOption('world', '<name>', 'the world that is meant; default by default')

/** The server that a command is to talk to; nothing is sent yet. Throws a Fault where none is found. */
export async function serverOf(input: Input): Promise<Greenroom> {
  const [url, token] = [input.text('control-url'), input.text('control-token')]
  if (url !== undefined) {
    refuseUnused(input, ['port'], 'with --control-url', 'Leave one of the two out: each says which server is meant.')
    return connect({ url, ...(token ? { token } : {}), fetch: directFetch })
  }
  refuseUnused(input, ['control-token'], 'without --control-url', 'Name both, or neither: then the run file is read.')
  const found = await readRunFile(input.number('port'), input.env)
  return connect({ url: found.control, token: found.token, fetch: directFetch })
}

/** The world that a command is about. Throws a Fault if it is not there. */
export const worldOf = async (input: Input): Promise<TestWorld> => (await serverOf(input)).attach(input.text('world'))

/** Throws a Fault for more words than a command takes. */
export function atMost(input: Input, count: number, what: string): void {
  const [extra] = input.operands.slice(count)
  if (extra !== undefined) throw new Fault(`${extra} is one word too many`, what)
}

import { connect, type Greenroom, type TestWorld } from '../../client/connect.ts'
import { readRunFile } from '../../client/run-file.ts'
import { Fault } from '../../fault.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import { toWorldName, WORLD_NAME_RULE } from '../../world/world-name.ts'
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

/** Where a control plane is, and its token. */
export interface ControlAddress {
  readonly url: string
  readonly token: string
}

/** The control plane of the options. Throws a Fault if none is found. */
export async function addressOf(input: Input): Promise<ControlAddress> {
  const [url, token] = [input.text('control-url'), input.text('control-token')]
  if (url !== undefined) {
    refuseUnused(input, ['port'], 'with --control-url', 'Drop one of them: both select a server.')
    if (!token) throw new Fault('url and token go together', 'Give both, or neither: then the run file is read.')
    return { url, token }
  }
  refuseUnused(input, ['control-token'], 'without --control-url', 'Give both, or neither to use the run file.')
  const found = await readRunFile(input.number('port'), input.env)
  return { url: found.control, token: found.token }
}

/** Connects to the server of the options without sending anything yet. Throws a Fault if none is found. */
export const serverOf = async (input: Input): Promise<Greenroom> =>
  connect({ ...(await addressOf(input)), fetch: directFetch })

/** The world of the options. Throws a Fault if it doesn't exist. */
export const worldOf = async (input: Input): Promise<TestWorld> => (await serverOf(input)).attach(worldNamed(input))

/** The name of the world in the options, if any. Throws a Fault for one that no world can have. */
export function worldNamed(input: Input): string | undefined {
  const name = input.text('world')
  if (name === undefined || toWorldName(name) !== null) return name
  throw new Fault(`--world takes the name of a world, not ${toEscapedJson(name)}`, `Use ${WORLD_NAME_RULE}.`)
}

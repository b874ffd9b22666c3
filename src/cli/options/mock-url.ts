import { runningUrl } from '../../client/run-file.ts'
import { Fault } from '../../fault.ts'
import { USUAL_URL } from '../../mock/overview/usual-url.ts'
import { toTargetUrl } from '../../targets/url.ts'
import type { Input, Option } from '../command.ts'
import { numberOption } from './option.ts'

/** Selects one of several servers on this machine. */
export const portOption: Option = numberOption('port', '<port>', 'port of the mock, if several run on this machine')

/** The help of `--url`, for commands that print calls of the mock. */
export const MOCK_URL_HELP: string = `the mock; by default the one that runs on this machine, or ${USUAL_URL}`

/** The mock that printed calls go to: `--url`, else the one that runs, else where it usually runs. */
export async function mockUrl(input: Input): Promise<string> {
  const [url, port] = [input.text('url'), input.number('port')]
  if (url !== undefined && input.isTyped('port'))
    throw new Fault('--url and --port both name the mock', 'Drop one of them.')
  if (url !== undefined) return toTargetUrl(url, '--url')
  return (await runningUrl(port, input.env)) ?? (port ? `http://127.0.0.1:${port}` : USUAL_URL)
}

import { spawn } from 'node:child_process'
import { readRunFile, writeDoor } from '../../client/run-file.ts'
import { Fault } from '../../fault.ts'
import type { Command } from '../command.ts'
import { consoleUrl } from '../../console/console-url.ts'
import { exitCode } from '../exit-code.ts'
import { atMost } from '../options/control.ts'
import { flagOption, numberOption } from '../options/option.ts'

/** Prints the address of the console, or opens it. */
export const consoleCommand: Command = {
  name: 'console',
  operands: '',
  summary: `Prints the address of the console: calls as they come and why they were answered so, rooms, forced answers, clocks, scenarios.
The address has the token of the control plane: anyone who has it can change everything, or with --readonly only look.`,
  options: [
    flagOption('open', 'open it in a browser instead'),
    flagOption('readonly', 'a console that can look, but change nothing'),
    numberOption('port', '<port>', 'port of the mock, if several run on this machine'),
  ],
  examples: ['greenroom console --open', 'greenroom console --readonly'],
  async run(input, io) {
    atMost(input, 0, 'Name the mock with --port.')
    const run = await readRunFile(input.number('port'), input.env)
    const url = consoleUrl(run, { isReadOnly: input.flag('readonly') })
    if (!input.flag('open')) io.out(`${url}\n`)
    // Arguments of processes can be read by everyone on this machine, so the browser gets a file that only this user can read.
    else await open(await writeDoor(run, url, io.env))
    return exitCode.held
  },
}

const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

/** Starts the browser, and does not wait for it. */
function open(file: string): Promise<void> {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open']
  return new Promise((resolve, reject) => {
    const opener = spawn(command, [...args, file], { stdio: 'ignore', detached: true })
    opener.once('spawn', () => {
      opener.unref()
      resolve()
    })
    opener.once('error', (cause) =>
      reject(
        new Fault(`${command} does not start here: ${cause.message}`, 'Drop --open, and paste the address.', { cause }),
      ),
    )
  })
}

import { spawn } from 'node:child_process'
import { readRunFile, writeDoor } from '../../client/run-file.ts'
import { Fault } from '../../fault.ts'
import type { Command } from '../command.ts'
import { consoleUrl } from '../../console/console-url.ts'
import { exitCode } from '../exit-code.ts'
import { atMost } from '../at-most.ts'
import { flagOption, numberOption } from '../options/option.ts'

/** Prints the address of the console, or opens it. */
export const consoleCommand: Command = {
  name: 'console',
  operands: '',
  summary: `Prints the address of the console: calls as they come and why they were answered so, rooms, forced answers, clocks, scenarios.
The address has the token of the control plane: anyone who has it can change everything, or with --readonly only look. Of a server that
was started with --console readonly, it prints only the latter.`,
  options: [
    flagOption('open', 'open it in a browser instead'),
    flagOption('readonly', 'a console that can look, but change nothing'),
    numberOption('port', '<port>', 'port of the mock, if several run on this machine'),
  ],
  examples: ['greenroom console --open', 'greenroom console --readonly'],
  async run(input, io) {
    atMost(input, 0, 'Name the mock with --port.')
    const run = await readRunFile(input.number('port'), input.env)
    const url = consoleUrl(run, { isReadOnly: input.flag('readonly') || run.isReadOnly === true })
    if (!input.flag('open')) {
      io.out(`${url}\n`)
      return exitCode.held
    }
    // Arguments of processes can be read by everyone on this machine, so the browser gets a file that only this user can read.
    const failure = await open(await writeDoor(run, url, io.env))
    if (failure === null) return exitCode.held
    io.out(`${url}\n`)
    throw failure
  },
}

const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

/** An opener that takes longer is the browser itself. */
const OPENS_MS = 2_000

/** Starts the browser, and does not wait for its end. Why none opened; null if one seems to have. */
function open(file: string): Promise<Fault | null> {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open']
  const failure = (what: string, cause?: unknown): Fault =>
    new Fault(`${command} ${what}`, 'Open the address above in a browser yourself.', { cause })
  return new Promise((resolve) => {
    const opener = spawn(command, [...args, file], { stdio: 'ignore', detached: true })
    const waiting = setTimeout(() => resolve(null), OPENS_MS)
    const ended = (fault: Fault | null): void => {
      clearTimeout(waiting)
      resolve(fault)
    }
    opener.unref()
    opener.once('error', (cause) => ended(failure(`does not start here: ${cause.message}`, cause)))
    opener.once('exit', (code, signal) =>
      ended(code === 0 ? null : failure(`opened no browser: it ended with ${signal ?? `exit code ${code}`}`)),
    )
  })
}

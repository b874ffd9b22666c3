import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject } from '../json.ts'
import { Fault } from '../fault.ts'
import type { Command, Io } from './command.ts'
import { exitCode } from './exit-code.ts'
import { commandHelp, generalHelp } from './help.ts'
import { processIo } from './process-io.ts'
import { nearestWord } from '../contract/model/nearest.ts'
import { readInput } from './read-input.ts'

// Commands are loaded on demand: `serve` must not wait for what only `lint` needs.
const commands: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>> = {
  serve: { summary: 'run the mock', load: async () => (await import('./commands/serve.ts')).serve },
  worlds: { summary: 'list, create and drop worlds', load: async () => (await import('./commands/worlds.ts')).worlds },
  set: { summary: 'put the mock into a situation', load: async () => (await import('./commands/set.ts')).set },
  play: {
    summary: 'play a scenario with scripted guests',
    load: async () => (await import('./commands/play.ts')).play,
  },
  arm: { summary: 'force the answers of the next calls', load: async () => (await import('./commands/arm.ts')).arm },
  reset: { summary: 'reset a world', load: async () => (await import('./commands/reset.ts')).reset },
  clock: {
    summary: 'read or move the clock of a world',
    load: async () => (await import('./commands/clock.ts')).clock,
  },
  log: { summary: 'show the calls so far', load: async () => (await import('./commands/log.ts')).log },
  outcomes: {
    summary: 'list every documented outcome, its cause and its source',
    load: async () => (await import('./commands/outcomes.ts')).outcomes,
  },
  verify: {
    summary: 'replay every documented case against a target',
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  target: { summary: 'write a target file', load: async () => (await import('./commands/target.ts')).target },
  show: {
    summary: 'print a request that returns an outcome',
    load: async () => (await import('./commands/show.ts')).show,
  },
  token: {
    summary: 'print a token for the meeting rooms',
    load: async () => (await import('./commands/token.ts')).token,
  },
  lint: { summary: 'check contracts', load: async () => (await import('./commands/lint.ts')).lint },
  spec: {
    summary: 'print a contract as one OpenAPI document',
    load: async () => (await import('./commands/spec.ts')).spec,
  },
}

/** Runs greenroom and returns the exit code. Never throws: errors go to standard error. */
export async function main(args: readonly string[], io?: Io): Promise<number> {
  if (io) return withFaults(args, io)
  const own = processIo()
  const code = await withFaults(args, own)
  own.leave(code)
  return code
}

async function withFaults(args: readonly string[], io: Io): Promise<number> {
  try {
    return await run(args, io)
  } catch (error) {
    if (!(error instanceof Fault)) {
      io.error(`greenroom: this should not have happened\n${error instanceof Error ? error.stack : String(error)}\n`)
      return exitCode.fault
    }
    io.error(`${error.message}\n  ${error.fix}\n`)
    return exitCode.usage
  }
}

async function run([name, ...args]: readonly string[], io: Io): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help')
    return help(args[0], io, name === undefined)
  if (name === '--version' || name === '-v') return version(io)
  const command = await (await loaderOf(name)).load()
  if (args.includes('--help') || args.includes('-h')) return said(io, commandHelp(command))
  return command.run(readInput(command, args, io.env), io)
}

async function loaderOf(name: string): Promise<{ load: () => Promise<Command> }> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command) return command
  const meant = nearestWord(name, Object.keys(commands))
  throw new Fault(
    `greenroom has no command ${name}`,
    `${meant ? `Did you mean ${meant}? ` : ''}greenroom --help lists the commands.`,
  )
}

async function help(name: string | undefined, io: Io, isMisuse: boolean): Promise<number> {
  if (name !== undefined) return said(io, commandHelp(await (await loaderOf(name)).load()))
  const text = generalHelp(Object.entries(commands).map(([command, { summary }]) => ({ name: command, summary })))
  if (!isMisuse) return said(io, text)
  io.error(text)
  return exitCode.usage
}

async function version(io: Io): Promise<number> {
  const about: unknown = JSON.parse(await readFile(join(import.meta.dirname, '../../package.json'), 'utf8'))
  return said(io, `${isObject(about) ? String(about['version']) : ''}\n`)
}

const said = (io: Io, text: string): number => {
  io.out(text)
  return exitCode.held
}

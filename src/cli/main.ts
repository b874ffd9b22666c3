import { Fault } from '../fault.ts'
import { asStarted } from './as-started.ts'
import type { Command, Io } from './command.ts'
import { exitCode } from './exit-code.ts'
import { commandHelp, generalHelp } from './help.ts'
import { processIo } from './process-io.ts'
import { packageVersion } from './package-version.ts'
import { nearestWord } from '../contract/model/nearest.ts'
import { safeIo } from './safe-io.ts'
import { toLogText } from '../report/text/log.ts'
import { readInput } from './read-input.ts'

// Commands are loaded on demand: `serve` must not wait for what only `lint` needs.
const commands: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>> = {
  serve: { summary: 'run the mock', load: async () => (await import('./commands/serve.ts')).serve },
  console: {
    summary: 'print the address of the console, or open it in a browser',
    load: async () => (await import('./commands/console.ts')).consoleCommand,
  },
  worlds: { summary: 'list, create and drop worlds', load: async () => (await import('./commands/worlds.ts')).worlds },
  rooms: {
    summary: 'list meeting rooms, livechat rooms and calls',
    load: async () => (await import('./commands/rooms/rooms.ts')).rooms,
  },
  room: { summary: 'show one of them', load: async () => (await import('./commands/rooms/room.ts')).room },
  set: { summary: 'put the mock into a situation', load: async () => (await import('./commands/set.ts')).set },
  lock: { summary: 'lock a meeting room', load: async () => (await import('./commands/rooms/change-room.ts')).lock },
  unlock: {
    summary: 'unlock a meeting room',
    load: async () => (await import('./commands/rooms/change-room.ts')).unlock,
  },
  end: { summary: 'end a meeting', load: async () => (await import('./commands/rooms/change-room.ts')).end },
  fill: { summary: 'fill a meeting room', load: async () => (await import('./commands/rooms/change-room.ts')).fill },
  who: { summary: 'print identities and their credentials', load: async () => (await import('./commands/who.ts')).who },
  call: {
    summary: 'call an operation as an identity',
    load: async () => (await import('./commands/call.ts')).callOperation,
  },
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
  seed: {
    summary: 'print what a world holds, as a file for serve --seed',
    load: async () => (await import('./commands/seed.ts')).seed,
  },
  data: {
    summary: 'show what serve --data has kept; export and import worlds',
    load: async () => (await import('./commands/data.ts')).data,
  },
  outcomes: {
    summary: 'list every documented outcome, its cause and its source',
    load: async () => (await import('./commands/outcomes.ts')).outcomes,
  },
  verify: {
    summary: 'replay every documented case against a target',
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  read: {
    summary: 'judge a recording of a browser (HAR) by the contract',
    load: async () => (await import('./commands/read.ts')).read,
  },
  watch: {
    summary: 'stand in front of a server, and judge by the contract what passes',
    load: async () => (await import('./commands/watch.ts')).watchCommand,
  },
  report: {
    summary: 'write the HTML report of a run from its CTRF report',
    load: async () => (await import('./commands/report.ts')).report,
  },
  target: {
    summary: 'write a target file, or clean up after a killed run',
    load: async () => (await import('./commands/target.ts')).target,
  },
  show: {
    summary: 'print a request that returns an outcome',
    load: async () => (await import('./commands/show.ts')).show,
  },
  mcp: {
    summary: 'serve tools to agents over the Model Context Protocol',
    load: async () => (await import('./commands/mcp.ts')).mcp,
  },
  token: {
    summary: 'print a token for the meeting rooms',
    load: async () => (await import('./commands/token.ts')).token,
  },
  diff: {
    summary: 'show what changes from one edition to another',
    load: async () => (await import('./commands/diff.ts')).diff,
  },
  lint: { summary: 'check contracts', load: async () => (await import('./commands/lint.ts')).lint },
  spec: {
    summary: 'print a contract as one OpenAPI document',
    load: async () => (await import('./commands/spec.ts')).spec,
  },
}

const NAMES = Object.keys(commands)

/** Runs greenroom and returns the exit code. Never throws: errors go to standard error. */
export async function main(args: readonly string[], io?: Io): Promise<number> {
  if (io) return withFaults(args, safeIo(io))
  const own = processIo()
  const code = await withFaults(args, safeIo(own))
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
    // It may quote an argument, from which no log of a CI system is to take commands.
    io.error(`${toLogText(error.message)}\n  ${asStarted(toLogText(error.fix), NAMES, io)}\n`)
    return exitCode.usage
  }
}

async function run([name, ...args]: readonly string[], io: Io): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help')
    return help(args[0], io, name === undefined)
  if (name === '--version' || name === '-v') return said(io, `${await packageVersion()}\n`)
  const command = await (await loaderOf(name)).load()
  if (asksForHelp(args)) return said(io, asStarted(commandHelp(command), NAMES, io))
  return command.run(readInput(command, args, io.env), io)
}

/** After `--` there are only operands: a URL of `--help` is to be refused, not to succeed. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  const options = end < 0 ? args : args.slice(0, end)
  return options.includes('--help') || options.includes('-h')
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
  if (name !== undefined) return said(io, asStarted(commandHelp(await (await loaderOf(name)).load()), NAMES, io))
  const list = Object.entries(commands).map(([command, { summary }]) => ({ name: command, summary }))
  const text = asStarted(generalHelp(list), NAMES, io)
  if (!isMisuse) return said(io, text)
  io.error(text)
  return exitCode.usage
}

const said = (io: Io, text: string): number => {
  io.out(text)
  return exitCode.held
}

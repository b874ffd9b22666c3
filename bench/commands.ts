import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startChild } from './child.ts'
import type { Code } from './code.ts'

/** Seconds of CPU (user and system) of a command, for each time it ran. */
export interface CommandCost {
  readonly name: string
  readonly seconds: readonly number[]
}

const run = promisify(execFile)

const COMMANDS: readonly (readonly string[])[] = [
  ['arm', 'room-full', '--times', '1'],
  ['set', 'meeting-room: [locked]'],
  ['log'],
  ['outcomes'],
]

/** Runs the commands of each code against a running mock, in turn. bash measures them, which knows what all threads used. */
export async function measureCommands(codes: readonly [Code, Code], times: number): Promise<CommandCost[]> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-run-'))
  const env = { XDG_RUNTIME_DIR: folder }
  try {
    await using _server = await startChild({
      args: [...codes[0].command, 'serve', '--port', '0', '--json'],
      read: (line) => line.includes('"ready":true') || undefined,
      env,
    })
    const costs = COMMANDS.flatMap((command) =>
      codes.map((code) => ({
        code,
        command,
        name: `${command.join(' ')}, ${code.name}`,
        seconds: new Array<number>(),
      })),
    )
    for (const { code, command } of costs) await cpuOf(code, command, env)
    for (let time = 0; time < times; time++)
      for (const { code, command, seconds } of costs) seconds.push(await cpuOf(code, command, env))
    return costs
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function cpuOf(code: Code, command: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const script = 'TIMEFORMAT="cpu %U %S"; time "$@" > /dev/null'
  const args = ['-c', script, 'bash', process.execPath, ...code.command, ...command]
  const { stderr } = await run('bash', args, { env: { ...process.env, ...env } })
  const [, user = NaN, system = NaN] = /cpu ([\d.]+) ([\d.]+)/.exec(stderr)?.map(Number) ?? []
  return user + system
}

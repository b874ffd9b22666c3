import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { WorldWish } from '../../client/connect.ts'
import type { WorldSummary } from '../../contract/compiled/types.ts'
import { Fault } from '../../fault.ts'
import type { Command, Input, Io } from '../command.ts'
import { atMost } from '../at-most.ts'
import { serverOf, serverOptions } from '../options/control.ts'
import { exitCode } from '../exit-code.ts'
import { toSeedChoice } from '../../own-seed/choose.ts'
import { seedOption } from '../options/seed.ts'
import { worldOperand } from '../options/world-name.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import { refuseUnused } from '../unused.ts'
import { flagOption, textOption } from '../options/option.ts'
import { DEFAULT_WORLD } from '../../world/world-entry.ts'

/** Lists, creates and drops worlds. */
export const worlds: Command = {
  name: 'worlds',
  operands: '[make|drop <name>]',
  summary: 'Lists the worlds of a running server; creates or drops one.',
  options: [
    seedOption,
    textOption('salt', '<text>', 'salt of its generated ids; its name by default'),
    textOption('clock', '<real|seed>', 'seed, the default, is frozen until you move it'),
    flagOption('no-rate-limit', 'do not enforce documented limits'),
    flagOption('replace', 'replace an existing world of this name'),
    ...serverOptions,
    flagOption('json', 'as JSON'),
  ],
  examples: ['greenroom worlds', 'greenroom worlds make qa-17 --seed busy:1000', 'greenroom worlds drop qa-17'],
  async run(input, io) {
    const [verb, name] = input.operands
    atMost(input, 2, 'greenroom worlds takes make or drop, and a name.')
    if (verb !== 'make') refuseUnused(input, RECIPE, 'without make', 'Write greenroom worlds make <name>, or omit it.')
    if (verb === undefined) return list(input, io)
    if (verb !== 'make' && verb !== 'drop') throw unknownWord('verb of greenroom worlds', verb, ['make', 'drop'])
    if (verb === 'drop') refuseUnused(input, ['json'], 'with drop', 'Omit it: the exit code tells the result.')
    if (name === undefined)
      throw new Fault(`greenroom worlds ${verb} takes a name`, `For example: greenroom worlds ${verb} qa-17`)
    const world = worldOperand(name)
    return verb === 'make' ? make(world, input, io) : drop(world, input, io)
  },
}

/** Options that define a new world. */
const RECIPE = ['seed', 'salt', 'clock', 'no-rate-limit', 'replace']

async function list(input: Input, io: Io): Promise<number> {
  const found = await (await serverOf(input)).worlds()
  io.out(input.flag('json') ? `${toEscapedJson(found, 2)}\n` : table(found))
  return exitCode.held
}

async function make(name: string, input: Input, io: Io): Promise<number> {
  const server = await serverOf(input)
  const recipe = recipeOf(input, (await server.mock()).seed)
  const world = await server.world({ name, ...recipe }, { replace: input.flag('replace') })
  const { url, origin, identities } = world
  io.out(
    input.flag('json')
      ? `${toEscapedJson({ name: world.name, url, origin, identities }, 2)}\n`
      : `${world.name} was created\n  ${url}\n  ${origin}\n  X-Greenroom-World: ${world.name}\n`,
  )
  return exitCode.held
}

async function drop(name: string, input: Input, io: Io): Promise<number> {
  const server = await serverOf(input)
  const found = await server.worlds()
  if (!found.some((world) => world.name === name))
    throw new Fault(`there is no world ${name}`, 'greenroom worlds lists them.')
  await (await server.attach(name)).drop()
  // There is always one of this name.
  io.out(name === DEFAULT_WORLD ? `${name} begins anew\n` : `${name} was dropped\n`)
  return exitCode.held
}

/** `own` is the seed of the server, which may be a file of the user. */
function recipeOf(input: Input, own: string): WorldWish {
  const [seed, salt, clock] = [input.text('seed'), input.text('salt'), input.text('clock')]
  if (clock !== undefined && clock !== 'real' && clock !== 'seed')
    throw new Fault(`--clock takes real or seed, not ${clock}`, 'Move it later with greenroom clock.')
  return {
    ...(seed === undefined || seed === own ? {} : { seed: toSeedChoice(seed) }),
    ...(salt === undefined ? {} : { salt }),
    ...(clock === undefined ? {} : { clock }),
    ...(input.flag('no-rate-limit') ? { rateLimit: false } : {}),
  }
}

function table(found: readonly WorldSummary[]): string {
  const rows = found.map(({ name, seed, clock, exchanges, armed, unavailable }) => [
    name,
    seed,
    `${clock.now} ${clock.mode}`,
    `${exchanges} ${exchanges === 1 ? 'call' : 'calls'} so far`,
    unavailable ?? (armed === 0 ? '' : `${armed} armed`),
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { ScenarioStatus } from '../../contract/compiled/types.ts'
import type { Play, PlayOptions } from '../../client/connect.ts'
import { Fault } from '../../fault.ts'
import type { Command, Input, Io } from '../command.ts'
import { atMost } from '../at-most.ts'
import { serverOptions, worldOf, worldOption } from '../options/control.ts'
import { exitCode } from '../exit-code.ts'
import { printArazzo } from '../arazzo.ts'
import { toSpeed } from '../options/speed.ts'
import { refuseUnused } from '../unused.ts'
import { flagOption, textOption } from '../options/option.ts'

/** Plays scenarios in a running server. */
export const play: Command = {
  name: 'play',
  operands: '[scenario]',
  summary:
    'Plays a scenario in a world, by name or from a file: guests join, leave and are refused, and sockets in the room hear it. Without arguments, shows the progress of the current one.',
  options: [
    worldOption,
    textOption('speed', '<n>', 'speed factor: 10, 0.5; 1 by default'),
    flagOption('step', 'advance only with --next, or when the clock of the world is moved'),
    flagOption('next', 'play the next step'),
    flagOption('stop', 'stop the scenario; its guests leave'),
    flagOption('list', 'list the scenarios that come with greenroom'),
    textOption('arazzo', '<1.1|1.0>', 'print the scenario as an Arazzo document instead; in 1.0 over HTTP alone'),
    ...serverOptions,
    flagOption('json', 'as JSON'),
  ],
  examples: [
    'greenroom play locked-mid-call',
    'greenroom play full-house --world qa-17 --step',
    'greenroom play --next --world qa-17',
    'greenroom play ./our-launch.yaml --speed 10',
    'greenroom play --list',
    'greenroom play full-house --arazzo 1.1',
  ],
  async run(input, io) {
    atMost(input, 1, 'greenroom play takes one scenario.')
    const [scenario] = input.operands
    const asked = ['next', 'stop', 'list'].filter((name) => input.flag(name))
    if (asked.length > 1 || (asked.length === 1 && scenario !== undefined))
      throw new Fault(`--${asked[0]} can't be combined with other options`, 'greenroom play --help lists the options.')
    if (input.flag('list')) {
      refuseUnused(input, ['world', 'speed', 'step'], 'with --list', 'Drop one of them.')
      return list(input, io)
    }
    if (input.isTyped('arazzo')) return printArazzo(scenario, input, io)
    if (scenario !== undefined) return start(scenario, input, io)
    refuseUnused(
      input,
      ['speed', 'step'],
      'without a scenario',
      'Name the one to start; greenroom play --list lists them.',
    )
    if (input.flag('stop')) refuseUnused(input, ['json'], 'with --stop', 'Omit it: the exit code tells the result.')
    const world = await worldOf(input)
    const found = await world.playing()
    if (input.flag('stop')) return stop(found, world.name, io)
    return tell(await (input.flag('next') ? found.next() : found.status()), world.name, input, io)
  },
}

async function list(input: Input, io: Io): Promise<number> {
  const { scenarios } = await import('../../contract/compiled/scenarios.js')
  const width = Math.max(...scenarios.map(({ name }) => name.length))
  io.out(
    input.flag('json')
      ? `${toEscapedJson(
          scenarios.map(({ name, about, steps }) => ({ name, about, steps: steps.length })),
          2,
        )}\n`
      : scenarios.map(({ name, about }) => `${name.padEnd(width)}  ${about}\n`).join(''),
  )
  return exitCode.held
}

async function start(word: string, input: Input, io: Io): Promise<number> {
  const pace = toPace(input)
  const { toScenario } = await import('../../scenario-file.ts')
  const scenario = await toScenario(word)
  const world = await worldOf(input)
  const before = await world.playing().then(
    ({ status: read }) => read(),
    () => null, // Nothing plays; anything else fails the next call, too.
  )
  const { status } = await world.play(scenario, pace)
  if (before) io.error(`[${world.name}] ${replacedText(before)}\n`)
  return tell(await status(), world.name, input, io)
}

/** What a play did before another took its place. */
const replacedText = ({ name, played, steps }: ScenarioStatus): string =>
  `replaces ${name}, ${played === steps ? 'which had ended' : `which ends after ${played} of ${steps} steps`}; its guests leave`

function toPace(input: Input): PlayOptions {
  const speed = input.text('speed')
  if (input.flag('step') && speed !== undefined)
    throw new Fault("--step and --speed can't be combined", 'Drop one of them.')
  return input.flag('step') ? { steps: true } : { speed: toSpeed(speed) }
}

async function stop({ scenario, stop: end }: Play, world: string, io: Io): Promise<number> {
  await end()
  io.out(`[${world}] ${scenario} has ended\n`)
  return exitCode.held
}

function tell(status: ScenarioStatus, world: string, input: Input, io: Io): number {
  io.out(input.flag('json') ? `${toEscapedJson(status, 2)}\n` : text(status, world))
  return exitCode.held
}

/** `[qa-17] full-house: 3 of 7 steps played · code abc-def-ghi`, the next step, and unexpected outcomes. */
function text({ name, steps, played, values, next, unmet }: ScenarioStatus, world: string): string {
  const called = Object.entries(values).map(([word, value]) => ` · ${word} ${value}`)
  const lines = [
    `[${world}] ${name}: ${played} of ${steps} steps played${called.join('')}`,
    ...(next === null ? [] : [`  next at ${next.at}: ${next.what}`]),
    ...unmet.map(
      ({ by, operation, answered, expected, at }) =>
        `  ${by}: ${operation}, ${answered}, not ${expected} as ${at} expects`,
    ),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

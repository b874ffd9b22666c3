import type { ClockInfo } from '../../contract/compiled/types.ts'
import type { TestWorld } from '../../client/connect.ts'
import { Fault } from '../../fault.ts'
import type { Command } from '../command.ts'
import { atMost } from '../at-most.ts'
import { serverOptions, worldOf, worldOption } from '../options/control.ts'
import { exitCode } from '../exit-code.ts'
import { toSpan } from '../options/span.ts'

/** Reads or changes the clock of a world. */
export const clock: Command = {
  name: 'clock',
  operands: '[freeze|run|set <instant>|advance <time>]',
  summary: 'Reads, freezes, runs, sets or advances the clock of a world.',
  options: [worldOption, ...serverOptions],
  examples: [
    'greenroom clock',
    'greenroom clock advance 5s --world qa-17',
    'greenroom clock set 2026-03-03T10:30:00Z',
    'greenroom clock freeze',
  ],
  async run(input, io) {
    const [verb, value] = input.operands
    atMost(input, 2, USAGE)
    const change = toChange(verb, value)
    const { now, mode } = await change((await worldOf(input)).clock)
    io.out(`${now} ${mode}\n`)
    return exitCode.held
  },
}

const USAGE = 'greenroom clock takes freeze, run, set <instant>, or advance <time>, as in advance 5s.'

type Change = (of: TestWorld['clock']) => Promise<ClockInfo>

/** Parsed before anything is sent, so that a typo has no effect. */
function toChange(verb: string | undefined, value: string | undefined): Change {
  if (verb === undefined) return (of) => of.read()
  if ((verb === 'freeze' || verb === 'run') && value === undefined) return (of) => of[verb]()
  if (verb === 'set' && value !== undefined) {
    const instant = new Date(value)
    if (Number.isNaN(instant.getTime()))
      throw new Fault(`${value} is not a valid time`, 'Write, for example, 2026-03-03T10:30:00Z.')
    return (of) => of.set(instant)
  }
  if (verb === 'advance' && value !== undefined) {
    const ms = toSpan(value)
    return (of) => of.advance(ms)
  }
  throw new Fault(`greenroom clock cannot ${[verb, value].filter(Boolean).join(' ')}`, USAGE)
}

import type { Command } from '../command.ts'
import { atMost } from '../at-most.ts'
import { serverOptions, worldOf, worldOption } from '../options/control.ts'
import { exitCode } from '../exit-code.ts'

/** Resets a world. */
export const reset: Command = {
  name: 'reset',
  operands: '',
  summary: 'Resets a world to its initial state: data, clock, limits, arms and journal.',
  options: [worldOption, ...serverOptions],
  examples: ['greenroom reset', 'greenroom reset --world qa-17'],
  async run(input, io) {
    atMost(input, 0, 'Name the world with --world.')
    const world = await worldOf(input)
    await world.reset()
    io.out(`[${world.name}] was reset\n`)
    return exitCode.held
  },
}

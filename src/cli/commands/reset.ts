import type { Command } from '../command.ts'
import { atMost, serverOptions, worldOf, worldOption } from '../options/control.ts'
import { exitCode } from '../exit-code.ts'

/** Begins a world again. */
export const reset: Command = {
  name: 'reset',
  operands: '',
  summary: 'Begins a world again as it was made: state, clock, limits, what is armed, and journal.',
  options: [worldOption, ...serverOptions],
  examples: ['greenroom reset', 'greenroom reset --world qa-17'],
  async run(input, io) {
    atMost(input, 0, 'Name the world by --world.')
    const world = await worldOf(input)
    await world.reset()
    io.out(`${world.name} begins again\n`)
    return exitCode.held
  },
}

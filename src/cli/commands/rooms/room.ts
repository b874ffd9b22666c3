import { Fault } from '../../../fault.ts'
import { toEscapedJson } from '../../../report/text/escaped-json.ts'
import type { Command } from '../../command.ts'
import { exitCode } from '../../exit-code.ts'
import { atMost } from '../../at-most.ts'
import { serverOptions, worldOf, worldOption } from '../../options/control.ts'
import { flagOption } from '../../options/option.ts'
import { terminalPaint } from '../../paint.ts'
import { existingRoom } from '../../../rooms/existing.ts'
import { userNamesIn } from '../../../rooms/names.ts'
import { roomText } from '../../../rooms/room-text.ts'

/** Shows one room or call of a world. */
export const room: Command = {
  name: 'room',
  operands: '<code|id>',
  summary: 'Shows a meeting room, livechat room or call: its state, who is inside since when, and who left.',
  options: [worldOption, ...serverOptions, flagOption('json', 'as JSON')],
  examples: ['greenroom room abc-def-ghi', 'greenroom room gMMeBpWyLeowCrzBv --world qa-17 --json'],
  async run(input, io) {
    const [key] = input.operands
    atMost(input, 1, 'greenroom room takes one code or id.')
    if (key === undefined) throw new Fault('greenroom room takes a code or id', 'greenroom rooms lists them.')
    const world = await worldOf(input)
    const found = await existingRoom(world, key)
    io.out(
      input.flag('json')
        ? `${toEscapedJson({ kind: found.kind, ...found.row }, 2)}\n`
        : roomText(found, await userNamesIn(world, [found]), terminalPaint(io)),
    )
    return exitCode.held
  },
}

import { Fault } from '../../../fault.ts'
import { changedRoom, roomEnd, roomFill, roomLock, roomUnlock, type RoomChange } from '../../../rooms/changes.ts'
import { userNamesIn } from '../../../rooms/names.ts'
import { roomCells } from '../../../rooms/room-line.ts'
import type { Command } from '../../command.ts'
import { exitCode } from '../../exit-code.ts'
import { atMost } from '../../at-most.ts'
import { serverOptions, worldOf, worldOption } from '../../options/control.ts'
import { flagOption } from '../../options/option.ts'
import { toEscapedJson, toEscapedLine } from '../../../report/text/escaped-json.ts'

/** Locks a meeting room. */
export const lock: Command = changing(roomLock)

/** Unlocks a meeting room. */
export const unlock: Command = changing(roomUnlock)

/** Ends a meeting. */
export const end: Command = changing(roomEnd)

/** Fills a meeting room. */
export const fill: Command = changing(roomFill)

/** A command that changes an existing meeting room, and prints what has become of it. */
function changing(change: RoomChange): Command {
  const { name, summary } = change
  return {
    name,
    operands: '<code>',
    summary,
    options: [worldOption, ...serverOptions, flagOption('json', 'as JSON')],
    examples: [`greenroom ${name} abc-def-ghi`, `greenroom ${name} abc-def-ghi --world qa-17`],
    async run(input, io) {
      const [code] = input.operands
      atMost(input, 1, `greenroom ${name} takes one code.`)
      if (code === undefined)
        throw new Fault(`greenroom ${name} takes the code of a room`, 'greenroom rooms lists them.')
      const world = await worldOf(input)
      const room = await changedRoom(world, code, change)
      const { seats, state, people } = roomCells(room, await userNamesIn(world, [room]))
      io.out(
        input.flag('json')
          ? `${toEscapedJson(room.row, 2)}\n`
          : `[${world.name}] ${[`${code}: ${seats}`, state, toEscapedLine(people)].filter(Boolean).join(', ')}\n`,
      )
      return exitCode.held
    },
  }
}

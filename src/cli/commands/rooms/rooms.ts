import type { TestWorld } from '../../../client/connect.ts'
import { openedEvents } from '../../../client/opened-events.ts'
import { unknownWord } from '../../../contract/model/nearest.ts'
import { toEscapedJson } from '../../../report/text/escaped-json.ts'
import type { Command, Input, Io } from '../../command.ts'
import { exitCode } from '../../exit-code.ts'
import { atMost } from '../../at-most.ts'
import { serverOptions, worldOf, worldOption } from '../../options/control.ts'
import { flagOption } from '../../options/option.ts'
import { terminalPaint } from '../../paint.ts'
import { ROOM_KINDS, roomPage, type RoomKind, type RoomPage } from '../../../rooms/kinds.ts'
import { listText } from '../../../rooms/list-text.ts'
import { userNamesIn } from '../../../rooms/names.ts'

/** Lists what people join in a world, once or after each change. */
export const rooms: Command = {
  name: 'rooms',
  operands: '[kind]',
  summary: `Lists meeting rooms, livechat rooms and calls: seats, state, and who is inside. Kinds: ${ROOM_KINDS.join(', ')}.`,
  options: [
    worldOption,
    flagOption('all', 'up to 1000 of each kind instead of 20'),
    flagOption('watch', 'list them again after each change, until Ctrl-C'),
    ...serverOptions,
    flagOption('json', 'as JSON; with --watch, one line for each change'),
  ],
  examples: ['greenroom rooms', 'greenroom rooms meeting-room --watch', 'greenroom rooms --world qa-17 --json'],
  async run(input, io) {
    atMost(input, 1, 'greenroom rooms takes one kind.')
    const kinds = kindsOf(input.operands[0])
    const world = await worldOf(input)
    const text = (): Promise<string> => textOf(world, kinds, input, io)
    if (input.flag('watch')) await watch(world, text, io)
    else io.out(await text())
    return exitCode.held
  },
}

function kindsOf(word: string | undefined): readonly RoomKind[] {
  if (word === undefined) return ROOM_KINDS
  const kind = ROOM_KINDS.find((each) => each === word)
  if (kind) return [kind]
  throw unknownWord('kind of room', word, ROOM_KINDS)
}

const USUAL = 20
const MOST = 1000

async function textOf(world: TestWorld, kinds: readonly RoomKind[], input: Input, io: Io): Promise<string> {
  const limit = input.flag('all') ? MOST : USUAL
  const pages = await Promise.all(kinds.map((kind) => roomPage(world, kind, limit)))
  if (input.flag('json')) return `${toEscapedJson(pages.map(toData), input.flag('watch') ? 0 : 2)}\n`
  const names = await userNamesIn(
    world,
    pages.flatMap((page) => page.rooms),
  )
  return listText(pages, names, terminalPaint(io))
}

const toData = ({ kind, total, rooms: found }: RoomPage) => ({ kind, total, rooms: found.map(({ row }) => row) })

/** Clears a terminal before each list; elsewhere, an empty line stands between two of them. */
async function watch(world: TestWorld, text: () => Promise<string>, io: Io): Promise<void> {
  const isScreen = io.columns !== undefined
  let shown = ''
  const show = async (): Promise<void> => {
    const now = await text()
    if (now === shown) return
    io.out(`${isScreen ? CLEAR : shown === '' || now.startsWith('[{') ? '' : '\n'}${now}`)
    shown = now
  }
  const ended = new AbortController()
  void io.ended?.then(() => ended.abort())
  const signal = AbortSignal.any([ended.signal, ...(io.readerGone ? [io.readerGone] : [])])
  // What changes before they are open is in the first list.
  const events = await openedEvents(world, signal)
  await show()
  for await (const { kind, data } of events) {
    if (kind === 'world' && data.kind === 'dropped') return
    await show()
  }
}

const CLEAR = '\u001b[H\u001b[J'

import type { Paint } from '../report/paint.ts'
import { toEscapedLine } from '../report/text/escaped-json.ts'
import type { RoomKind, RoomPage } from './kinds.ts'
import { roomCells, type UserNames, type RoomCells } from './room-line.ts'

const TITLES: Readonly<Record<RoomKind, string>> = {
  'meeting-room': 'Meeting rooms',
  'livechat-room': 'Livechat rooms',
  call: 'Calls',
}

/** Rooms of each kind under a heading, with columns as wide as they need. */
export const listText = (pages: readonly RoomPage[], names: UserNames, paint: Paint): string =>
  pages.map((page) => sectionText(page, names, paint)).join('\n')

function sectionText({ kind, rooms, total }: RoomPage, names: UserNames, paint: Paint): string {
  const rows = rooms.map((room) => roomCells(room, names))
  const width = (name: keyof RoomCells): number => Math.max(0, ...rows.map((row) => row[name].length))
  const widths = { key: width('key'), seats: width('seats'), state: width('state') }
  const lines = rows.map(({ key, seats, state, people }) => {
    const cells = [key.padEnd(widths.key), seats.padStart(widths.seats), stateText(state, widths.state, paint)]
    return `  ${[...cells, paint.dim(toEscapedLine(people))].join('  ').trimEnd()}\n`
  })
  const more = total - rooms.length
  const rest = more === 0 ? '' : `  ${paint.dim(`${more} more; --all lists up to 1000`)}\n`
  return `${paint.bold(TITLES[kind])} ${total}\n${lines.join('')}${rest}`
}

/** Coloured by whether anyone may come in. */
function stateText(state: string, width: number, { green, yellow }: Paint): string {
  const text = toEscapedLine(state).padEnd(width)
  return state === 'open' || state === 'waiting' ? green(text) : yellow(text)
}

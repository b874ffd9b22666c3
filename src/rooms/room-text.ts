import type { LivechatRoom, MeetingRoom, Participant, VideoCall } from '../contract/compiled/types.ts'
import type { Paint } from '../report/paint.ts'
import { toEscapedLine } from '../report/text/escaped-json.ts'
import { roomKey, type Room } from './kinds.ts'
import { participantName, roomCells, type UserNames } from './room-line.ts'

type Rows = readonly (readonly [label: string, value: string])[]

/** Everything worth knowing about one room, a line for each. */
export function roomText(room: Room, names: UserNames, paint: Paint): string {
  const { seats, state } = roomCells(room, names)
  const rows = rowsOf(room, names).filter(([, value]) => value !== '')
  const width = Math.max(...rows.map(([label]) => label.length))
  return [
    `${paint.bold(roomKey(room))} ${room.kind}, ${seats}, ${toEscapedLine(state)}\n`,
    ...rows.map(([label, value]) => `  ${paint.dim(label.padEnd(width))}  ${toEscapedLine(value)}\n`),
  ].join('')
}

function rowsOf(room: Room, names: UserNames): Rows {
  if (room.kind === 'meeting-room') return meetingRows(room.row, names)
  return room.kind === 'call' ? callRows(room.row, names) : livechatRows(room.row)
}

const meetingRows = ({ id, hostId, inside, past }: MeetingRoom, names: UserNames): Rows => [
  ['id', id],
  ['host', names.get(hostId) ?? hostId],
  ...inside.map(
    (each) => ['inside', `${participantName(each, names)}, ${wayOf(each)} since ${each.joinedAt}`] as const,
  ),
  ...past.slice(-SHOWN).map((each) => ['left', `${participantName(each, names)} at ${each.leftAt ?? ''}`] as const),
]

/** How many of those who left are shown. */
const SHOWN = 5

const wayOf = ({ userId }: Participant): string => (userId === null ? 'a guest' : 'a user')

const livechatRows = (room: LivechatRoom): Rows => [
  ['visitor', room.fname],
  ['served by', room.servedBy?.username ?? ''],
  ['department', room.department?.name ?? room.departmentId ?? ''],
  ['tags', (room.tags ?? []).join(', ')],
  ['messages', String(room.msgs)],
  ['last', room.lastMessage.msg],
  ['began', room.ts],
  ['closed', room.closedAt ?? ''],
]

const callRows = ({ url, providerName, members, users, anonymousUsers }: VideoCall, names: UserNames): Rows => [
  ['url', url],
  ['provider', providerName],
  ['members', (members ?? []).map((member) => names.get(member) ?? member).join(', ')],
  ['users', users.map((user) => names.get(user) ?? user).join(', ')],
  ['anonymous', anonymousUsers === 0 ? '' : String(anonymousUsers)],
]

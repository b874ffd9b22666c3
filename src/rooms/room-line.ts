import type { LivechatRoom, MeetingRoom, Participant, VideoCall } from '../contract/compiled/types.ts'
import { roomKey, type Room } from './kinds.ts'

/** What a line of a list shows of a room, column by column. */
export interface RoomCells {
  readonly key: string
  /** Seats taken and in all, or people inside. */
  readonly seats: string
  /** The words of situations that hold, or that it is open. */
  readonly state: string
  readonly people: string
}

/** UserNames of people by id; ids that it lacks stay as they are. */
export type UserNames = ReadonlyMap<string, string>

/** A room as a line of a list. */
export const roomCells = (room: Room, names: UserNames): RoomCells => ({ key: roomKey(room), ...partsOf(room, names) })

function partsOf(room: Room, names: UserNames): Omit<RoomCells, 'key'> {
  if (room.kind === 'meeting-room') return meetingParts(room.row, names)
  return room.kind === 'call' ? callParts(room.row, names) : livechatParts(room.row)
}

const meetingParts = (room: MeetingRoom, names: UserNames): Omit<RoomCells, 'key'> => ({
  seats: `${room.inside.length}/${room.maxParticipants}`,
  state: wordsOf({
    inactive: !room.isActive,
    locked: room.isLocked,
    full: room.inside.length >= room.maxParticipants,
  }),
  people: few(room.inside.map((each) => participantName(each, names))),
})

const livechatParts = ({ usersCount, open, onHold, servedBy, fname }: LivechatRoom): Omit<RoomCells, 'key'> => ({
  seats: counted(usersCount, 'user'),
  state:
    open === undefined
      ? 'closed'
      : [servedBy ? `served by ${servedBy.username}` : 'waiting', ...(onHold ? ['on-hold'] : [])].join(', '),
  people: fname,
})

const callParts = ({ members, users, anonymousUsers }: VideoCall, names: UserNames): Omit<RoomCells, 'key'> => ({
  seats: counted(users.length + anonymousUsers, 'user'),
  state: members === null ? 'open' : `private to ${few(members.map((id) => names.get(id) ?? id))}`,
  people: few([
    ...users.map((id) => names.get(id) ?? id),
    ...(anonymousUsers === 0 ? [] : [`${anonymousUsers} anonymous`]),
  ]),
})

/** A user by name, marked if they host; a guest by the name that they gave. */
export const participantName = ({ userId, guestName, isHost }: Participant, names: UserNames): string =>
  `${guestName ?? names.get(userId ?? '') ?? userId ?? ''}${isHost ? ' (host)' : ''}`

const wordsOf = (holds: Readonly<Record<string, boolean>>): string =>
  Object.keys(holds)
    .filter((word) => holds[word])
    .join(', ') || 'open'

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

const SHOWN = 4

/** The first few of a list, and how many more there are. */
const few = (all: readonly string[]): string =>
  [...all.slice(0, SHOWN), ...(all.length > SHOWN ? [`${all.length - SHOWN} more`] : [])].join(', ')

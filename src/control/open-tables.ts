import { requestValidators } from '../contract/compiled/control-request-validators.ts'
import type { LivechatRoom } from '../contract/compiled/types.ts'
import type { FormFault, Validator } from '../contract/model/face.ts'
import type { Announcement } from '../domain/announcement.ts'
import { changesByHand } from '../domain/meeting-changes.ts'
import type { LivechatDepartment, MeetingRoom, Person, Reader, Role, State, VideoCall, Write } from '../domain/state.ts'

/** A table whose rows the control plane can read and edit. */
export interface OpenTable<Row> {
  /** The word for a row in messages. */
  readonly word: string
  /** The member that holds the key. */
  readonly keyName: string & keyof Row
  readonly from: (state: State) => Reader<Row>
  readonly toWrite: (key: string, value: Row | null) => Write
  readonly isRow: (value: unknown) => value is Row
  readonly validator: Validator
  /** Members that a merge patch sets to null; it removes all others. */
  readonly nullable?: Partial<Row>
  /** What sockets hear when a row is written; nothing by default. */
  readonly announces?: (before: Row | undefined, after: Row | null) => Announcement[]
  /** A page of rows with the total number; in the order of the table by default. */
  readonly page?: (state: State, start: number, end: number) => RowPage<Row>
}

export interface RowPage<Row> {
  readonly rows: readonly Row[]
  readonly total: number
}

const validatorOf = (operation: string): Validator => {
  const found = requestValidators['current']?.[operation]?.body
  if (!found) throw new Error(`the control plane has no validator for ${operation}`)
  return found
}

const row = <Row>(validator: Validator): Pick<OpenTable<Row>, 'validator' | 'isRow'> => ({
  validator,
  isRow: (value): value is Row => validator(value) === null,
})

/** Rooms are sorted by `ts` as text, so any other form would be listed in the wrong place. */
const livechatValidator: Validator = (value) => validatorOf('putLivechatRoom')(value) ?? dateFault(value)

function dateFault(value: unknown): FormFault | null {
  const ts = typeof value === 'object' && value !== null && 'ts' in value ? value.ts : undefined
  const time = typeof ts === 'string' ? Date.parse(ts) : NaN
  if (!Number.isNaN(time) && new Date(time).toISOString() === ts) return null
  return { pointer: '/ts', keyword: 'format', text: 'must be a date such as 2026-03-03T10:30:00.000Z' }
}

export const people: OpenTable<Person> = {
  ...row<Person>(validatorOf('putPerson')),
  word: 'person',
  keyName: 'id',
  from: (state) => state.people,
  toWrite: (key, value) => ({ table: 'people', key, value }),
  nullable: { authToken: null },
}

export const roles: OpenTable<Role> = {
  ...row<Role>(validatorOf('putRole')),
  word: 'role',
  keyName: 'name',
  from: (state) => state.roles,
  toWrite: (key, value) => ({ table: 'roles', key, value }),
}

export const livechatRooms: OpenTable<LivechatRoom> = {
  ...row<LivechatRoom>(livechatValidator),
  word: 'livechat room',
  keyName: '_id',
  from: (state) => state.livechatRooms,
  toWrite: (key, value) => ({ table: 'livechatRooms', key, value }),
  // Uses the index, so that generated rooms are generated only for the page.
  page: (state, start, end) => {
    const rooms = state.livechatRooms.newestFirst()
    return { rows: rooms.slice(start, end), total: rooms.length }
  },
}

export const calls: OpenTable<VideoCall> = {
  ...row<VideoCall>(validatorOf('putCall')),
  word: 'call',
  keyName: 'id',
  from: (state) => state.calls,
  toWrite: (key, value) => ({ table: 'calls', key, value }),
  nullable: { members: null },
}

export const departments: OpenTable<LivechatDepartment> = {
  ...row<LivechatDepartment>(validatorOf('putDepartment')),
  word: 'department',
  keyName: 'id',
  from: (state) => state.departments,
  toWrite: (key, value) => ({ table: 'departments', key, value }),
  nullable: { agents: null },
}

export const meetingRooms: OpenTable<MeetingRoom> = {
  ...row<MeetingRoom>(validatorOf('putMeetingRoom')),
  word: 'meeting room',
  keyName: 'code',
  from: (state) => state.meetingRooms,
  toWrite: (key, value) => ({ table: 'meetingRooms', key, value }),
  announces: changesByHand,
}

import type { Seed } from '../../contract/compiled/types.ts'
import type { LivechatDepartment, MeetingRoom, Person, Reader, State, VideoCall } from '../../domain/state.ts'
import { json, type Handler } from '../handler.ts'
import { inWorld, type ControlParts } from '../parts.ts'

/** The data of a seed, but for what its file says of itself. */
export type HeldData = Omit<Seed, 'name' | 'says' | 'reserved'>

/** Handler that reads what a world holds as the data of a seed. */
export const seedHandlers = (parts: ControlParts): Readonly<Record<'readSeed', Handler>> => ({
  readSeed: inWorld(parts, async ({ name, seed }) =>
    json(await parts.core.store.change(name, (state) => ({ result: toHeldData(seed, state), writes: [] }))),
  ),
})

/** The current rows; identities whose person is gone are left out. */
export const toHeldData = (seed: Seed, state: State): HeldData => ({
  instant: seed.instant,
  settings: {
    anonymousReading: state.settings.anonymousReading,
    ...(state.settings.monitors ? { monitors: state.settings.monitors } : {}),
  },
  jwtSecret: seed.jwtSecret,
  roles: Object.fromEntries(rowsOf(state.roles).map(({ name, permissions }) => [name, permissions])),
  people: rowsOf(state.people).map(fromPerson),
  identities: Object.fromEntries(
    Object.entries(seed.identities).filter(([, { person, member }]) =>
      [person, member].every((id) => id === undefined || state.people.get(id) !== undefined),
    ),
  ),
  meetingRooms: rowsOf(state.meetingRooms).map(fromMeetingRoom),
  calls: rowsOf(state.calls).map(fromCall),
  livechatRooms: rowsOf(state.livechatRooms),
  ...departmentsOf(rowsOf(state.departments)),
})

const rowsOf = <Row>(table: Reader<Row>): Row[] => [...table.entries()].map(([, row]) => row)

/** Logins are history, and a seed has none. */
function fromPerson(row: Person): Seed['people'][number] {
  const { authToken, logins: _, ...person } = row
  return { ...person, ...(authToken === null ? {} : { authToken }) }
}

/** Most worlds have none. */
const departmentsOf = (rows: readonly LivechatDepartment[]): Pick<Seed, 'departments'> =>
  rows.length === 0
    ? {}
    : {
        departments: rows.map(({ id, name, ancestors, agents }) => ({
          id,
          name,
          ...(ancestors.length === 0 ? {} : { ancestors }),
          ...(agents === null ? {} : { agents }),
        })),
      }

/** Without what is so by default. */
const fromCall = ({ members, users, anonymousUsers, ...call }: VideoCall): Seed['calls'][number] => ({
  ...call,
  ...(members === null ? {} : { members }),
  ...(users.length === 0 ? {} : { users }),
  ...(anonymousUsers === 0 ? {} : { anonymousUsers }),
})

function fromMeetingRoom(room: MeetingRoom): Seed['meetingRooms'][number] {
  const { id, code, hostId, isActive, isLocked, maxParticipants, inside } = room
  const guests = inside.flatMap(({ guestName }) => guestName ?? [])
  const users = inside.flatMap(({ userId }) => userId ?? [])
  return {
    id,
    code,
    hostId,
    ...(isActive ? {} : { isActive }),
    ...(isLocked ? { isLocked } : {}),
    maxParticipants,
    ...(guests.length === 0 ? {} : { guests }),
    ...(users.length === 0 ? {} : { users }),
  }
}

import type { ControlOperation } from '../contract/compiled/control-routes.ts'
import { armHandlers } from './arms.ts'
import { clockHandlers } from './clock.ts'
import { eventHandlers } from './events.ts'
import { guestHandlers } from './guests.ts'
import { json, type Handler } from './handler.ts'
import { journalHandlers } from './journal.ts'
import { calls, departments, livechatRooms, meetingRooms, people, roles } from './open-tables.ts'
import { participantHandlers } from './participants.ts'
import type { ControlParts } from './parts.ts'
import { rowHandlers } from './rows.ts'
import { scenarioHandlers } from './scenarios.ts'
import { situationHandlers } from './situations.ts'
import { snapshotHandlers } from './snapshots.ts'
import { decisionHandlers } from './views/decisions.ts'
import { limiterHandlers } from './views/limiter.ts'
import { outcomeHandlers } from './views/outcomes.ts'
import { seatHandlers } from './views/seats.ts'
import { seedHandlers } from './views/seed.ts'
import { worldHandlers } from './worlds.ts'

/** The handlers of all operations in the control plane's contract; a missing one does not compile. */
export function controlOperations(parts: ControlParts): Readonly<Record<ControlOperation, Handler>> {
  const [person, role, room] = [
    rowHandlers(parts, people),
    rowHandlers(parts, roles),
    rowHandlers(parts, livechatRooms),
  ]
  const [call, department, meetingRoom] = [
    rowHandlers(parts, calls),
    rowHandlers(parts, departments),
    rowHandlers(parts, meetingRooms),
  ]
  return {
    readMock: () => json(mockInfo(parts)),
    ...outcomeHandlers(parts),
    ...worldHandlers(parts),
    ...snapshotHandlers(parts),
    ...situationHandlers(parts),
    ...scenarioHandlers(parts),
    ...armHandlers(parts),
    ...clockHandlers(parts),
    ...journalHandlers(parts),
    ...eventHandlers(parts),
    ...decisionHandlers(parts),
    ...limiterHandlers(parts),
    ...guestHandlers(parts),
    ...participantHandlers(parts),
    ...seatHandlers(parts),
    ...seedHandlers(parts),
    listPeople: person.list,
    readPerson: person.read,
    putPerson: person.put,
    patchPerson: person.patch,
    removePerson: person.remove,
    listRoles: role.list,
    readRole: role.read,
    putRole: role.put,
    patchRole: role.patch,
    removeRole: role.remove,
    listLivechatRooms: room.list,
    readLivechatRoom: room.read,
    putLivechatRoom: room.put,
    patchLivechatRoom: room.patch,
    removeLivechatRoom: room.remove,
    listCalls: call.list,
    readCall: call.read,
    putCall: call.put,
    patchCall: call.patch,
    removeCall: call.remove,
    listDepartments: department.list,
    readDepartment: department.read,
    putDepartment: department.put,
    patchDepartment: department.patch,
    removeDepartment: department.remove,
    listMeetingRooms: meetingRoom.list,
    readMeetingRoom: meetingRoom.read,
    putMeetingRoom: meetingRoom.put,
    patchMeetingRoom: meetingRoom.patch,
    removeMeetingRoom: meetingRoom.remove,
  }
}

const mockInfo = ({ core, dataUrl }: ControlParts) => ({
  edition: core.edition,
  seed: core.seed.name,
  url: dataUrl(),
  ...(core.links.dialect === null ? {} : { dialect: core.links.dialect }),
  operations: Object.fromEntries(core.operations.map((id) => [id, outcomesOf(core, id)])),
})

/** The outcomes of all faces of an operation, each once. */
const outcomesOf = ({ faces, socketFaces }: ControlParts['core'], id: string): string[] => [
  ...new Set(
    [...faces, ...socketFaces]
      .filter(({ operation }) => operation === id)
      .flatMap(({ outcomes }) => outcomes.map(({ name }) => name)),
  ),
]

import { seeds } from '../../src/contract/compiled/seeds.ts'
import type {
  LivechatDepartment,
  LivechatRoom,
  MeetingRoom,
  Person,
  Role,
  VideoCall,
} from '../../src/contract/compiled/types.ts'
import { CALL_BODY } from './plane.ts'

const [chat] = seeds.documented.livechatRooms
if (!chat) throw new Error('the documented seed has no livechat room')

/** A row of each table, as good as any. */
export const SAMPLE_ROWS: {
  readonly people: Person
  readonly roles: Role
  readonly 'livechat-rooms': LivechatRoom
  readonly calls: VideoCall
  readonly departments: LivechatDepartment
  readonly 'meeting-rooms': MeetingRoom
} = {
  people: { id: 'somebody', username: 'some.body', name: 'Some Body', role: 'user', authToken: null },
  roles: { name: 'role', permissions: ['view-l-room'] },
  'livechat-rooms': { ...chat, _id: 'someRoom' },
  calls: {
    id: 'someCall',
    url: 'http://call.example.test',
    providerName: 'p',
    members: null,
    users: ['a'],
    anonymousUsers: 0,
  },
  departments: { id: 'sales', name: 'Sales', ancestors: [], agents: null },
  'meeting-rooms': {
    id: 'someRoom',
    code: 'som-roo-mxx',
    hostId: 'host',
    isActive: true,
    isLocked: false,
    maxParticipants: 2,
    inside: [],
    past: [],
  },
}

/** Values of the paths' parameters that are there in a fresh world of the documented seed. */
export const KEYS: Readonly<Record<string, string>> = {
  '/worlds/{world}/people/{key}': 'CkCPNctrgCDfmWLqC',
  '/worlds/{world}/roles/{key}': 'user',
  '/worlds/{world}/livechat-rooms/{key}': 'gMMeBpWyLeowCrzBv',
  '/worlds/{world}/calls/{key}': CALL_BODY.callId,
  '/worlds/{world}/departments/{key}': 'greenroom-department',
  '/worlds/{world}/meeting-rooms/{key}': 'abc-def-ghi',
  '/worlds/{world}/meeting-rooms/{key}/participants': 'abc-def-ghi',
  '/worlds/{world}/meeting-rooms/{key}/participants/{participant}': 'abc-def-ghi',
}

const SAMPLE_JOIN = {
  operation: 'joinMeetingRoom',
  expect: 'joined-as-host',
  as: 'guest',
  request: { path: { code: '$code' }, query: {}, headers: {}, body: { guestName: 'Jane' } },
}

/** A body that each operation takes; `snapshot` is one of the world that it goes to. */
export const sampleBodies = (snapshot: unknown): Readonly<Record<string, object>> => ({
  makeWorld: { name: 'made', seed: 'documented', salt: 'salt', clock: 'seed', rateLimit: true },
  replaceWorld: { seed: 'documented', salt: 'salt', clock: 'seed', rateLimit: true },
  restoreSnapshot: Object(snapshot),
  arrangeSituation: {
    situation: { 'meeting-room': ['locked'], limit: ['used-up'] },
    operation: 'joinVideoConference',
    address: '127.0.0.1',
  },
  playScenario: {
    scenario: {
      name: 'sample',
      about: 'a room that is locked while somebody is inside',
      at: 'sample.yaml:1',
      steps: [
        { atMs: 0, at: 'sample.yaml:4', set: { 'meeting-room': [] } },
        { atMs: 1000, at: 'sample.yaml:5', by: 'Jane', call: SAMPLE_JOIN },
        { atMs: 2000, at: 'sample.yaml:6', set: { 'meeting-room': ['locked'] } },
      ],
    },
    mode: 'step',
  },
  arm: { operation: 'joinMeetingRoom', outcome: 'room-full', times: 1, latencyMs: 1 },
  changeClock: { set: '2026-03-03T10:30:00.000Z' },
  changeLimiter: { enforced: true },
  changeGuests: { allowed: false },
  putPerson: { ...SAMPLE_ROWS.people, id: 'CkCPNctrgCDfmWLqC' },
  putRole: { ...SAMPLE_ROWS.roles, name: 'user' },
  putLivechatRoom: { ...SAMPLE_ROWS['livechat-rooms'], _id: 'gMMeBpWyLeowCrzBv' },
  putCall: { ...SAMPLE_ROWS.calls, id: CALL_BODY.callId },
  putDepartment: { ...SAMPLE_ROWS.departments, id: 'greenroom-department' },
  putMeetingRoom: { ...SAMPLE_ROWS['meeting-rooms'], code: 'abc-def-ghi' },
  patchPerson: { name: 'Renamed' },
  patchRole: { permissions: [] },
  patchLivechatRoom: { fname: 'Renamed' },
  patchCall: { members: [] },
  patchDepartment: { name: 'Renamed' },
  patchMeetingRoom: { isLocked: true },
  seatParticipant: { guestName: 'Jane' },
})

import type { Edition } from '../../src/contract/compiled/types.ts'

/**
 * The outcomes of a face in order of precedence, each with its status, typed by hand from the documents and DECISIONS.md. Nothing
 * here may be made from `specs/`.
 */
export interface DocumentedOrder {
  readonly operation: string
  /** Null: over Socket.IO, where every edition is the same. */
  readonly edition: Edition | null
  /** The section of DECISIONS.md that states the order; null: no document is about the operation, and there was nothing to decide. */
  readonly by: number | null
  readonly outcomes: readonly (readonly [name: string, status: number])[]
}

const LIST: DocumentedOrder['outcomes'] = [
  ['not-logged-in', 401],
  ['invalid-query', 400],
  ['invalid-sort', 400],
  ['invalid-date-range', 400],
  ['invalid-date', 400],
  ['not-allowed', 403],
  ['invalid-custom-fields', 400],
  ['listed', 200],
]
const CALL: DocumentedOrder['outcomes'] = [
  ['not-logged-in', 401],
  ['rate-limited', 429],
  ['missing-call-id', 400],
  ['invalid-body', 400],
  ['unknown-call', 400],
  ['joined', 200],
]
// As servers of 8 answer: the limit comes after the login, from 8.3 on after the permission, too, in 8.6 after the body.
const LIST_OF_8: DocumentedOrder['outcomes'] = [
  ['not-logged-in', 401],
  ['rate-limited', 429],
  ['too-many-items', 400],
  ...LIST.slice(1),
]
const JOIN_OF_8_0: DocumentedOrder['outcomes'] = [
  ['not-logged-in', 401],
  ['rate-limited', 429],
  ['missing-room-id', 400],
  ['invalid-query', 400],
  ['missing-permission', 403],
  ['invalid-room', 400],
  ['room-closed', 400],
  ['mac-limit-reached', 400],
  ['no-access', 400],
  ['app-prevented', 400],
  ['joined', 200],
]
const JOIN_OF_8_3: DocumentedOrder['outcomes'] = [
  ['not-logged-in', 401],
  ['missing-permission', 403],
  ...JOIN_OF_8_0.filter(([name]) => name !== 'not-logged-in' && name !== 'missing-permission'),
]
const NOT_CALLED: DocumentedOrder['outcomes'] = [
  ['unknown-call', 400],
  ['no-provider-app', 400],
  ['provider-not-configured', 400],
  ['call-ended', 400],
  ['failed-to-get-url', 400],
  ['joined', 200],
]
const CALL_OF_8_0: DocumentedOrder['outcomes'] = [...CALL.slice(0, 4), ...NOT_CALLED]
const CALL_OF_8_6: DocumentedOrder['outcomes'] = [
  ['not-logged-in', 401],
  ['missing-call-id', 400],
  ['invalid-body', 400],
  ['rate-limited', 429],
  ...NOT_CALLED,
]
// From the name on, the route and the event are one.
const MEETING: DocumentedOrder['outcomes'] = [
  ['guest-name-missing', 400],
  ['guest-name-too-short', 400],
  ['guest-name-too-long', 400],
  ['room-not-found', 404],
  ['room-inactive', 400],
  ['room-locked', 403],
  ['room-full', 400],
  ['joined-as-host', 201],
  ['joined-as-user', 201],
  ['joined-as-guest', 201],
]
const MEETING_OVER_HTTP: DocumentedOrder['outcomes'] = [
  ['malformed-body', 400],
  ['body-too-large', 413],
  ['unauthorized', 401],
  ...MEETING,
]

/** Every face. */
export const documentedOrders: readonly DocumentedOrder[] = [
  {
    operation: 'joinLivechatRoom',
    edition: 'current',
    by: 3,
    outcomes: [
      ['not-logged-in', 401],
      ['missing-room-id', 400],
      ['invalid-query', 400],
      ['missing-permission', 403],
      ['invalid-room', 400],
      ['room-closed', 400],
      ['no-access', 403],
      ['joined', 200],
    ],
  },
  {
    operation: 'joinLivechatRoom',
    edition: '2022',
    by: 3,
    outcomes: [
      ['not-logged-in', 401],
      ['missing-room-id', 400],
      ['invalid-room', 400],
      ['no-access', 400],
      ['joined', 200],
    ],
  },
  { operation: 'listLivechatRooms', edition: 'current', by: 13, outcomes: LIST },
  { operation: 'listLivechatRooms', edition: '2022', by: 13, outcomes: LIST },
  { operation: 'joinVideoConference', edition: 'current', by: 21, outcomes: CALL },
  { operation: 'joinVideoConference', edition: '2022', by: 21, outcomes: CALL },
  { operation: 'joinMeetingRoom', edition: 'current', by: 29, outcomes: MEETING_OVER_HTTP },
  { operation: 'joinMeetingRoom', edition: '2022', by: 29, outcomes: MEETING_OVER_HTTP },
  { operation: 'joinLivechatRoom', edition: '8.0', by: 50, outcomes: JOIN_OF_8_0 },
  { operation: 'joinLivechatRoom', edition: '8.3', by: 50, outcomes: JOIN_OF_8_3 },
  { operation: 'joinLivechatRoom', edition: '8.6', by: 50, outcomes: JOIN_OF_8_3 },
  { operation: 'listLivechatRooms', edition: '8.0', by: 50, outcomes: LIST_OF_8 },
  { operation: 'listLivechatRooms', edition: '8.3', by: 50, outcomes: LIST_OF_8 },
  { operation: 'listLivechatRooms', edition: '8.6', by: 50, outcomes: LIST_OF_8 },
  { operation: 'joinVideoConference', edition: '8.0', by: 50, outcomes: CALL_OF_8_0 },
  { operation: 'joinVideoConference', edition: '8.3', by: 50, outcomes: CALL_OF_8_0 },
  { operation: 'joinVideoConference', edition: '8.6', by: 50, outcomes: CALL_OF_8_6 },
  { operation: 'joinMeetingRoom', edition: '8.0', by: 29, outcomes: MEETING_OVER_HTTP },
  { operation: 'joinMeetingRoom', edition: '8.3', by: 29, outcomes: MEETING_OVER_HTTP },
  { operation: 'joinMeetingRoom', edition: '8.6', by: 29, outcomes: MEETING_OVER_HTTP },
  {
    operation: 'connectMeetingRooms',
    edition: null,
    by: 44,
    outcomes: [
      ['unauthorized', 401],
      ['connected', 200],
    ],
  },
  { operation: 'joinMeetingRoom', edition: null, by: 43, outcomes: [['code-missing', 400], ...MEETING] },
  { operation: 'leaveMeetingRoom', edition: null, by: 46, outcomes: [['left', 200]] },
  {
    operation: 'lockMeetingRoom',
    edition: null,
    by: 48,
    outcomes: [
      ['locked-missing', 400],
      ['room-not-found', 404],
      ['not-host', 403],
      ['lock-changed', 200],
    ],
  },
  {
    operation: 'endMeetingRoom',
    edition: null,
    by: 48,
    outcomes: [
      ['room-not-found', 404],
      ['not-host', 403],
      ['room-ended', 200],
    ],
  },
]

/** Orders that a document itself states; the others are decisions. */
export const statedOrders: readonly {
  readonly source: string
  readonly operation: string
  readonly outcomes: readonly string[]
}[] = [
  // "Server validates: Room is active. Room is not locked. Room has not reached max participants. Participant record is created"
  {
    source: '002_142f66b635c02c8c.txt#For Authenticated Users',
    operation: 'joinMeetingRoom',
    outcomes: ['room-inactive', 'room-locked', 'room-full', 'joined-as-host', 'joined-as-user', 'joined-as-guest'],
  },
]

/** The status of an outcome. Throws where no row has it. */
export function documentedStatus(operation: string, edition: Edition | null, outcome: string): number {
  const row = documentedOrders.find((each) => each.operation === operation && each.edition === edition)
  const status = row?.outcomes.find(([name]) => name === outcome)?.[1]
  if (status === undefined) throw new Error(`no row states a status for ${operation}/${outcome}`)
  return status
}

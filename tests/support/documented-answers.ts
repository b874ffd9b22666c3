import type { Edition } from '../../src/contract/compiled/types.ts'

/** What was chosen where a document prints nothing or contradicts itself. */
export interface Decided {
  /** The section of DECISIONS.md that says so, and words of the document that it quotes. */
  readonly by: number
  readonly words?: readonly string[]
  readonly status?: number
  readonly body?: string
}

/**
 * An answer that a document states, typed from the document by hand: the one place that knows statuses and texts from elsewhere
 * than the contract. Nothing here may be made from `specs/`, or a slip there would look right.
 */
export interface DocumentedAnswer {
  /** The document and the place in it, as `x-source` cites it. */
  readonly source: string
  readonly operation: string
  readonly outcome: string
  readonly editions: readonly Edition[]
  readonly ways: readonly ('http' | 'socket')[]
  /** Null: the document prints no status. */
  readonly status: number | null
  /** As the document prints it, white space aside; null: it prints no body. */
  readonly body: string | null
  readonly decided?: Decided
  /** Members whose values are examples: an answer has others. */
  readonly examples?: readonly string[]
}

const BOTH: readonly Edition[] = ['current', '2022']
const joinLivechatRoom = { operation: 'joinLivechatRoom', ways: ['http'] } as const
const of2022 = { ...joinLivechatRoom, editions: ['2022'], status: null } as const
const current = { ...joinLivechatRoom, editions: ['current'] } as const
const joinMeetingRoom = { operation: 'joinMeetingRoom', editions: BOTH, ways: ['http', 'socket'] } as const
const listLivechatRooms = { operation: 'listLivechatRooms', editions: BOTH, ways: ['http'] } as const
const joinVideoConference = { operation: 'joinVideoConference', editions: BOTH, ways: ['http'] } as const

/** 000: room.join of 2022. It prints no status anywhere. */
const DOCUMENT_000: readonly DocumentedAnswer[] = [
  {
    ...of2022,
    source: '000_03bc81dfc50bf8ef.txt#Success',
    outcome: 'joined',
    body: '{ "success": true }',
    decided: { by: 6, status: 200 },
  },
  {
    ...of2022,
    source: '000_03bc81dfc50bf8ef.txt#Error',
    outcome: 'not-logged-in',
    body: '{ "status": "error", "message": "You must be logged in to do this." }',
    decided: { by: 6, status: 401 },
  },
  {
    ...of2022,
    source: '000_03bc81dfc50bf8ef.txt#Missing Key',
    outcome: 'missing-room-id',
    // The document ends it with `}n`, by a slip: DECISIONS.md, 7.
    body: `{
      "message": "Match error: Missing key 'roomId'",
      "path": "",
      "sanitizedError": {
        "isClientSafe": true,
        "error": 400,
        "reason": "Match failed",
        "message": "Match failed [400]",
        "errorType": "Meteor.Error"
      },
      "errorType": "Match.Error",
      "success": false
    }`,
    decided: { by: 6, status: 400 },
  },
  {
    ...of2022,
    source: '000_03bc81dfc50bf8ef.txt#Invalid Room ID',
    outcome: 'invalid-room',
    body: `{
      "isClientSafe": true,
      "error": "error-invalid-room",
      "reason": "Invalid room",
      "details": { "method": "joinRoom" },
      "message": "Invalid room [error-invalid-room]",
      "errorType": "Meteor.Error",
      "success": false
    }`,
    decided: { by: 6, status: 400 },
  },
  {
    ...of2022,
    // "Not allowed: Occurs when the authenticated user doesn't have permission to access the room."
    source: '000_03bc81dfc50bf8ef.txt#Error Not allowed',
    outcome: 'no-access',
    body: null,
    decided: {
      by: 5,
      status: 400,
      body: `{
        "isClientSafe": true,
        "error": "error-not-allowed",
        "reason": "Not allowed",
        "details": { "method": "joinRoom" },
        "message": "Not allowed [error-not-allowed]",
        "errorType": "Meteor.Error",
        "success": false
      }`,
    },
  },
]

/** 001: room.join. */
const DOCUMENT_001: readonly DocumentedAnswer[] = [
  {
    ...current,
    source: '001_6cc5ded2818b3a57.txt#Responses 200',
    outcome: 'joined',
    status: 200,
    body: '{ "success": true }',
  },
  {
    ...current,
    source: '001_6cc5ded2818b3a57.txt#Responses 400 Example 1',
    outcome: 'missing-room-id',
    status: 400,
    body: `{
      "success": false,
      "error": "must have required property 'roomId' [invalid-params]",
      "errorType": "invalid-params"
    }`,
  },
  {
    ...current,
    source: '001_6cc5ded2818b3a57.txt#Responses 400 Example 2',
    outcome: 'invalid-room',
    status: 400,
    body: '{ "success": false, "error": "error-invalid-room" }',
  },
  {
    ...current,
    source: '001_6cc5ded2818b3a57.txt#Responses 401',
    outcome: 'not-logged-in',
    status: 401,
    body: '{ "status": "error", "message": "You must be logged in to do this." }',
  },
  {
    ...current,
    source: '001_6cc5ded2818b3a57.txt#Responses 403 Example 1',
    outcome: 'missing-permission',
    status: 403,
    body: `{
      "success": false,
      "error": "User does not have the permissions required for this action [error-unauthorized]"
    }`,
  },
  {
    ...current,
    source: '001_6cc5ded2818b3a57.txt#Responses 403 Example 2',
    outcome: 'no-access',
    status: 403,
    body: '{ "success": false, "error": "unauthorized" }',
  },
]

const OF_A_PARTICIPANT = ['id', 'roomId', 'userId', 'joinedAt']
const ROOM_NOT_FOUND = {
  source: '002_142f66b635c02c8c.txt#Error Codes 404',
  outcome: 'room-not-found',
  status: 404,
  body: '{ "statusCode": 404, "message": "Room not found" }',
}

/** 002: joining a meeting room. Its answers are those of the route and of the event. */
const DOCUMENT_002: readonly DocumentedAnswer[] = [
  {
    ...joinMeetingRoom,
    // "Host status is automatically set if userId matches room.hostId"; the body is the document's template of an answer.
    source: '002_142f66b635c02c8c.txt#Participant Checks',
    outcome: 'joined-as-host',
    status: null,
    body: `{
      "400": {},
      "403": {},
      "404": {},
      "id": "<string>",
      "roomId": "<string>",
      "userId": "<string>",
      "guestName": "<string>",
      "isActive": true,
      "isHost": true,
      "joinedAt": "<string>",
      "leftAt": "<string>"
    }`,
    decided: {
      by: 27,
      words: ['"400": {}', '"403": {}', '"404": {}', '"<string>"'],
      status: 201,
      body: `{
        "id": "clx2a3b4c5d6e7f8g9h0i1j",
        "roomId": "clx1a2b3c4d5e6f7g8h9i0j",
        "userId": "clx9z8y7x6w5v4u3t2s1r0q",
        "guestName": null,
        "isActive": true,
        "isHost": true,
        "joinedAt": "2026-03-03T10:34:00.000Z",
        "leftAt": null
      }`,
    },
    examples: OF_A_PARTICIPANT,
  },
  {
    ...joinMeetingRoom,
    source: '002_142f66b635c02c8c.txt#Example Authenticated User',
    outcome: 'joined-as-user',
    status: null,
    body: `{
      "id": "clx3a4b5c6d7e8f9g0h1i2j",
      "roomId": "clx1a2b3c4d5e6f7g8h9i0j",
      "userId": "clx0a1b2c3d4e5f6g7h8i9j",
      "guestName": null,
      "isActive": true,
      "isHost": false,
      "joinedAt": "2026-03-03T10:35:00.000Z",
      "leftAt": null
    }`,
    decided: { by: 26, status: 201 },
    examples: OF_A_PARTICIPANT,
  },
  {
    ...joinMeetingRoom,
    source: '002_142f66b635c02c8c.txt#Example Guest User',
    outcome: 'joined-as-guest',
    status: null,
    body: `{
      "id": "clx4a5b6c7d8e9f0g1h2i3j",
      "roomId": "clx1a2b3c4d5e6f7g8h9i0j",
      "userId": null,
      "guestName": "Jane Smith",
      "isActive": true,
      "isHost": false,
      "joinedAt": "2026-03-03T10:36:00.000Z",
      "leftAt": null
    }`,
    decided: { by: 26, status: 201 },
    examples: OF_A_PARTICIPANT,
  },
  {
    ...joinMeetingRoom,
    source: '002_142f66b635c02c8c.txt#Error Codes 400',
    outcome: 'room-inactive',
    status: 400,
    body: '{ "statusCode": 400, "message": "Room is no longer active" }',
  },
  {
    ...joinMeetingRoom,
    source: '002_142f66b635c02c8c.txt#Error Codes 400',
    outcome: 'room-full',
    status: 400,
    body: '{ "statusCode": 400, "message": "Room is full" }',
  },
  {
    ...joinMeetingRoom,
    source: '002_142f66b635c02c8c.txt#Error Codes 403',
    outcome: 'room-locked',
    status: 403,
    body: '{ "statusCode": 403, "message": "Room is locked" }',
  },
  { ...joinMeetingRoom, ...ROOM_NOT_FOUND },
  // "Required if not authenticated. Minimum length: 1. Maximum length: 50"
  {
    ...joinMeetingRoom,
    source: '002_142f66b635c02c8c.txt#Request Body',
    outcome: 'guest-name-missing',
    status: null,
    body: null,
    decided: {
      by: 30,
      status: 400,
      body: `{
        "statusCode": 400,
        "message": [
          "guestName must be shorter than or equal to 50 characters",
          "guestName must be longer than or equal to 1 characters",
          "guestName must be a string"
        ]
      }`,
    },
  },
  {
    ...joinMeetingRoom,
    source: '002_142f66b635c02c8c.txt#Request Body',
    outcome: 'guest-name-too-short',
    status: null,
    body: null,
    decided: {
      by: 30,
      status: 400,
      body: '{ "statusCode": 400, "message": ["guestName must be longer than or equal to 1 characters"] }',
    },
  },
  {
    ...joinMeetingRoom,
    source: '002_142f66b635c02c8c.txt#Request Body',
    outcome: 'guest-name-too-long',
    status: null,
    body: null,
    decided: {
      by: 30,
      status: 400,
      body: '{ "statusCode": 400, "message": ["guestName must be shorter than or equal to 50 characters"] }',
    },
  },
  // "code: string, required"
  {
    ...joinMeetingRoom,
    ways: ['socket'],
    source: '002_142f66b635c02c8c.txt#Parameters',
    outcome: 'code-missing',
    status: null,
    body: null,
    decided: { by: 43, status: 400, body: '{ "statusCode": 400, "message": ["code must be a string"] }' },
  },
  // "Connect to WebSocket with JWT token", or "without authentication"
  {
    ...joinMeetingRoom,
    operation: 'connectMeetingRooms',
    ways: ['socket'],
    source: '002_142f66b635c02c8c.txt#Join Flow',
    outcome: 'connected',
    status: null,
    body: null,
    decided: { by: 44, status: 200 },
  },
]

/** 003: the list. It prints no status anywhere. */
const DOCUMENT_003: readonly DocumentedAnswer[] = [
  {
    ...listLivechatRooms,
    source: '003_5b785b7f3d0bb509.txt#Success',
    outcome: 'listed',
    status: null,
    // Four rooms, 400 lines: `LIST_OF_003` stands for them.
    body: null,
    decided: { by: 6, status: 200 },
  },
  {
    ...listLivechatRooms,
    source: '003_5b785b7f3d0bb509.txt#Error',
    outcome: 'not-logged-in',
    status: null,
    body: '{ "status": "error", "message": "You must be logged in to do this." }',
    decided: { by: 6, status: 401 },
  },
]

/** SHA-256 of the list of 003 as JSON without white space. */
export const LIST_OF_003 = '360814978d8ecc732275d6600bf588bfeba3d24e0cd9b6589e522db90fdf5655'

/** 004: joining a call. */
const DOCUMENT_004: readonly DocumentedAnswer[] = [
  {
    ...joinVideoConference,
    source: '004_14f3b78abe6398dc.txt#responses 200 Example 1',
    outcome: 'joined',
    status: 200,
    body: `{
      "url": "http://g.co/meet/RocketChat_697887e3c8b0533020781a4a",
      "providerName": "googlemeet",
      "success": "true"
    }`,
    decided: {
      by: 18,
      words: ['"success": "true"'],
      body: `{
        "url": "http://g.co/meet/RocketChat_697887e3c8b0533020781a4a",
        "providerName": "googlemeet",
        "success": true
      }`,
    },
  },
  {
    ...joinVideoConference,
    source: '004_14f3b78abe6398dc.txt#responses 400 Example 1',
    outcome: 'missing-call-id',
    status: 400,
    body: `{
      "success": "false",
      "error": "must have required property 'callId' [invalid-params]",
      "errorType": "invalid-params"
    }`,
    decided: {
      by: 18,
      words: ['"success": "false"'],
      body: `{
        "success": false,
        "error": "must have required property 'callId' [invalid-params]",
        "errorType": "invalid-params"
      }`,
    },
  },
  {
    ...joinVideoConference,
    source: '004_14f3b78abe6398dc.txt#components authorizationError',
    outcome: 'not-logged-in',
    status: 401,
    body: '{ "status": "error", "message": "You must be logged in to do this." }',
  },
  {
    ...joinVideoConference,
    // "Rate limiting: 2 requests per 5000ms."
    source: '004_14f3b78abe6398dc.txt#description',
    outcome: 'rate-limited',
    status: null,
    body: null,
    decided: {
      by: 20,
      status: 429,
      body: `{
        "success": false,
        "error": "Error, too many requests. Please slow down. You must wait 5 seconds before trying this endpoint again. [error-too-many-requests]"
      }`,
    },
  },
]

/** Every answer that a document states. */
export const documentedAnswers: readonly DocumentedAnswer[] = [
  ...DOCUMENT_000,
  ...DOCUMENT_001,
  ...DOCUMENT_002,
  ...DOCUMENT_003,
  ...DOCUMENT_004,
]

/** The requests that documents print a body of. */
export const documentedRequests: readonly {
  readonly source: string
  readonly operation: string
  readonly body: string
  readonly decided: Decided & { readonly body: string }
}[] = [
  {
    source: '002_142f66b635c02c8c.txt#Example Guest User',
    operation: 'joinMeetingRoom',
    body: '{ "guestName": "<string>" }',
    decided: { by: 27, words: ['"guestName": "<string>"'], body: '{ "guestName": "Jane Smith" }' },
  },
  {
    source: '004_14f3b78abe6398dc.txt#requestBody Example 1',
    operation: 'joinVideoConference',
    body: '{ "callId": "697887e3c8b0533020781a4a", "state": { "mic": "true", "cam": "true" } }',
    decided: {
      by: 18,
      words: ['"mic": "true"', '"cam": "true"'],
      body: '{ "callId": "697887e3c8b0533020781a4a", "state": { "mic": true, "cam": true } }',
    },
  },
]

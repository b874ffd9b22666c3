import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { draftTarget, type DraftParts } from './target-draft.ts'
import { situationsOf } from './situation-lines.ts'
import { some } from '../testing/runs.ts'

const IDS = [
  'joinMeetingRoom/room-locked',
  'joinMeetingRoom/joined-as-host',
  'joinMeetingRoom/joined-as-guest',
  'listLivechatRooms/not-logged-in',
  'joinVideoConference/joined',
]
const draft = (given: Partial<DraftParts> = {}): string =>
  draftTarget({
    url: 'https://x.org/base',
    name: 'the "staging" one',
    edition: 'current',
    faces: faces.current,
    socketFaces,
    cases: some(...IDS),
    roles: {},
    found: null,
    hasAdmin: false,
    schema: null,
    ...given,
  })
/** The part of a draft from this key on, up to the next comment. */
const partOf = (text: string, key: string): string =>
  new RegExp(`^${key}:\n((?:.*\n)*?)(?:\n|(?![^]))`, 'm').exec(text)?.[1] ?? 'none'

const NOTHING_FOUND = { answers: [], lacking: [], prefixes: {}, transports: [] }

describe('the draft of a target file', () => {
  it('begins with what it is, the URL, the name and the documents', () => {
    expect(draft()).toMatch(
      /^# What `greenroom verify --target <this file>` runs against\. 5 cases could be played; some need what is\n# commented out here\. docs\/verify\.md explains it step by step\.\nurl: "https:\/\/x\.org\/base"\nname: "the \\"staging\\" one"\n\n/,
    )
    expect(draft()).toContain('\nauthority: { edition: "current", gate: document }\n')
    expect(draft({ schema: './s.json' })).toMatch(/^# yaml-language-server: \$schema=\.\/s\.json\n# What /)
  })

  it('is a file that says of each entry what it is for', () => {
    const one = faces.current.filter(({ operation }) => operation === 'joinVideoConference')
    const cases = some('joinVideoConference/joined', 'joinVideoConference/not-logged-in')
    expect(draft({ faces: one, socketFaces: [], cases, hasAdmin: true, schema: './s.json' })).toBe(`\
# yaml-language-server: $schema=./s.json
# What \`greenroom verify --target <this file>\` runs against. 2 cases could be played; some need what is
# commented out here. docs/verify.md explains it step by step.
url: "https://x.org/base"
name: "the \\"staging\\" one"

# The documents that this target must follow. gate: document = only breaches of what a document states fail the run; server = also
# of how the real servers behave; all = everything.
authority: { edition: "current", gate: document }

# The operations that it has. A listed one that is missing fails the run; without a list, missing ones are blocked.
operations:
#   - joinVideoConference  # POST /api/v1/video-conference.join

# How calls reach it: cases are played on each. upgraded = polling, then WebSocket.
transports:
  - http
#   - polling
#   - websocket
#   - upgraded

# How its Socket.IO differs, if it does: its names for the contract's events and members, and where in its acks the answer is.
socket:
#   path: /socket.io/
#   namespace: /
#   token: token  # the member of the client's auth that contains the token
#   members: { code: roomCode, guestName: displayName }
#   ack: { success: /data, refusal: '' }  # '' = the whole ack
#   refusal: { when: { /success: false }, message: /error }  # for refusals that have no status

# Path prefix of an API on this target.
prefixes:
#   rocket-chat: /prefix  # before /api/v1/video-conference.join

# Callers, by role. Values are names of environment variables, so that no file contains secrets. Remove the # and the space after it for those you have.
# nobody, guest, wrong-token, expired-token need none: their tokens are invented. An expired token that your server has issued shows more.
identities:
#   no-permission: { headers: { X-User-Id: { env: RC_NO_PERMISSION_ID }, X-Auth-Token: { env: RC_NO_PERMISSION_TOKEN } } }
#     a role of the cases; 1 case
#   wrong-token: { headers: { X-User-Id: { env: RC_WRONG_ID }, X-Auth-Token: { env: RC_WRONG_TOKEN } } }
#     a role of the cases; replaces an invented one; 1 case

# Query parameters of every list, so that no one else's rooms are requested. Without them, no list is sent.
scope:
#   departmentId: <id of a department that only test rooms are in>

# Limits, if the target's differ from these. The run stays below them; \`none\` = no limit.
limits:
#   joinVideoConference: { requests: 2, windowMs: 5000 }  # documented

# Situations that you have created on the target for the cases. Several entries for one take turns. Fresh ones can be used
# once: add new ones for each run, or let a hook create them.
# 0 of 2 cases need none of these.
situations:
#   - given: { call: [] }  # 2 cases
#     # a call: one that can be joined
#     values: { callId: <…> }

# Or a URL that creates situations on request (docs/verify.md), instead of entries or in addition:
hook:
#   url: https://…/greenroom
#   token: { env: HOOK_TOKEN }

# Or an administrator of a test server, in place of identities and situations: what the cases need is made through its own API, and
# removed (docs/verify.md). With a personal access token that skips the second factor.
admin:
#   headers: { X-User-Id: { env: RC_ADMIN_ID }, X-Auth-Token: { env: RC_ADMIN_TOKEN } }
`)
  })

  it('lists an operation as unknown only where it is not said to lack, and the rest of its own API answers', () => {
    const answers = [{ api: 'rocket-chat', operation: 'joinLivechatRoom' }]
    const found = { ...NOTHING_FOUND, answers, lacking: ['listLivechatRooms', 'joinVideoConference'] }
    const live = (of: DraftParts['found']) =>
      partOf(draft({ found: of, socketFaces: [] }), 'operations')
        .split('\n')
        .filter((line) => line.startsWith('  - '))
    expect(live(found)).toEqual(['  - joinLivechatRoom  # GET /api/v1/livechat/room.join'])
    expect(live({ ...found, answers: [], lacking: [] })).toEqual([])
  })

  it('counts the cases of its edition', () => {
    const cases = some(...IDS).map((each, nth) => (nth === 0 ? { ...each, editions: ['2022'] } : each))
    expect(draft({ cases })).toContain(' 4 cases could be played;')
  })

  it('lists operations, live where they were found', () => {
    const rest = `\
#   - connectMeetingRooms  # connecting to Socket.IO
#   - leaveMeetingRoom  # the event leave-room
#   - lockMeetingRoom  # the event lock-room
#   - endMeetingRoom  # the event end-room
`
    expect(partOf(draft(), 'operations')).toBe(`\
#   - joinMeetingRoom  # POST /rooms/{code}/join
#   - joinLivechatRoom  # GET /api/v1/livechat/room.join
#   - listLivechatRooms  # GET /api/v1/livechat/rooms
#   - joinVideoConference  # POST /api/v1/video-conference.join
${rest}`)
    const found = {
      ...NOTHING_FOUND,
      lacking: ['joinVideoConference'],
      answers: [{ api: 'rocket-chat', operation: 'joinLivechatRoom' }],
    }
    expect(partOf(draft({ found }), 'operations')).toBe(`\
#   - joinMeetingRoom  # POST /rooms/{code}/join
  - joinLivechatRoom  # GET /api/v1/livechat/room.join
  - listLivechatRooms  # GET /api/v1/livechat/rooms; unknown, but the rest of its API is there
#   - joinVideoConference  # POST /api/v1/video-conference.join
${rest}`)
  })

  it('lists transports, live where they were found; HTTP if nothing else was', () => {
    const live = (found: DraftParts['found']): string[] =>
      partOf(draft({ found }), 'transports')
        .split('\n')
        .filter((line) => line.startsWith('  - '))
        .map((line) => line.slice(4))
    const answers = [{ api: 'meeting-rooms', operation: 'joinMeetingRoom' }]
    expect(partOf(draft(), 'transports')).toBe('  - http\n#   - polling\n#   - websocket\n#   - upgraded\n')
    expect(live(NOTHING_FOUND)).toEqual(['http'])
    expect(live({ ...NOTHING_FOUND, answers, transports: ['polling', 'websocket'] })).toEqual([
      'http',
      'polling',
      'websocket',
    ])
    expect(live({ ...NOTHING_FOUND, transports: ['websocket'] })).toEqual(['websocket'])
  })

  it('shows how Socket.IO may differ', () => {
    expect(partOf(draft(), 'socket')).toBe(`\
#   path: /socket.io/
#   namespace: /
#   token: token  # the member of the client's auth that contains the token
#   events: { join-room: joinRoom }
#   members: { code: roomCode, guestName: displayName }
#   ack: { success: /data, refusal: '' }  # '' = the whole ack
#   refusal: { when: { /success: false }, message: /error }  # for refusals that have no status
`)
    expect(partOf(draft({ socketFaces: [] }), 'socket')).not.toContain('events:')
  })

  it('has a prefix for each API, live where one was found', () => {
    const all = '/api/v1/livechat/room.join, /api/v1/livechat/rooms, /api/v1/video-conference.join'
    expect(partOf(draft(), 'prefixes')).toBe(
      `#   meeting-rooms: /prefix  # before /rooms/{code}/join\n#   rocket-chat: /prefix  # before ${all}\n`,
    )
    const found = { ...NOTHING_FOUND, prefixes: { 'meeting-rooms': '/api' } }
    expect(partOf(draft({ found }), 'prefixes')).toBe(
      `   meeting-rooms: /api  # before /rooms/{code}/join\n#   rocket-chat: /prefix  # before ${all}\n`,
    )
  })

  it('has callers, a scope, limits and a hook', () => {
    expect(partOf(draft({ roles: { host: 'hosts it' } }), 'identities')).toContain('#     hosts it; 1 case\n')
    expect(partOf(draft(), 'scope')).toBe('#   departmentId: <id of a department that only test rooms are in>\n')
    expect(partOf(draft(), 'limits')).toBe(`\
#   joinMeetingRoom: none
#   joinLivechatRoom: { requests: 10, windowMs: 60000 }  # how real servers behave
#   listLivechatRooms: { requests: 10, windowMs: 60000 }  # how real servers behave
#   joinVideoConference: { requests: 2, windowMs: 5000 }  # documented
`)
    expect(partOf(draft(), 'hook')).toBe('#   url: https://…/greenroom\n#   token: { env: HOOK_TOKEN }\n')
  })

  it('has an administrator where there may be one', () => {
    const headers = '#   headers: { X-User-Id: { env: RC_ADMIN_ID }, X-Auth-Token: { env: RC_ADMIN_TOKEN } }\n'
    expect(partOf(draft({ hasAdmin: true }), 'admin')).toBe(headers)
    expect(draft()).not.toContain('admin:')
  })

  it('has the situations that cases need, most needed first, and says how many need none', () => {
    expect(draft()).toContain('# 1 of 5 cases need none of these.\nsituations:\n')
    expect(partOf(draft(), 'situations')).toBe(`\
#   - given: { meeting-room: [] }  # 2 cases
#     # a meeting-room: one that can be joined
#     values: { code: <…> }
#   - given: { call: [] }  # 1 case
#     # a call: one that can be joined
#     values: { callId: <…> }
#   - given: { meeting-room: [locked] }  # 1 case
#     # a meeting-room: locked by its host
#     values: { code: <…> }
`)
  })

  it('says of a situation what its facts mean, and that it can be used once if it must be fresh', () => {
    const [joined] = some('joinMeetingRoom/joined-as-guest')
    const cases = joined ? [{ ...joined, given: { 'meeting-room': ['last-seat', 'full'], 'livechat-room': [] } }] : []
    expect(partOf(draft({ cases }), 'situations')).toBe(`\
#   - given: { livechat-room: [], meeting-room: [full, last-seat] }  # 1 case
#     # a meeting-room: one seat is left, and every seat is taken; a livechat-room: one that can be joined
#     values: { code: <…>, roomId: <…> }
#     fresh: true  # nobody has joined it yet; each such entry serves one case, so add as many as there are cases
`)
    expect(draft({ cases: [] })).toContain('# 0 of 0 cases need none of these.\nsituations:\n\n')
  })
})

it('each case is counted once, with the situation that it needs on a foreign target', () => {
  expect(situationsOf(some(...IDS), faces.current)).toEqual([
    { given: { 'meeting-room': [] }, fresh: false, cases: 2 },
    { given: {}, fresh: false, cases: 1 },
    { given: { call: [] }, fresh: false, cases: 1 },
    { given: { 'meeting-room': ['locked'] }, fresh: false, cases: 1 },
  ])
  expect(situationsOf([], faces.current)).toEqual([])
})

it('an event is renamed as an example, each word of it', () => {
  const [first] = socketFaces.filter(({ event }) => event !== null)
  if (!first) throw new Error('there is no event')
  const [three, connecting] = [
    { ...first, event: 'a-b-c' },
    { ...first, event: null },
  ]
  expect(draft({ socketFaces: [connecting, three] })).toContain('#   events: { a-b-c: aBC }\n')
  expect(draft({ socketFaces: [connecting] })).not.toContain('#   events: ')
})

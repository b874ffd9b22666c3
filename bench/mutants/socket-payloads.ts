import type { Mutant, Patch } from './mutant.ts'
import { onSockets } from './on-sockets.ts'
import { replaced } from './patch.ts'

const MEETING = 'domain/meeting.ts'
const SEATS = 'domain/meeting-seats.ts'
const EVENTS = 'transport/socket-io/events.ts'
const CODE = "const code = socket ? memberOf(call.body, 'code') : (call.params['code'] ?? '')"

const code = (of: string): Patch =>
  replaced(MEETING, CODE, `${CODE.replace('const code', 'const given')}; const code = ${of}`)
const beforeEvents = (done: string): Patch =>
  replaced(
    EVENTS,
    'const face = context.calls.faces.get(event)',
    `${done}\n  const face = context.calls.faces.get(event)`,
  )
const guestName = (rule: string, to: string): Patch => replaced(MEETING, rule, to)

/** The payload of a join. */
export const socketPayloadMutants: readonly Mutant[] = [
  ...onSockets('payload', [
    ['a code is looked up in any case of letters', code("typeof given === 'string' ? given.toLowerCase() : given")],
    ['blanks around a code are cut off', code("typeof given === 'string' ? given.trim() : given")],
    ['a code that is a number is a text', code("typeof given === 'number' ? String(given) : given")],
    ['a code in a list is a code', code('Array.isArray(given) ? given[0] : given')],
    ['a payload that is a text is a code', code("typeof call.body === 'string' ? call.body : given")],
    ['without a code it is an unknown room', code("typeof given === 'string' ? given : ''")],
    ['roomId stands for the code', code("given ?? memberOf(call.body, 'roomId')")],
    [
      'a code without hyphens is one',
      code("typeof given === 'string' && /^[a-z]{9}$/.test(given) ? given.replace(/(...)(...)/, '$1-$2-') : given"),
    ],
    [
      'the payload may say who it is',
      replaced(
        SEATS,
        'call.socket?.caller ?? callerByBearer(state, call)',
        "(call.socket && state.people.get(String(memberOf(call.body, 'userId'))) ? { kind: 'person', person: state.people.get(String(memberOf(call.body, 'userId'))) } : call.socket?.caller) ?? callerByBearer(state, call)",
      ),
    ],
    ['guests need no name', guestName("isAbsent(guestName) ? caller.kind === 'nobody'", 'isAbsent(guestName) ? false')],
    ['users need a name', guestName("isAbsent(guestName) ? caller.kind === 'nobody'", 'isAbsent(guestName) ? true')],
    [
      'names of guests are cut to 50',
      guestName("typeof guestName === 'string' && shownLength(guestName) > MAX_NAME", 'false'),
    ],
    [
      'names of guests may be empty',
      guestName("typeof guestName === 'string' && shownLength(guestName) === 0", 'false'),
    ],
    [
      'names of users are not looked at',
      guestName(
        "({ guestName }) => typeof guestName === 'string' && shownLength(guestName) > MAX_NAME",
        "({ guestName, caller }) => caller.kind === 'nobody' && typeof guestName === 'string' && shownLength(guestName) > MAX_NAME",
      ),
    ],
    [
      'guestName is given to users',
      replaced(
        MEETING,
        "guestName: caller.kind === 'person' ? null : String(guestName),",
        "guestName: caller.kind === 'person' && !socket ? null : typeof guestName === 'string' ? guestName : null,",
      ),
    ],
    ['names of guests are trimmed', replaced(MEETING, 'null : String(guestName),', 'null : String(guestName).trim(),')],
    [
      'names of guests are escaped',
      replaced(MEETING, 'null : String(guestName),', "null : String(guestName).replaceAll('<', '&lt;'),"),
    ],
    [
      'displayName goes before guestName',
      replaced(
        MEETING,
        "guestName: memberOf(call.body, 'guestName'),",
        "guestName: memberOf(call.body, 'displayName') ?? memberOf(call.body, 'guestName'),",
      ),
    ],
    [
      'members beyond the contract are refused',
      beforeEvents(
        "if (event === 'join-room' && typeof payload === 'object' && payload !== null && Object.keys(payload).some((name) => name !== 'code' && name !== 'guestName')) { if (ack) ack({ statusCode: 400, message: ['property displayName should not exist'] }); return }",
      ),
    ],
    [
      'userId of guests is the id of their socket',
      replaced(
        MEETING,
        "userId: caller.kind === 'person' ? caller.person.id : null,",
        "userId: caller.kind === 'person' ? caller.person.id : (socket?.id ?? null),",
      ),
    ],
    [
      'everybody who comes first is the host',
      replaced(MEETING, 'isHost: isHost(room, caller),', 'isHost: isHost(room, caller) || room.inside.length === 0,'),
    ],
  ]),
]

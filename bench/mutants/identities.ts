import { at, member } from './answers.ts'
import { of } from './kinds.ts'
import type { Layer, Mutant } from './mutant.ts'
import { replaced } from './patch.ts'
import { seen, sent } from './requests.ts'

const PEOPLE = 'domain/people.ts'
const JWT = 'domain/jwt.ts'

/** Callers and permissions. */
export const identityMutants: readonly Mutant[] = [
  ...of('identity', [
    [
      'a wrong token is taken for none',
      replaced(
        PEOPLE,
        '    ? trusted(id, state.settings.trust)\n    : WRONG',
        '    ? trusted(id, state.settings.trust)\n    : NOBODY',
      ),
    ],
    [
      'a token without a user id is taken for none',
      replaced(PEOPLE, 'if (!id || !token) return WRONG', 'if (!id || !token) return NOBODY'),
    ],
    [
      'the token is not looked at',
      replaced(PEOPLE, 'if (person !== undefined && isTokenOf(person, token)) return', 'if (person) return'),
    ],
    [
      'any token of anybody will do',
      replaced(
        PEOPLE,
        'if (person !== undefined && isTokenOf(person, token)) return',
        'if (person && [...state.people.entries()].some(([, each]) => isTokenOf(each, token))) return',
      ),
    ],
    [
      'whose token it is does not matter, the user id does not count',
      replaced(
        PEOPLE,
        'const person = state.people.get(id)\n  if (person !== undefined',
        'const person = [...state.people.entries()].find(([, each]) => isTokenOf(each, token))?.[1]\n  if (person !== undefined',
      ),
    ],
    ['nobody is wrong', replaced(PEOPLE, 'if (!id && !token) return NOBODY', 'if (!id && !token) return WRONG')],
    ['an expired token is good', replaced(PEOPLE, 'now < expires * 1000', 'now < expires * 1000000')],
    [
      'an unsigned token is good',
      replaced(
        JWT,
        'sameText(signature, signatureOf(secret, `${head}.${body}`)) ? claimsOf(body) : null',
        'claimsOf(body)',
      ),
    ],
    [
      'a bearer that cannot be read is a guest',
      replaced(
        PEOPLE,
        'claims && isValid(claims, state.now) ? callerOf(state, claims.sub) : WRONG',
        'claims && isValid(claims, state.now) ? callerOf(state, claims.sub) : NOBODY',
      ),
    ],
    [
      'another scheme is a guest',
      replaced(PEOPLE, 'if (bearer === null) return WRONG', 'if (bearer === null) return NOBODY'),
    ],
    [
      'an empty bearer is wrong',
      replaced(PEOPLE, 'if (token === undefined) return NOBODY', 'if (token === undefined) return WRONG'),
    ],
    ['the scheme counts capitals', replaced(PEOPLE, String.raw`(?: +(\S+))? *$/i`, String.raw`(?: +(\S+))? *$/`)],
    [
      'the guest’s name is asked of users, too',
      replaced('domain/meeting.ts', "isAbsent(guestName) ? caller.kind === 'nobody'", 'isAbsent(guestName) ? true'),
    ],
    ['a user with a name is a guest', named],
    [
      'every user is the host',
      replaced(
        'domain/meeting-seats.ts',
        "caller.kind === 'person' && room?.hostId === caller.person.id",
        "caller.kind === 'person' && room !== undefined",
      ),
    ],
    [
      'nobody is the host',
      replaced('domain/meeting-seats.ts', 'room?.hostId === caller.person.id', "room?.hostId === ''"),
    ],
    [
      'isHost is lost',
      at(
        'joinMeetingRoom/joined-as-host',
        member('isHost', () => false),
      ),
    ],
    [
      'the token of meetings is dropped on the way',
      seen(
        'joinMeetingRoom',
        sent('authorization', () => null),
      ),
    ],
    [
      'the user id is dropped on the way',
      seen(
        '',
        sent('x-user-id', () => null),
      ),
    ],
    [
      'both are dropped on the way, where guests may join',
      seen('joinVideoConference', (call) => sent('x-user-id', () => null)(sent('x-auth-token', () => null)(call))),
    ],
    [
      'the token is lower-cased on the way',
      seen(
        'joinLivechatRoom',
        sent('x-auth-token', (token) => token.toLowerCase()),
      ),
    ],
    [
      'permissions are not looked at',
      replaced('domain/livechat.ts', "mayView: permissions.has('view-l-room')", 'mayView: true'),
    ],
    [
      'who may not see all rooms may list them',
      replaced(
        'domain/livechat-list.ts',
        "seesAll: permissions.has('view-livechat-rooms')",
        "seesAll: permissions.has('view-l-room')",
      ),
    ],
    [
      'an agent may not list rooms of its own',
      replaced(
        'domain/livechat-list.ts',
        "permissions.has('view-l-room') && Array.isArray(agents)",
        "permissions.has('view-livechat-rooms') && Array.isArray(agents)",
      ),
    ],
    [
      'rooms of an agent and others may be listed by it',
      replaced(
        'domain/livechat-list.ts',
        'agents.length === 1 && agents[0] === person?.id',
        'agents.some((agent) => agent === person?.id)',
      ),
    ],
    [
      'own rooms need no permission',
      replaced('domain/livechat-list.ts', "permissions.has('view-l-room') && Array", 'Array'),
    ],
    [
      'a manager joins no room of another agent',
      replaced('domain/livechat.ts', "permissions.has('view-livechat-rooms') &&", 'false &&'),
    ],
    [
      'any agent joins any room',
      replaced('domain/livechat.ts', 'room.servedBy?._id === person?.id)', 'person !== undefined)'),
    ],
    [
      'private calls are for all who are logged in',
      replaced('domain/video-conference.ts', 'call.members.includes(caller.person.id)', "caller.person.id !== ''"),
    ],
    ['private calls are for anybody', replaced('domain/video-conference.ts', 'call.members === null ||', 'true ||')],
    [
      'anonymous callers are refused',
      replaced(
        'domain/video-conference.ts',
        "(caller.kind === 'nobody' && !anonymousReading)",
        "caller.kind === 'nobody'",
      ),
    ],
  ]),
]

/** Shows the name that a user sent. */
function named(): Layer {
  return async (call, next) => {
    const reply = await next(call)
    const [, name] = /"guestName":"([^"]*)"/.exec(call.body.toString()) ?? []
    return reply.outcome === 'joinMeetingRoom/joined-as-user' && name !== undefined
      ? member('guestName', () => name)(reply)
      : reply
  }
}

import { at, member } from './answers.ts'
import { of } from './kinds.ts'
import type { Call, Layer, Mutant, Reply } from './mutant.ts'
import { replaced } from './patch.ts'
import { body, query, seen, sent } from './requests.ts'

const PEOPLE = 'domain/people.ts'
const JWT = 'domain/jwt.ts'

/** Who calls, and what a server makes of a request before it decides. */
export const callerMutants: readonly Mutant[] = [
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
    ['the token is not looked at', replaced(PEOPLE, 'if (person?.authToken === token) return', 'if (person) return')],
    [
      'any token of anybody will do',
      replaced(
        PEOPLE,
        'if (person?.authToken === token) return',
        'if (person && [...state.people.entries()].some(([, each]) => each.authToken === token)) return',
      ),
    ],
    [
      'whose token it is does not matter, the user id does not count',
      replaced(
        PEOPLE,
        'const person = state.people.get(id)\n  if (person?.authToken',
        'const person = [...state.people.entries()].find(([, each]) => each.authToken === token)?.[1]\n  if (person?.authToken',
      ),
    ],
    ['nobody is wrong', replaced(PEOPLE, 'if (!id && !token) return NOBODY', 'if (!id && !token) return WRONG')],
    ['an expired token is good', replaced(PEOPLE, 'now >= expires * 1000', 'now >= expires * 1000000')],
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
        'claims && !hasExpired(claims, state.now) ? callerOf(state, claims.sub) : WRONG',
        'claims && !hasExpired(claims, state.now) ? callerOf(state, claims.sub) : NOBODY',
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
        'domain/meeting.ts',
        "caller.kind === 'person' && room?.hostId === caller.person.id",
        "caller.kind === 'person' && room !== undefined",
      ),
    ],
    ['nobody is the host', replaced('domain/meeting.ts', 'room?.hostId === caller.person.id', "room?.hostId === ''")],
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
      replaced('domain/livechat.ts', "permissions.has('view-livechat-rooms') ||\n", ''),
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
  ...of('reading', [
    ['codes in any case', seen('joinMeetingRoom', lowerCased)],
    [
      'codes without hyphens',
      replaced(
        'domain/meeting.ts',
        "state.meetingRooms.get(call.params['code'] ?? '')",
        "state.meetingRooms.get((call.params['code'] ?? '').replace(/^(\\w{3})-?(\\w{3})-?(\\w{3})$/, '$1-$2-$3'))",
      ),
    ],
    [
      'room ids are trimmed and cut',
      seen(
        'joinLivechatRoom',
        query((asked) => asked.forEach((value, name) => asked.set(name, value.slice(0, 10)))),
      ),
    ],
    [
      'unknown parameters of joining are accepted',
      seen(
        'joinLivechatRoom',
        query((asked) => only(asked, ['roomId'])),
      ),
    ],
    [
      'unknown parameters of lists are accepted',
      seen(
        'listLivechatRooms',
        query((asked) => only(asked, LISTED)),
      ),
    ],
    [
      'a repeated roomId is its first',
      seen(
        'joinLivechatRoom',
        query((asked) => asked.has('roomId') && asked.set('roomId', asked.get('roomId') ?? '')),
      ),
    ],
    [
      'a list of one roomId is that roomId',
      seen(
        'joinLivechatRoom',
        query((asked) => rename(asked, 'roomId[]', 'roomId')),
      ),
    ],
    [
      'parameter names in any case',
      seen(
        'joinLivechatRoom',
        query((asked) => rename(asked, 'roomid', 'roomId')),
      ),
    ],
    [
      'an empty roomId is a missing one',
      seen(
        'joinLivechatRoom',
        query((asked) => asked.get('roomId') === '' && asked.delete('roomId')),
      ),
    ],
    [
      'an empty callId is a missing one',
      seen(
        'joinVideoConference',
        body(({ callId, ...rest }) => (callId === '' ? rest : { callId, ...rest })),
      ),
    ],
    [
      'an empty guestName is a missing one',
      seen(
        'joinMeetingRoom',
        body(({ guestName, ...rest }) => (guestName === '' ? rest : { guestName, ...rest })),
      ),
    ],
    [
      'unknown members are accepted',
      seen(
        'joinVideoConference',
        body(({ callId, state }) => ({ callId, state })),
      ),
    ],
    [
      'unknown members of state are accepted',
      seen(
        'joinVideoConference',
        body(({ state, ...rest }) => ({
          ...rest,
          ...(isMembers(state) ? { state: { mic: state['mic'], cam: state['cam'] } } : { state }),
        })),
      ),
    ],
    [
      'unknown members are refused',
      seen(
        'joinMeetingRoom',
        body((value) => (Object.keys(value).some((name) => name !== 'guestName') ? {} : value)),
      ),
    ],
    [
      'texts are taken for booleans',
      seen(
        'joinVideoConference',
        body(({ state, ...rest }) => ({
          ...rest,
          state: isMembers(state)
            ? Object.fromEntries(Object.entries(state).map(([name, value]) => [name, value === 'true' ? true : value]))
            : state,
        })),
      ),
    ],
    [
      'numbers are taken for booleans',
      seen(
        'joinVideoConference',
        body(({ state, ...rest }) => ({
          ...rest,
          state: isMembers(state)
            ? Object.fromEntries(Object.entries(state).map(([name, value]) => [name, value === 1 ? true : value]))
            : state,
        })),
      ),
    ],
    [
      'a callId that is a number is taken for text',
      seen(
        'joinVideoConference',
        body((value) => ({
          ...value,
          callId: typeof value['callId'] === 'number' ? String(value['callId']) : value['callId'],
        })),
      ),
    ],
    [
      'a guestName that is a number is taken for text',
      seen(
        'joinMeetingRoom',
        body((value) => ({
          ...value,
          guestName: typeof value['guestName'] === 'number' ? String(value['guestName']) : value['guestName'],
        })),
      ),
    ],
    [
      'null is refused where it is allowed',
      seen(
        'joinVideoConference',
        body((value) => (value['state'] === null ? { ...value, state: 'null' } : value)),
      ),
    ],
    [
      'forms are not read',
      seen('', (call) => (/urlencoded/.test(typeOf(call)) ? { ...call, body: Buffer.from('') } : call)),
    ],
    [
      'JSON is read whatever the media type says',
      seen(
        'joinMeetingRoom',
        sent('content-type', () => 'application/json'),
      ),
    ],
    [
      'a charset makes it another media type',
      seen('', (call) => (/;/.test(typeOf(call)) ? { ...call, body: Buffer.from('') } : call)),
    ],
    [
      'a body of 100,000 bytes is too large',
      seen('joinMeetingRoom', (call) =>
        call.body.length > 100_000 ? { ...call, body: Buffer.alloc(110_000, 'x') } : call,
      ),
    ],
    [
      'a body of 102,401 bytes is not too large',
      replaced('mock/call.ts', 'request.bodyBytes > face.maxBytes', 'request.bodyBytes > face.maxBytes + 1'),
    ],
    [
      'a body of 102,400 bytes is too large',
      replaced('mock/call.ts', 'request.bodyBytes > face.maxBytes', 'request.bodyBytes >= face.maxBytes'),
    ],
    [
      'JSON that is no object is an empty one',
      replaced('domain/meeting.ts', "(typeof body !== 'object' || body === null) &&", 'false &&'),
    ],
    [
      'a list as body is malformed',
      replaced(
        'domain/meeting.ts',
        "(typeof body !== 'object' || body === null) &&",
        "(typeof body !== 'object' || body === null || Array.isArray(body)) &&",
      ),
    ],
    [
      'unreadable JSON is an empty body',
      replaced('domain/meeting.ts', 'if (unreadable !== null) return { message: unreadable }', ''),
    ],
    [
      'only POST bodies of objects are read as JSON5',
      seen('joinMeetingRoom', (call) => ({ ...call, body: Buffer.from(call.body.toString().replaceAll("'", '"')) })),
    ],
    [
      'names are read without percent-decoding',
      seen('joinLivechatRoom', (call) => ({ ...call, target: call.target.replace('roomId%5B%5D', 'roomId') })),
    ],
  ]),
  ...of('form faults in another order', [
    [
      'unknown parameters before a missing one',
      blaming('joinLivechatRoom/missing-room-id', ({ target }) => /\?./.test(target)),
    ],
    [
      'members at fault before a missing one',
      blaming('joinVideoConference/missing-call-id', ({ body: sentBody }) => /state|roomId/.test(sentBody.toString())),
    ],
  ]),
  ...of('worlds and caches', [
    [
      'the world is not looked at',
      seen(
        '',
        sent('x-greenroom-world', () => null),
      ),
    ],
    ['answers are cached by URL', cached(({ target }) => target)],
    [
      'answers are cached by URL and caller',
      cached(({ target, headers }) => JSON.stringify([target, headers.filter(([name]) => /^x-|^auth/i.test(name))])),
    ],
    [
      'lists are cached for each caller',
      cached((call) =>
        /rooms(?:\?|$)/.test(call.target)
          ? JSON.stringify([call.target, call.headers.filter(([name]) => /^x-|^auth/i.test(name))])
          : null,
      ),
    ],
    ['refusals are remembered by caller and path', refusing],
    ['every request is sent twice', () => async (call, next) => (await next(call), next(call))],
    [
      'joining a meeting is sent twice',
      () => async (call, next) => (/^\/rooms/.test(call.target) ? (await next(call), next(call)) : next(call)),
    ],
    [
      'joining a call is sent twice',
      () => async (call, next) => (/conference/.test(call.target) ? (await next(call), next(call)) : next(call)),
    ],
    ['requests are answered in turn with the answer before', () => stale()],
  ]),
]

const LISTED = [
  'agents',
  'agents[]',
  'departmentId',
  'open',
  'onhold',
  'queued',
  'tags',
  'units',
  'roomName',
  'createdAt',
  'closedAt',
  'customFields',
  'sort',
  'fields',
  'query',
  'count',
  'offset',
]

const isMembers = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function only(asked: URLSearchParams, names: readonly string[]): void {
  for (const name of [...asked.keys()]) if (!names.includes(name.replace(/\[.*/, ''))) asked.delete(name)
}

function rename(asked: URLSearchParams, from: string, to: string): void {
  const value = asked.get(from)
  if (value === null) return
  asked.delete(from)
  asked.set(to, value)
}

function typeOf({ headers }: Call): string {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
}

/** Tells of members that are unknown or wrong before it tells of one that is missing. */
function blaming(outcome: string, isAtFault: (call: Call) => boolean): () => Layer {
  return () => async (call, next) => {
    const reply = await next(call)
    if (reply.outcome !== outcome || !isAtFault(call)) return reply
    return member('error', () => 'must NOT have additional properties [invalid-params]')(reply)
  }
}

/** Shows the name that a user has sent. */
function named(): Layer {
  return async (call, next) => {
    const reply = await next(call)
    const [, name] = /"guestName":"([^"]*)"/.exec(call.body.toString()) ?? []
    return reply.outcome === 'joinMeetingRoom/joined-as-user' && name !== undefined
      ? member('guestName', () => name)(reply)
      : reply
  }
}

/** Codes in the documented form; the mock’s documented room is `abc-def-ghi`. */
function lowerCased(call: Call): Call {
  return { ...call, target: call.target.toLowerCase() }
}

/** Remembers the first answer of each key; null: none. */
function cached(keyOf: (call: Call) => string | null): () => Layer {
  return () => {
    const known = new Map<string, Promise<Reply>>()
    return (call, next) => {
      const key = keyOf(call)
      if (key === null || call.method !== 'GET') return next(call)
      const answer = known.get(key) ?? next(call)
      known.set(key, answer)
      return answer
    }
  }
}

function refusing(): Layer {
  const known = new Map<string, Reply>()
  return async (call, next) => {
    const key = JSON.stringify([call.target, call.headers.filter(([name]) => /^x-|^auth/i.test(name))])
    const reply = known.get(key) ?? (await next(call))
    if (reply.status >= 400) known.set(key, reply)
    return reply
  }
}

function stale(): Layer {
  let last: Reply | null = null
  return async (call, next) => {
    const reply = await next(call)
    const answer = last ?? reply
    last = reply
    return answer
  }
}

import { at, json, member, type Members } from './answers.ts'
import { of } from './kinds.ts'
import type { Call, Layer, Mutant, Reply } from './mutant.ts'
import { replaced } from './patch.ts'
import { body, seen } from './requests.ts'

const MEETING = 'domain/meeting.ts'
const LIVECHAT = 'domain/livechat.ts'
const CALL = 'domain/video-conference.ts'
const LIMIT = 'domain/rate-limit.ts'
const DECIDE = 'mock/decide.ts'

/** What a join does and must not do, boundaries, and the limiter. */
export const effectMutants: readonly Mutant[] = [
  ...of('seats', [
    [
      'one too many',
      replaced(
        MEETING,
        'seatsTaken(room, caller) >= room.maxParticipants',
        'seatsTaken(room, caller) > room.maxParticipants',
      ),
    ],
    [
      'one too few',
      replaced(
        MEETING,
        'seatsTaken(room, caller) >= room.maxParticipants',
        'seatsTaken(room, caller) >= room.maxParticipants - 1',
      ),
    ],
    [
      'the host needs none',
      replaced(
        MEETING,
        'room !== undefined && seatsTaken',
        'room !== undefined && !isHost(room, caller) && seatsTaken',
      ),
    ],
    [
      'users need none',
      replaced(
        MEETING,
        'room !== undefined && seatsTaken',
        "room !== undefined && caller.kind === 'nobody' && seatsTaken",
      ),
    ],
    [
      'guests take none',
      replaced(
        MEETING,
        "writes: [{ table: 'meetingRooms', key: room.code",
        "writes: caller.kind === 'nobody' ? [] : [{ table: 'meetingRooms', key: room.code",
      ),
    ],
    [
      'users take none',
      replaced(
        MEETING,
        "writes: [{ table: 'meetingRooms', key: room.code",
        "writes: caller.kind === 'person' ? [] : [{ table: 'meetingRooms', key: room.code",
      ),
    ],
    [
      'the host takes none',
      replaced(
        MEETING,
        "writes: [{ table: 'meetingRooms', key: room.code",
        "writes: isHost(room, caller) ? [] : [{ table: 'meetingRooms', key: room.code",
      ),
    ],
    [
      'a join takes two',
      replaced(
        MEETING,
        'if (own.length === 0) return { ...room, inside: [...room.inside, participant] }',
        'if (own.length === 0) return { ...room, inside: [...room.inside, participant, participant] }',
      ),
    ],
    [
      'who joins again takes a second one',
      replaced(MEETING, 'isOwn(participant, caller) ? taken : taken + 1', 'taken + 1'),
    ],
    [
      'who joins again keeps the older one, too',
      replaced(
        MEETING,
        'const others = room.inside.filter((inside) => !isOwn(inside, caller))',
        'const others = room.inside',
      ),
    ],
    ['who joins again frees both', replaced(MEETING, 'inside: [...others, participant], past', 'inside: others, past')],
    [
      'who joins again frees all of them',
      replaced(MEETING, 'inside: [...others, participant], past', 'inside: [participant], past'),
    ],
    [
      'guests of one name share one',
      replaced(
        MEETING,
        "caller.kind === 'person' && userId === caller.person.id",
        "caller.kind === 'person' ? userId === caller.person.id : userId === null",
      ),
    ],
    [
      'all users share one',
      replaced(
        MEETING,
        "caller.kind === 'person' && userId === caller.person.id",
        "caller.kind === 'person' && userId !== null",
      ),
    ],
    [
      'those who have left count',
      replaced(MEETING, 'seatsTaken(room, caller) >=', 'seatsTaken(room, caller) + room.past.length >='),
    ],
    [
      'the host is let into locked rooms',
      replaced(
        MEETING,
        '({ room }) => room !== undefined && room.isLocked',
        '({ room, caller }) => room !== undefined && room.isLocked && !isHost(room, caller)',
      ),
    ],
    [
      'users are let into locked rooms',
      replaced(
        MEETING,
        '({ room }) => room !== undefined && room.isLocked',
        "({ room, caller }) => room !== undefined && room.isLocked && caller.kind === 'nobody'",
      ),
    ],
    [
      'guests are let into locked rooms',
      replaced(
        MEETING,
        '({ room }) => room !== undefined && room.isLocked',
        "({ room, caller }) => room !== undefined && room.isLocked && caller.kind !== 'nobody'",
      ),
    ],
    [
      'the host is let into ended rooms',
      replaced(
        MEETING,
        '({ room }) => room !== undefined && !room.isActive',
        '({ room, caller }) => room !== undefined && !room.isActive && !isHost(room, caller)',
      ),
    ],
    ['a refusal takes one', () => refusalJoins()],
    [
      'a success is answered, and nothing done',
      replaced(
        MEETING,
        "writes: [{ table: 'meetingRooms', key: room.code",
        "writes: room.code !== '' ? [] : [{ table: 'meetingRooms', key: room.code",
      ),
    ],
  ]),
  ...of('precedence of some callers', [
    [
      'for users, locked comes before ended',
      replaced(
        MEETING,
        '({ room }) => room !== undefined && !room.isActive',
        "({ room, caller }) => room !== undefined && !room.isActive && !(caller.kind === 'person' && room.isLocked)",
      ),
    ],
    [
      'for users, full comes before locked',
      replaced(
        MEETING,
        '({ room }) => room !== undefined && room.isLocked',
        "({ room, caller }) => room !== undefined && room.isLocked && !(caller.kind === 'person' && seatsTaken(room, caller) >= room.maxParticipants)",
      ),
    ],
    [
      'for the host, full comes before locked',
      replaced(
        MEETING,
        '({ room }) => room !== undefined && room.isLocked',
        '({ room, caller }) => room !== undefined && room.isLocked && !(isHost(room, caller) && seatsTaken(room, caller) >= room.maxParticipants)',
      ),
    ],
    [
      'for managers, closed rooms are no matter',
      replaced(
        LIVECHAT,
        "'room-closed': ({ room }) => room !== undefined &&",
        "'room-closed': ({ room, person }) => room !== undefined && person?.role !== 'livechat-manager' &&",
      ),
    ],
    [
      'for anonymous callers, unknown calls come before the limit',
      replaced(
        CALL,
        "'rate-limited': ({ limit }) => limit.usedUp &&",
        "'rate-limited': ({ limit, caller, call }) => limit.usedUp && !(caller.kind === 'nobody' && call === undefined) &&",
      ),
    ],
  ]),
  ...of('participant', [
    ['the same id each time', replaced(MEETING, "id: make.id('participant')", "id: 'clx4a5b6c7d8e9f0g1h2i3j'")],
    [
      'the id of the user',
      replaced(
        MEETING,
        "id: make.id('participant')",
        "id: caller.kind === 'person' ? caller.person.id : make.id('participant')",
      ),
    ],
    [
      'the same date each time',
      replaced(MEETING, 'joinedAt: new Date(make.now).toISOString()', "joinedAt: '2026-03-03T10:36:00.000Z'"),
    ],
    ['another room', replaced(MEETING, 'roomId: room.id', "roomId: make.id('meeting-room')")],
    [
      'the id of the host for users',
      replaced(
        MEETING,
        "userId: caller.kind === 'person' ? caller.person.id : null",
        "userId: caller.kind === 'person' ? room.hostId : null",
      ),
    ],
    [
      'who is inside is not active',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('isActive', () => false),
      ),
    ],
    ['who joins again has the first answer', () => replayed()],
  ]),
  ...of('guest name', [
    ['49 at the most', replaced(MEETING, 'const MAX_NAME = 50', 'const MAX_NAME = 49')],
    ['51 at the most', replaced(MEETING, 'const MAX_NAME = 50', 'const MAX_NAME = 51')],
    ['255 at the most', replaced(MEETING, 'const MAX_NAME = 50', 'const MAX_NAME = 255')],
    ['two at the least', replaced(MEETING, 'shownLength(guestName) === 0', 'shownLength(guestName) < 2')],
    ['UTF-16 units', replaced(MEETING, 'for (const character of name)', "for (const character of name.split(''))")],
    [
      'bytes',
      replaced(
        MEETING,
        'let count = 0\n',
        'if (name.length > 5) return new TextEncoder().encode(name).length\n  let count = 0\n',
      ),
    ],
    [
      'code points with variation selectors',
      replaced(MEETING, "if (character !== '\\ufe0e' && character !== '\\ufe0f') count++", 'count++'),
    ],
    [
      'graphemes',
      replaced(
        MEETING,
        'for (const character of name)',
        'for (const { segment: character } of new Intl.Segmenter().segment(name))',
      ),
    ],
    [
      'trimmed',
      seen(
        'joinMeetingRoom',
        body((value) =>
          typeof value['guestName'] === 'string' ? { ...value, guestName: value['guestName'].trim() } : value,
        ),
      ),
    ],
    [
      'cut after 50',
      seen(
        'joinMeetingRoom',
        body((value) =>
          typeof value['guestName'] === 'string' ? { ...value, guestName: value['guestName'].slice(0, 50) } : value,
        ),
      ),
    ],
    [
      'answered in lower case',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', (name) => String(name).toLowerCase()),
      ),
    ],
    [
      'answered escaped for HTML',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', (name) => String(name).replaceAll('"', '&quot;').replaceAll('<', '&lt;')),
      ),
    ],
    [
      'answered trimmed',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', (name) => String(name).trim()),
      ),
    ],
    [
      'answered without accents',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', (name) => String(name).normalize('NFD').replaceAll(/\p{M}/gu, '')),
      ),
    ],
    [
      'answered by its first word',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', (name) => String(name).split(' ')[0]),
      ),
    ],
    [
      '"Guest" for all',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', () => 'Guest'),
      ),
    ],
    [
      'letters only',
      seen(
        'joinMeetingRoom',
        body((value) =>
          /[^\p{L}\p{N}\p{M} ]/u.test(String(value['guestName'] ?? '')) ? { ...value, guestName: '' } : value,
        ),
      ),
    ],
    [
      'longer names than 50 by a long way only',
      replaced(MEETING, 'shownLength(guestName) > MAX_NAME', 'guestName.length > 2 * MAX_NAME'),
    ],
  ]),
  ...of('livechat join', [
    ['usersCount stays', replaced(LIVECHAT, 'usersCount: room.usersCount + 1', 'usersCount: room.usersCount')],
    [
      'usersCount rises by two',
      replaced(LIVECHAT, 'usersCount: room.usersCount + 1', 'usersCount: room.usersCount + 2'),
    ],
    ['usersCount rises each time', replaced(LIVECHAT, 'if (!person || !room || isInside)', 'if (!person || !room)')],
    ['_updatedAt stays', replaced(LIVECHAT, ', _updatedAt: new Date(make.now).toISOString() }', ' }')],
    [
      'who joins serves',
      replaced(
        LIVECHAT,
        'const entered = { ...room,',
        'const entered = { ...room, servedBy: { _id: person.id, username: person.username },',
      ),
    ],
    ['msgs rises', replaced(LIVECHAT, 'const entered = { ...room,', 'const entered = { ...room, msgs: room.msgs + 1,')],
    [
      'lm is now',
      replaced(
        LIVECHAT,
        'const entered = { ...room,',
        'const entered = { ...room, lm: new Date(make.now).toISOString(),',
      ),
    ],
    [
      'ts is now',
      replaced(
        LIVECHAT,
        'const entered = { ...room,',
        'const entered = { ...room, ts: new Date(make.now).toISOString(),',
      ),
    ],
    [
      'the room is closed',
      replaced(
        LIVECHAT,
        'const entered = { ...room,',
        'const { open: _, ...shut } = room\n    const entered = { ...shut,',
      ),
    ],
    [
      'the name is that of who joins',
      replaced(LIVECHAT, 'const entered = { ...room,', 'const entered = { ...room, fname: person.username,'),
    ],
    [
      'the room leaves the list',
      replaced(
        LIVECHAT,
        "{ table: 'livechatRooms', key: room._id, value: entered }",
        "{ table: 'livechatRooms', key: room._id, value: null }",
      ),
    ],
    ['only the first person is counted', replaced(LIVECHAT, 'usersCount: room.usersCount + 1', 'usersCount: 2')],
    ['every room is counted', () => everywhere()],
    [
      'who joins second is inside already',
      replaced('domain/state.ts', '`${rid}/${userId}`', "`${rid}/${userId === '' ? '' : 'all'}`"),
    ],
    [
      'a refusal counts',
      replaced(
        'mock/decider.ts',
        'values: isValues(held) ? held : NO_VALUES, writes: NO_WRITES }',
        "values: isValues(held) ? held : NO_VALUES, writes: names[index] === 'no-access' ? operation.act(facts, make).writes : NO_WRITES }",
      ),
    ],
    [
      'a refusal for permission counts',
      replaced(
        'mock/decider.ts',
        'values: isValues(held) ? held : NO_VALUES, writes: NO_WRITES }',
        "values: isValues(held) ? held : NO_VALUES, writes: names[index] === 'missing-permission' ? operation.act(facts, make).writes : NO_WRITES }",
      ),
    ],
    [
      'a refusal of a closed room counts',
      replaced(
        'mock/decider.ts',
        'values: isValues(held) ? held : NO_VALUES, writes: NO_WRITES }',
        "values: isValues(held) ? held : NO_VALUES, writes: names[index] === 'room-closed' ? operation.act(facts, make).writes : NO_WRITES }",
      ),
    ],
    ['rooms on hold are waiting', replaced(LIVECHAT, ' && room.onHold !== true', '')],
    ['a success is answered, and nothing done', replaced(LIVECHAT, 'if (!person || !room || isInside)', 'if (true)')],
    [
      'who joins again is refused',
      () => onceOnly(/room\.join/, 400, { success: false, error: 'error-already-joined' }),
    ],
  ]),
  ...of('call join', [
    ['the URL is another one each time', () => numbered()],
    [
      'the URL is of another call',
      at(
        'joinVideoConference/joined',
        json((value) => ({ ...value, url: 'http://g.co/meet/another' })),
      ),
    ],
    ['the provider’s name is empty', replaced(CALL, 'providerName: call.providerName }', "providerName: '' }")],
    ['a call is joined once', () => onceOnly(/conference/, 400, { success: false, error: 'invalid-params' })],
    [
      'a call has room for one',
      replaced(
        CALL,
        "'unknown-call': ({ caller, call }) => call === undefined ||",
        "'unknown-call': ({ caller, call }) => call === undefined || call.users.length + call.anonymousUsers > 0 ||",
      ),
    ],
  ]),
  ...of('limiter', [
    ['one call', replaced(LIMIT, 'usedUp: used >= limit.requests', 'usedUp: used >= limit.requests - 1')],
    [
      'three calls',
      replaced(
        'mock/served.ts',
        'return {\n    face,',
        'return {\n    face: face.rateLimit ? { ...face, rateLimit: { ...face.rateLimit, requests: 3 } } : face,',
      ),
    ],
    ['none', replaced(LIMIT, 'usedUp: used >= limit.requests', 'usedUp: false')],
    ['a window without end', replaced(LIMIT, 'now < window.start + limit.windowMs', 'now >= 0')],
    ['a window of 3 s', replaced(LIMIT, 'now < window.start + limit.windowMs', 'now < window.start + 3000')],
    ['a window of 10 s', replaced(LIMIT, 'now < window.start + limit.windowMs', 'now < window.start + 10_000')],
    [
      'a window of 5.001 s',
      replaced(LIMIT, 'now < window.start + limit.windowMs', 'now <= window.start + limit.windowMs'),
    ],
    [
      'refused calls prolong the window',
      replaced(LIMIT, 'counted: { start, used', 'counted: { start: used >= limit.requests ? now : start, used'),
    ],
    ['each call begins the window', replaced(LIMIT, 'counted: { start, used', 'counted: { start: now, used')],
    [
      'for each user',
      replaced(
        DECIDE,
        'windowKey(operation, asked.address)',
        "windowKey(operation, asked.address) + String(read(UNLIMITED).headers['x-user-id'])",
      ),
    ],
    [
      'wrong credentials count',
      replaced(DECIDE, 'if (!standing || !step.isCounted || !acts)', 'if (!standing || !acts)'),
    ],
    [
      'wrong requests do not count',
      replaced(
        DECIDE,
        'if (!standing || !step.isCounted || !acts)',
        'if (!standing || !step.isCounted || !acts || step.outcome.status === 400)',
      ),
    ],
    [
      'successes do not count',
      replaced(
        DECIDE,
        'if (!standing || !step.isCounted || !acts)',
        'if (!standing || !step.isCounted || !acts || step.outcome.status < 300)',
      ),
    ],
    [
      'refused calls of unknown calls do not count',
      replaced(
        DECIDE,
        'if (!standing || !step.isCounted || !acts)',
        "if (!standing || !step.isCounted || !acts || step.outcome.name === 'unknown-call')",
      ),
    ],
    [
      'anonymous callers are free',
      replaced(
        CALL,
        "'rate-limited': ({ limit }) => limit.usedUp &&",
        "'rate-limited': ({ limit, caller }) => limit.usedUp && caller.kind === 'person' &&",
      ),
    ],
    [
      'the next window has one call',
      replaced(
        LIMIT,
        'const { start, used } = isOpen ? window : { start: now, used: 0 }',
        'const { start, used } = isOpen ? window : { start: now, used: window === undefined ? 0 : 1 }',
      ),
    ],
    [
      'the next window has no limit',
      replaced(
        LIMIT,
        'counted: { start, used: Math.min(used + 1, limit.requests) }',
        'counted: { start, used: window && !isOpen ? -1000 : Math.min(used + 1, limit.requests) }',
      ),
    ],
    [
      'for each call',
      replaced(
        DECIDE,
        'windowKey(operation, asked.address)',
        'windowKey(operation, asked.address) + JSON.stringify(read(UNLIMITED).body)',
      ),
    ],
    ['calls of other operations count', () => shared()],
    ['a window of 4.5 s', replaced(LIMIT, 'now < window.start + limit.windowMs', 'now < window.start + 4500')],
    ['livechat is limited, too', () => limited(/room\.join/, 1)],
    ['meetings are limited, too', () => limited(/^\/rooms/, 2)],
  ]),
  ...of('limit headers', [
    ['none', at('joinVideoConference', dropped(/^x-ratelimit/i))],
    ['none on success', at('joinVideoConference/joined', dropped(/^x-ratelimit/i))],
    ['none on 429', at('joinVideoConference/rate-limited', dropped(/^x-ratelimit/i))],
    ['no Reset', at('joinVideoConference', dropped(/^x-ratelimit-reset/i))],
    [
      'on 401, too',
      at('joinVideoConference/not-logged-in', (reply) => ({
        ...reply,
        headers: [
          ...reply.headers,
          ['X-RateLimit-Limit', '2'],
          ['X-RateLimit-Remaining', '2'],
          ['X-RateLimit-Reset', '1772533800000'],
        ],
      })),
    ],
    [
      'Reset in seconds',
      at(
        'joinVideoConference',
        figure('x-ratelimit-reset', (reset) => Math.floor(reset / 1000)),
      ),
    ],
    [
      'Reset as what is left',
      at(
        'joinVideoConference',
        figure('x-ratelimit-reset', () => 5000),
      ),
    ],
    [
      'Reset as a date',
      at(
        'joinVideoConference',
        figure('x-ratelimit-reset', (reset) => new Date(reset).toISOString()),
      ),
    ],
    ['Reset slides', () => sliding()],
    [
      'Reset at the start of the window',
      at(
        'joinVideoConference',
        figure('x-ratelimit-reset', (reset) => reset - 5000),
      ),
    ],
    [
      'Remaining one more',
      at(
        'joinVideoConference',
        figure('x-ratelimit-remaining', (left) => left + 1),
      ),
    ],
    [
      'Remaining is used',
      at(
        'joinVideoConference',
        figure('x-ratelimit-remaining', (left) => 2 - left),
      ),
    ],
    [
      'Remaining is always one',
      at(
        'joinVideoConference',
        figure('x-ratelimit-remaining', () => 1),
      ),
    ],
    [
      'Remaining below zero on 429',
      at(
        'joinVideoConference/rate-limited',
        figure('x-ratelimit-remaining', () => -1),
      ),
    ],
    [
      'Limit of ten',
      at(
        'joinVideoConference',
        figure('x-ratelimit-limit', () => 10),
      ),
    ],
    [
      'Limit with its window',
      at(
        'joinVideoConference',
        figure('x-ratelimit-limit', () => '2;w=5'),
      ),
    ],
    [
      'other names',
      at('joinVideoConference', (reply) => ({
        ...reply,
        headers: reply.headers.map(([name, value]) => [name.replace(/^X-RateLimit/, 'RateLimit'), value] as const),
      })),
    ],
    [
      'said twice',
      at('joinVideoConference/joined', (reply) => ({
        ...reply,
        headers: reply.headers.flatMap((pair) => (pair[0] === 'X-RateLimit-Remaining' ? [pair, pair] : [pair])),
      })),
    ],
  ]),
  ...of('wait of a 429', [
    [
      'no seconds',
      at(
        'joinVideoConference/rate-limited',
        member('error', () => 'Error, too many requests. Please slow down. [error-too-many-requests]'),
      ),
    ],
    [
      '0 seconds',
      at(
        'joinVideoConference/rate-limited',
        seconds(() => 0),
      ),
    ],
    [
      '60 seconds',
      at(
        'joinVideoConference/rate-limited',
        seconds(() => 60),
      ),
    ],
    [
      'milliseconds',
      at(
        'joinVideoConference/rate-limited',
        seconds((each) => each * 1000),
      ),
    ],
    [
      'a fraction of a second',
      at(
        'joinVideoConference/rate-limited',
        seconds((each) => each - 0.5),
      ),
    ],
    [
      'always the whole window',
      at(
        'joinVideoConference/rate-limited',
        seconds(() => 5),
      ),
    ],
    ['rounded down', replaced(LIMIT, 'Math.ceil((reset - now) / 1000)', 'Math.floor((reset - now - 1) / 1000)')],
  ]),
]

/** Answers each repeated success with the first one. */
function replayed(): Layer {
  const known = new Map<string, Reply>()
  return async (call, next) => {
    const key = JSON.stringify([
      call.target,
      call.headers.filter(([name]) => /^x-|^auth/i.test(name)),
      call.body.toString(),
    ])
    const reply = known.get(key) ?? (await next(call))
    if (reply.status === 201) known.set(key, reply)
    return reply
  }
}

function refusalJoins(): Layer {
  return async (call, next) => {
    const reply = await next(call)
    if (!/^\/rooms/.test(call.target) || reply.status !== 400) return reply
    const headers = call.headers.filter(([name]) => !/^(?:authorization|content-type)$/i.test(name))
    await next({
      ...call,
      headers: [...headers, ['Content-Type', 'application/json']],
      body: Buffer.from('{"guestName":"x"}'),
    })
    return reply
  }
}

function onceOnly(path: RegExp, code: number, body: unknown): Layer {
  const inside = new Set<string>()
  return async (call, next) => {
    const reply = await next(call)
    const key = JSON.stringify([call.target, call.headers.filter(([name]) => /^x-/i.test(name)), call.body.toString()])
    if (!path.test(call.target) || reply.status !== 200) return reply
    if (inside.has(key)) return { ...reply, status: code, body: Buffer.from(JSON.stringify(body)) }
    inside.add(key)
    return reply
  }
}

function numbered(): Layer {
  let calls = 0
  return at(
    'joinVideoConference/joined',
    member('url', (url) => `${String(url)}?session=${++calls}`),
  )()
}

function limited(path: RegExp, most: number): Layer {
  const calls = new Map<string, number>()
  return async (call, next) => {
    const reply = await next(call)
    const world = call.headers.find(([name]) => /^x-greenroom-world$/i.test(name))?.[1] ?? ''
    const count = (calls.get(world) ?? 0) + Number(path.test(call.target))
    calls.set(world, count)
    if (!path.test(call.target) || count <= most) return reply
    return { ...reply, status: 429, body: Buffer.from('{"success":false,"error":"Too many requests"}') }
  }
}

/** Lets two calls of other operations use the limit of a world up. */
function shared(): Layer {
  const calls = new Map<string, number>()
  return async (call, next) => {
    const world = worldOf(call)
    const used = calls.get(world) ?? 0
    const reply = await next(call)
    if (!reply.outcome.startsWith('joinVideoConference')) calls.set(world, used + 1)
    if (used < 2 || reply.outcome !== 'joinVideoConference/joined') return reply
    return { ...reply, status: 429 }
  }
}

/** Counts who joins one livechat room in all of them. */
function everywhere(): Layer {
  const joined = new Map<string, number>()
  return async (call, next) => {
    const reply = await next(call)
    const count = joined.get(worldOf(call)) ?? 0
    if (reply.outcome === 'joinLivechatRoom/joined') joined.set(worldOf(call), count + 1)
    if (reply.outcome !== 'listLivechatRooms/listed') return reply
    const raised = (room: Members): unknown => ({ ...room, usersCount: Number(room['usersCount']) + count })
    return json((value) => ({
      ...value,
      rooms: [value['rooms']].flat().map((room, index) => (index === 0 ? room : raised({ ...Object(room) }))),
    }))(reply)
  }
}

const worldOf = ({ headers }: Call): string =>
  headers.find(([name]) => name.toLowerCase() === 'x-greenroom-world')?.[1] ?? ''

function dropped(names: RegExp): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, headers: reply.headers.filter(([name]) => !names.test(name)) })
}

function figure(name: string, change: (value: number) => number | string): (reply: Reply) => Reply {
  return (reply) => ({
    ...reply,
    headers: reply.headers.map(([each, value]) =>
      each.toLowerCase() === name ? ([each, String(change(Number(value)))] as const) : ([each, value] as const),
    ),
  })
}

function sliding(): Layer {
  let calls = 0
  return at('joinVideoConference', (reply) => figure('x-ratelimit-reset', (reset) => reset + ++calls * 7)(reply))()
}

function seconds(change: (seconds: number) => number): (reply: Reply) => Reply {
  return member('error', (error) => String(error).replace(/\d+(?= seconds)/, (each) => String(change(Number(each)))))
}

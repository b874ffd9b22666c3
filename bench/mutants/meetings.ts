import { at, member } from './answers.ts'
import { of } from './kinds.ts'
import type { Layer, Mutant, Reply } from './mutant.ts'
import { replaced } from './patch.ts'
import { body, seen } from './requests.ts'

const MEETING = 'domain/meeting.ts'
const SEATS = 'domain/meeting-seats.ts'
// Where a join is written.
const SEATED = 'roomWrite(withSeats(room, { left: own, joined: [participant] }))'
const LIVECHAT = 'domain/livechat.ts'
const CALL = 'domain/video-conference.ts'

/** Seats, participants and guest names. */
export const meetingMutants: readonly Mutant[] = [
  ...of('seats', [
    [
      'one too many',
      replaced(
        MEETING,
        'seatsTaken(room, caller, socket) >= room.maxParticipants',
        'seatsTaken(room, caller, socket) > room.maxParticipants',
      ),
    ],
    [
      'one too few',
      replaced(
        MEETING,
        'seatsTaken(room, caller, socket) >= room.maxParticipants',
        'seatsTaken(room, caller, socket) >= room.maxParticipants - 1',
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
    ['guests take none', replaced(MEETING, SEATED, `...(caller.kind === 'nobody' ? [] : [${SEATED}])`)],
    ['users take none', replaced(MEETING, SEATED, `...(caller.kind === 'person' ? [] : [${SEATED}])`)],
    ['the host takes none', replaced(MEETING, SEATED, `...(isHost(room, caller) ? [] : [${SEATED}])`)],
    ['a join takes two', replaced(MEETING, 'joined: [participant] }', 'joined: [participant, participant] }')],
    [
      'who joins again takes a second one',
      replaced(MEETING, 'isOwn(participant, caller, socket) ? taken : taken + 1', 'taken + 1'),
    ],
    [
      'who joins again keeps the older one, too',
      replaced(MEETING, 'withSeats(room, { left: own, joined', 'withSeats(room, { left: [], joined'),
    ],
    [
      'who joins again frees both',
      replaced(MEETING, 'joined: [participant] }', 'joined: own.length > 0 ? [] : [participant] }'),
    ],
    [
      'who joins again frees all of them',
      replaced(SEATS, 'inside: [...stay, ...joined], past', 'inside: [...joined], past'),
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
      replaced(
        MEETING,
        'seatsTaken(room, caller, socket) >=',
        'seatsTaken(room, caller, socket) + room.past.length >=',
      ),
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
    ['a success is answered, and nothing done', replaced(MEETING, SEATED, `...(room.code !== '' ? [] : [${SEATED}])`)],
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
      replaced(MEETING, '      joinedAt,\n', "      joinedAt: '2026-03-03T10:36:00.000Z',\n"),
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
    ['each date is earlier than the one before', backwards],
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
      replaced(MEETING, 'if (!isSelector || !isBehindOther) count++', 'count++'),
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
          typeof value['guestName'] === 'string' && /[^\p{L}\p{N}\p{M} ]/u.test(value['guestName'])
            ? { ...value, guestName: '' }
            : value,
        ),
      ),
    ],
    [
      'longer names than 50 by a long way only',
      replaced(MEETING, 'shownLength(guestName) > MAX_NAME', 'guestName.length > 2 * MAX_NAME'),
    ],
  ]),
  ...of('guest name as it is shown', [
    [
      'apostrophes doubled',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', (name) => String(name).replaceAll("'", "''")),
      ),
    ],
    [
      'without backslashes',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', (name) => String(name).replaceAll('\\', '')),
      ),
    ],
    [
      'without what looks like a tag',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', (name) => String(name).replaceAll(/<[^>]*>/g, '')),
      ),
    ],
    [
      'without characters beyond the BMP',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', (name) => String(name).replaceAll(/[\u{10000}-\u{10ffff}]/gu, '')),
      ),
    ],
    [
      'one blank for several',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', (name) => String(name).replaceAll(/ +/g, ' ')),
      ),
    ],
    [
      'capitals at the beginning of words',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', (name) => String(name).replaceAll(/(?<!\p{L})\p{Ll}/gu, (letter) => letter.toUpperCase())),
      ),
    ],
  ]),
]

/** Repeats the first answer for each repeated success. */
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
    if (!call.target.startsWith('/rooms') || reply.status !== 400) return reply
    const headers = call.headers.filter(([name]) => !/^(?:authorization|content-type)$/i.test(name))
    await next({
      ...call,
      headers: [...headers, ['Content-Type', 'application/json']],
      body: Buffer.from('{"guestName":"x"}'),
    })
    return reply
  }
}

/** Dates each answer a day before the previous one. */
function backwards(): Layer {
  let days = 0
  const earlier = (date: unknown): string => new Date(Date.parse(String(date)) - ++days * 86_400_000).toISOString()
  return async (call, next) => {
    const reply = await next(call)
    return reply.outcome === 'joinMeetingRoom/joined-as-user' ? member('joinedAt', earlier)(reply) : reply
  }
}

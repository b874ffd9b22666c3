import { at, json, member, renamed, rooms, text, without, type Members } from './answers.ts'
import { of } from './kinds.ts'
import type { Mutant } from './mutant.ts'

/** Fields that are called otherwise, are missing, are null or of another type, and bodies of another shape. */
export const shapeMutants: readonly Mutant[] = [
  ...of('renamed field', [
    ['guestName is guest_name', at('joinMeetingRoom/joined-as-guest', renamed('guestName', 'guest_name'))],
    ['joinedAt is joined_at', at('joinMeetingRoom', renamed('joinedAt', 'joined_at'))],
    ['message is error', at('joinMeetingRoom/room-locked', renamed('message', 'error'))],
    ['statusCode is status', at('joinMeetingRoom/unauthorized', renamed('statusCode', 'status'))],
    ['url is link', at('joinVideoConference/joined', renamed('url', 'link'))],
    ['providerName is ProviderName', at('joinVideoConference/joined', renamed('providerName', 'ProviderName'))],
    ['error is message', at('joinLivechatRoom/room-closed', renamed('error', 'message'))],
    ['rooms is items', at('listLivechatRooms/listed', renamed('rooms', 'items'))],
    [
      '_id of rooms is id',
      at(
        'listLivechatRooms/listed',
        rooms(({ _id, ...room }) => ({ id: _id, ...room })),
      ),
    ],
    ['every key is snake_case', at('joinMeetingRoom/joined-as-user', json(snakeCased))],
  ]),
  ...of('missing field', [
    ['id of a participant', at('joinMeetingRoom/joined-as-guest', without('id'))],
    ['userId where it is null', at('joinMeetingRoom/joined-as-guest', without('userId'))],
    ['guestName where it is null', at('joinMeetingRoom/joined-as-user', without('guestName'))],
    ['leftAt where it is null', at('joinMeetingRoom/joined-as-host', without('leftAt'))],
    ['statusCode', at('joinMeetingRoom/room-full', without('statusCode'))],
    [
      'one of several messages',
      at(
        'joinMeetingRoom/guest-name-missing',
        member('message', (list) => [list].flat().slice(1)),
      ),
    ],
    ['errorType', at('joinLivechatRoom/missing-room-id', without('errorType'))],
    ['success of a refusal', at('listLivechatRooms/not-allowed', without('success'))],
    ['success', at('joinVideoConference/joined', without('success'))],
    ['providerName', at('joinVideoConference/joined', without('providerName'))],
    ['details', at('listLivechatRooms/invalid-sort', without('details'))],
    ['total', at('listLivechatRooms/listed', without('total'))],
    [
      'usersCount of rooms',
      at(
        'listLivechatRooms/listed',
        rooms(({ usersCount: _, ...room }) => room),
      ),
    ],
    [
      'visitor of rooms',
      at(
        'listLivechatRooms/listed',
        rooms(({ v: _, ...room }) => room),
      ),
    ],
    [
      'fname of rooms',
      at(
        'listLivechatRooms/listed',
        rooms(({ fname: _, ...room }) => room),
      ),
    ],
    [
      'lastMessage text of rooms',
      at(
        'listLivechatRooms/listed',
        rooms((room) => within(room, 'lastMessage', ({ msg: _, ...rest }) => rest)),
      ),
    ],
    [
      'status of visitors',
      at(
        'listLivechatRooms/listed',
        rooms((room) => within(room, 'v', ({ status: _, ...rest }) => rest)),
      ),
    ],
    [
      'reaction times',
      at(
        'listLivechatRooms/listed',
        rooms((room) => within(room, 'metrics', ({ reaction: _, ...rest }) => rest)),
      ),
    ],
  ]),
  ...of('null field', [
    [
      'id',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('id', () => null),
      ),
    ],
    [
      'userId of a user',
      at(
        'joinMeetingRoom/joined-as-user',
        member('userId', () => null),
      ),
    ],
    [
      'guestName of a guest',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', () => null),
      ),
    ],
    [
      'isHost',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('isHost', () => null),
      ),
    ],
    [
      'message',
      at(
        'joinMeetingRoom/room-not-found',
        member('message', () => null),
      ),
    ],
    [
      'url',
      at(
        'joinVideoConference/joined',
        member('url', () => null),
      ),
    ],
    [
      'rooms of an empty page',
      at(
        'listLivechatRooms/listed',
        json((value) => (value['count'] === 0 ? { ...value, rooms: null } : value)),
      ),
    ],
    [
      'servedBy of a room that waits',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ servedBy: null, ...room })),
      ),
    ],
    [
      'departmentId of a room without department',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ departmentId: null, ...room })),
      ),
    ],
    [
      'the whole body',
      at(
        'joinLivechatRoom/joined',
        text(() => 'null'),
      ),
    ],
  ]),
  ...of('value for null', [
    [
      'guestName of a user is empty',
      at(
        'joinMeetingRoom/joined-as-user',
        member('guestName', () => ''),
      ),
    ],
    [
      'userId of a guest is empty',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('userId', () => ''),
      ),
    ],
    [
      'leftAt is joinedAt',
      at(
        'joinMeetingRoom/joined-as-user',
        json((value) => ({ ...value, leftAt: value['joinedAt'] })),
      ),
    ],
    [
      'userId of a guest is its id',
      at(
        'joinMeetingRoom/joined-as-guest',
        json((value) => ({ ...value, userId: value['id'] })),
      ),
    ],
    [
      'guestName of a host is a name',
      at(
        'joinMeetingRoom/joined-as-host',
        member('guestName', () => 'Jane Smith'),
      ),
    ],
  ]),
  ...of('retyped field', [
    ['statusCode as text', at('joinMeetingRoom/room-not-found', member('statusCode', String))],
    ['messages as text', at('joinMeetingRoom/guest-name-too-long', member('message', String))],
    [
      'message as list',
      at(
        'joinMeetingRoom/room-full',
        member('message', (message) => [message]),
      ),
    ],
    ['success as text', at('joinLivechatRoom/joined', member('success', String))],
    ['success as number', at('joinVideoConference/joined', member('success', Number))],
    ['isHost as text', at('joinMeetingRoom/joined-as-host', member('isHost', String))],
    ['isActive as number', at('joinMeetingRoom/joined-as-guest', member('isActive', Number))],
    [
      'id as number',
      at(
        'joinMeetingRoom/joined-as-user',
        member('id', () => 42),
      ),
    ],
    ['count as text', at('listLivechatRooms/listed', member('count', String))],
    ['total as text', at('listLivechatRooms/listed', member('total', String))],
    [
      'usersCount as text',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, usersCount: String(room['usersCount']) })),
      ),
    ],
    [
      'open as text',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, open: String(room['open'] ?? '') })),
      ),
    ],
    [
      'error as object',
      at(
        'joinLivechatRoom/no-access',
        member('error', (error) => ({ message: error })),
      ),
    ],
    [
      'rooms as object by id',
      at(
        'listLivechatRooms/listed',
        member('rooms', (list) => Object.fromEntries([list].flat().map((room) => [JSON.stringify(room), room]))),
      ),
    ],
    [
      'url as object',
      at(
        'joinVideoConference/joined',
        member('url', (url) => ({ href: url })),
      ),
    ],
  ]),
  ...of('date', [
    [
      'seconds',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('joinedAt', (date) => Math.floor(Date.parse(String(date)) / 1000)),
      ),
    ],
    [
      'milliseconds as text',
      at(
        'joinMeetingRoom/joined-as-user',
        member('joinedAt', (date) => String(Date.parse(String(date)))),
      ),
    ],
    [
      'English',
      at(
        'joinMeetingRoom/joined-as-host',
        member('joinedAt', (date) => new Date(String(date)).toUTCString()),
      ),
    ],
    [
      'without a zone',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('joinedAt', (date) => String(date).replace('Z', '')),
      ),
    ],
    [
      'a day alone',
      at(
        'joinMeetingRoom/joined-as-user',
        member('joinedAt', (date) => String(date).slice(0, 10)),
      ),
    ],
    [
      'day and time apart by a blank',
      at(
        'joinMeetingRoom/joined-as-user',
        member('joinedAt', (date) => String(date).replace('T', ' ').slice(0, 19)),
      ),
    ],
    [
      'EJSON in rooms',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, ts: { $date: Date.parse(String(room['ts'])) } })),
      ),
    ],
    [
      'seconds in rooms',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, _updatedAt: Date.parse(String(room['_updatedAt'])) / 1000 })),
      ),
    ],
    [
      'the thirteenth month',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('joinedAt', () => '2026-13-01T00:00:00.000Z'),
      ),
    ],
  ]),
  ...of('id', [
    [
      'UUID of a participant',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('id', () => '6fa459ea-ee8a-3ca4-894e-db77e160355e'),
      ),
    ],
    [
      'roomId is the code',
      at(
        'joinMeetingRoom/joined-as-user',
        member('roomId', () => 'abc-def-ghi'),
      ),
    ],
    [
      'empty id',
      at(
        'joinMeetingRoom/joined-as-host',
        member('id', () => ''),
      ),
    ],
    [
      'upper-case id',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('id', (id) => String(id).toUpperCase()),
      ),
    ],
    [
      'url without scheme',
      at(
        'joinVideoConference/joined',
        member('url', (url) => String(url).replace(/^\w+:\/\//, '')),
      ),
    ],
    [
      'url with a path alone',
      at(
        'joinVideoConference/joined',
        member('url', () => '/meet/1'),
      ),
    ],
  ]),
  ...of('shape', [
    [
      'wrapped in data',
      at(
        'joinMeetingRoom/joined-as-user',
        json((data) => ({ data })),
      ),
    ],
    [
      'wrapped in result and status',
      at(
        'joinVideoConference/joined',
        json((result) => ({ status: 'ok', result })),
      ),
    ],
    [
      'refusal wrapped in error',
      at(
        'joinLivechatRoom/invalid-room',
        json((error) => ({ error })),
      ),
    ],
    [
      'list without its wrapper',
      at(
        'listLivechatRooms/listed',
        json(({ rooms: list }) => list),
      ),
    ],
    [
      'list of one',
      at(
        'joinMeetingRoom/joined-as-guest',
        json((value) => [value]),
      ),
    ],
    [
      'JSON within JSON',
      at(
        'joinLivechatRoom/joined',
        text((body) => JSON.stringify(body)),
      ),
    ],
    [
      'sums in a member of their own',
      at(
        'listLivechatRooms/listed',
        json(({ total, offset, count, ...rest }) => ({ ...rest, page: { total, offset, count } })),
      ),
    ],
    [
      'problem details',
      at(
        'joinMeetingRoom/room-locked',
        json(() => ({ type: 'about:blank', title: 'Forbidden', status: 403, detail: 'Room is locked' })),
      ),
    ],
    [
      'problem details in 400',
      at(
        'joinVideoConference/missing-call-id',
        json(() => ({ title: 'Bad Request', status: 400 })),
      ),
    ],
    [
      'errors as a list',
      at(
        'listLivechatRooms/invalid-query',
        json((error) => ({ success: false, errors: [error] })),
      ),
    ],
    [
      'edition 2022 in edition current',
      at(
        'joinLivechatRoom/no-access',
        json(() => ({ isClientSafe: true, error: 'error-not-allowed', reason: 'Not allowed', success: false })),
      ),
    ],
  ]),
  ...of('text', [
    [
      'another word',
      at(
        'joinMeetingRoom/room-inactive',
        member('message', () => 'Room is not active'),
      ),
    ],
    [
      'a full stop more',
      at(
        'joinMeetingRoom/room-locked',
        member('message', (message) => `${String(message)}.`),
      ),
    ],
    [
      'another case',
      at(
        'joinMeetingRoom/unauthorized',
        member('message', (message) => String(message).toUpperCase()),
      ),
    ],
    [
      'a blank more',
      at(
        'joinLivechatRoom/missing-permission',
        member('error', (error) => `${String(error)} `),
      ),
    ],
    [
      'without its code in brackets',
      at(
        'joinVideoConference/invalid-body',
        member('error', (error) => String(error).replace(/ \[.*\]$/, '')),
      ),
    ],
    [
      'typographic quotes',
      at(
        'joinLivechatRoom/missing-room-id',
        member('error', (error) => String(error).replaceAll("'", '’')),
      ),
    ],
    [
      'translated',
      at(
        'listLivechatRooms/not-logged-in',
        member('message', () => 'Sie müssen angemeldet sein.'),
      ),
    ],
    [
      'another parameter is blamed',
      at(
        'listLivechatRooms/invalid-date',
        member('error', (error) => String(error).replace('start', 'END').replace('end', 'start').replace('END', 'end')),
      ),
    ],
    [
      'the type of all form faults is the same',
      at(
        'listLivechatRooms/invalid-query',
        member('error', () => 'must be string [invalid-params]'),
      ),
    ],
    [
      'sort is not repeated',
      at(
        'listLivechatRooms/invalid-sort',
        member('error', () => 'Invalid sort parameter provided: "" [error-invalid-sort]'),
      ),
    ],
    [
      'messages in another order',
      at(
        'joinMeetingRoom/guest-name-missing',
        member('message', (list) => [list].flat().toReversed()),
      ),
    ],
    [
      'statusCode differs from the status',
      at(
        'joinMeetingRoom/room-full',
        member('statusCode', () => 409),
      ),
    ],
    [
      'success of a refusal is true',
      at(
        'joinLivechatRoom/room-closed',
        member('success', () => true),
      ),
    ],
    [
      'success is false',
      at(
        'joinVideoConference/joined',
        member('success', () => false),
      ),
    ],
  ]),
]

const within = (room: Members, name: string, change: (part: Members) => unknown): unknown => {
  const part = room[name]
  return typeof part === 'object' && part !== null ? { ...room, [name]: change({ ...part }) } : room
}

function snakeCased(value: Members): unknown {
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      each,
    ]),
  )
}

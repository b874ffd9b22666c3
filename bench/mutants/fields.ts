import { at, json, lacking, member, renamed, rooms, text, without, type Members } from './answers.ts'
import { of } from './kinds.ts'
import type { Mutant } from './mutant.ts'

/** Fields that are renamed, missing, null, not null where they should be, or of another type. */
export const fieldMutants: readonly Mutant[] = [
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
    ['usersCount of rooms', at('listLivechatRooms/listed', rooms(lacking('usersCount')))],
    ['visitor of rooms', at('listLivechatRooms/listed', rooms(lacking('v')))],
    ['fname of rooms', at('listLivechatRooms/listed', rooms(lacking('fname')))],
    [
      'lastMessage text of rooms',
      at(
        'listLivechatRooms/listed',
        rooms((room) => within(room, 'lastMessage', lacking('msg'))),
      ),
    ],
    [
      'status of visitors',
      at(
        'listLivechatRooms/listed',
        rooms((room) => within(room, 'v', lacking('status'))),
      ),
    ],
    [
      'reaction times',
      at(
        'listLivechatRooms/listed',
        rooms((room) => within(room, 'metrics', lacking('reaction'))),
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
        rooms((room) => ({ ...room, open: room['open'] === true ? 'true' : '' })),
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

import { at, json, member, rooms, text } from './answers.ts'
import { of } from './kinds.ts'
import type { Mutant } from './mutant.ts'

/** Dates, ids and texts in another form, and bodies in another shape. */
export const valueMutants: readonly Mutant[] = [
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

import { at, both, header, member, text } from './answers.ts'
import { of } from './kinds.ts'
import type { Mutant } from './mutant.ts'

/** Media types, encodings, and bodies that are not JSON. */
export const encodingMutants: readonly Mutant[] = [
  ...of('media type', [
    [
      'text/plain',
      at(
        'joinMeetingRoom/room-locked',
        header('Content-Type', () => 'text/plain'),
      ),
    ],
    [
      'text/html',
      at(
        'joinLivechatRoom/joined',
        header('Content-Type', () => 'text/html; charset=utf-8'),
      ),
    ],
    ['none', at('joinVideoConference/joined', header('Content-Type', null))],
    [
      'problem+json',
      at(
        'joinMeetingRoom/room-not-found',
        header('Content-Type', () => 'application/problem+json'),
      ),
    ],
    [
      'a vendor’s',
      at(
        'listLivechatRooms/listed',
        header('Content-Type', () => 'application/vnd.api+json'),
      ),
    ],
    [
      'octet-stream',
      at(
        'joinVideoConference/rate-limited',
        header('Content-Type', () => 'application/octet-stream'),
      ),
    ],
    [
      'text/json',
      at(
        'joinLivechatRoom/not-logged-in',
        header('Content-Type', () => 'text/json'),
      ),
    ],
    [
      'iso-8859-1 said',
      at(
        'joinMeetingRoom/joined-as-guest',
        header('Content-Type', () => 'application/json; charset=iso-8859-1'),
      ),
    ],
    [
      'utf-16 said',
      at(
        'joinMeetingRoom/malformed-body',
        header('Content-Type', () => 'application/json; charset="utf-16"'),
      ),
    ],
    [
      'said twice',
      at(
        'joinLivechatRoom/invalid-room',
        header('Content-Type', () => 'application/json, application/json'),
      ),
    ],
  ]),
  ...of('encoding', [
    [
      'latin-1 bytes',
      at(
        'joinMeetingRoom/joined-as-guest',
        text((body) => Buffer.from(body, 'latin1')),
      ),
    ],
    [
      'utf-16 bytes',
      at(
        'joinLivechatRoom/joined',
        text((body) => Buffer.from(body, 'utf16le')),
      ),
    ],
    [
      'non-ASCII as question marks',
      at(
        'joinMeetingRoom/joined-as-guest',
        text((body) => body.replaceAll(/[^\0-\x7f]/g, '?')),
      ),
    ],
    [
      'UTF-8 encoded twice',
      at(
        'joinMeetingRoom/joined-as-guest',
        text((body) => Buffer.from(body).toString('latin1')),
      ),
    ],
    [
      'byte order mark',
      at(
        'joinLivechatRoom/joined',
        text((body) => `\ufeff${body}`),
      ),
    ],
    [
      'gzip said, but not done',
      at(
        'joinVideoConference/joined',
        header('Content-Encoding', () => 'gzip'),
      ),
    ],
    [
      'combining marks composed',
      at(
        'joinMeetingRoom/joined-as-guest',
        member('guestName', (name) => String(name).normalize('NFC')),
      ),
    ],
  ]),
  ...of('no JSON', [
    [
      'empty body',
      at(
        'joinLivechatRoom/joined',
        text(() => ''),
      ),
    ],
    [
      'empty body of a refusal',
      at(
        'joinMeetingRoom/unauthorized',
        text(() => ''),
      ),
    ],
    [
      'text after it',
      at(
        'joinVideoConference/joined',
        text((body) => `${body}\n<!-- served by node-3 -->`),
      ),
    ],
    [
      'guard before it',
      at(
        'listLivechatRooms/listed',
        text((body) => `)]}',\n${body}`),
      ),
    ],
    [
      'callback around it',
      at(
        'joinLivechatRoom/joined',
        text((body) => `callback(${body})`),
      ),
    ],
    [
      'one line per value',
      at(
        'joinMeetingRoom/joined-as-user',
        text((body) => `${body}\n${body}`),
      ),
    ],
    [
      'single quotes',
      at(
        'joinLivechatRoom/joined',
        text((body) => body.replaceAll('"', "'")),
      ),
    ],
    [
      'comma after the last member',
      at(
        'joinMeetingRoom/room-full',
        text((body) => body.replace(/\}$/, ',}')),
      ),
    ],
    [
      'NaN for a number',
      at(
        'listLivechatRooms/listed',
        text((body) => body.replace(/"total":\d+/, '"total":NaN')),
      ),
    ],
    [
      'a sentence',
      at(
        'joinMeetingRoom/room-locked',
        text(() => 'Room is locked'),
      ),
    ],
    [
      'an error page of a proxy',
      at(
        'joinMeetingRoom/body-too-large',
        both(
          text(() => '<html><h1>413 Request Entity Too Large</h1></html>'),
          header('Content-Type', () => 'text/html'),
        ),
      ),
    ],
    [
      'a member twice, the first one wrong',
      at(
        'joinLivechatRoom/joined',
        text((body) => body.replace('{', '{"success":false,')),
      ),
    ],
    [
      'a line break within a text',
      at(
        'joinMeetingRoom/joined-as-guest',
        text((body) => body.replace('Jane Smith', 'Jane\nSmith')),
      ),
    ],
  ]),
]

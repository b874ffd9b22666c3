import { at, both, header, json, member, status, text } from './answers.ts'
import { of } from './kinds.ts'
import type { Layer, Mutant, Reply } from './mutant.ts'

const NODE =
  'Error: boom\n    at joinRoom (/srv/app/src/rooms.js:41:13)\n    at async handle (file:///srv/app/src/http.js:7:3)'
const JAVA = 'java.lang.NullPointerException\n\tat com.acme.Rooms.join(Rooms.java:41)'
const PYTHON = 'Traceback (most recent call last):\n  File "/srv/app/rooms.py", line 41, in join'
const GO = 'goroutine 1 [running]:\nmain.join(0xc000010)\n\t/srv/app/rooms.go:41 +0x1d'
const PHP =
  'PHP Fatal error:  Uncaught Exception in /srv/app/rooms.php:41\nStack trace:\n#0 /srv/app/index.php(7): join()\n#1 {main}'
const CSHARP = 'System.NullReferenceException\n   at Acme.Rooms.Join(String code) in C:\\app\\Rooms.cs:line 41'

/** Media types, encodings, broken and late answers, redirects, leaks. */
export const deliveryMutants: readonly Mutant[] = [
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
  ...of('broken off', [
    [
      'half the body, with its right length',
      at('listLivechatRooms/listed', (reply) => ({ ...reply, body: reply.body.subarray(0, reply.body.length / 2) })),
    ],
    ['half the body, with the length of all', at('listLivechatRooms/listed', brokenOff)],
    ['half a refusal', at('joinMeetingRoom/room-locked', brokenOff)],
    ['chunks without an end', at('joinVideoConference/joined', endless)],
    ['connection reset', at('joinLivechatRoom/joined', reset)],
    ['connection reset for one cause', at('joinMeetingRoom/room-full', reset)],
    [
      'the last byte is missing',
      at('joinMeetingRoom/joined-as-host', (reply) => ({ ...reply, body: reply.body.subarray(0, -1) })),
    ],
  ]),
  ...of('late', [
    ['headers after 5 s', at('joinMeetingRoom/joined-as-host', later)],
    ['one cause after 5 s', at('joinLivechatRoom/missing-permission', later)],
    ['the body after 5 s', at('joinVideoConference/joined', bodyLater)],
    ['a byte each 0.3 s', at('joinLivechatRoom/joined', dripped)],
  ]),
  ...of('fault of the server', [
    ['500 each fifth time', each(5, status(500))],
    [
      '502 each third time',
      each(
        3,
        both(
          status(502),
          text(() => '<html>502 Bad Gateway</html>'),
          header('Content-Type', () => 'text/html'),
        ),
      ),
    ],
    ['503 for one cause', at('joinMeetingRoom/room-not-found', status(503))],
    ['500 with the right body', at('joinMeetingRoom/malformed-body', status(500))],
    [
      '500 for an unexpected type',
      at(
        'joinVideoConference/invalid-body',
        both(
          status(500),
          json(() => ({ success: false, error: 'Internal server error' })),
        ),
      ),
    ],
    [
      '429 each seventh time',
      each(
        7,
        both(
          status(429),
          json(() => ({ success: false, error: 'Too many requests' })),
        ),
      ),
    ],
    [
      '404 of a router each fourth time',
      each(
        4,
        both(
          status(404),
          json(() => ({ success: false, error: 'Not found' })),
        ),
      ),
    ],
  ]),
  ...of('redirect', [
    ['302 to a login page', at('joinLivechatRoom/not-logged-in', redirected(302, 'https://login.example/'))],
    ['301 to a slash at the end', at('listLivechatRooms', redirected(301, '/api/v1/livechat/rooms/'))],
    ['307 to another host', at('joinVideoConference', redirected(307, 'http://127.0.0.2:1/'))],
    ['303 after joining', at('joinMeetingRoom/joined-as-user', redirected(303, '/rooms/abc-def-ghi'))],
    [
      '201 with a Location and no body',
      at(
        'joinMeetingRoom/joined-as-guest',
        both(
          header('Location', () => '/participants/1'),
          text(() => ''),
        ),
      ),
    ],
  ]),
  ...of('another way to refuse', [
    ['200 with the refusal', at('joinMeetingRoom', all(200))],
    ['200 with the refusal, for one cause', at('listLivechatRooms/not-allowed', status(200))],
    [
      '204 without a body',
      at(
        'joinLivechatRoom/joined',
        both(
          status(204),
          text(() => ''),
        ),
      ),
    ],
    [
      '304',
      at(
        'listLivechatRooms/listed',
        both(
          status(304),
          text(() => ''),
        ),
      ),
    ],
    [
      '404 for what is forbidden',
      at(
        'joinMeetingRoom/room-locked',
        both(
          status(404),
          json(() => ({ statusCode: 404, message: 'Room not found' })),
        ),
      ),
    ],
    [
      '409 for what is full',
      at(
        'joinMeetingRoom/room-full',
        both(
          status(409),
          member('statusCode', () => 409),
        ),
      ),
    ],
    [
      '410 for what is over',
      at(
        'joinMeetingRoom/room-inactive',
        both(
          status(410),
          member('statusCode', () => 410),
        ),
      ),
    ],
    ['every refusal is 400', at('joinLivechatRoom', (reply) => (reply.status > 400 ? status(400)(reply) : reply))],
    [
      'success for a closed room',
      at(
        'joinLivechatRoom/room-closed',
        both(
          status(200),
          json(() => ({ success: true })),
        ),
      ),
    ],
    [
      'an empty list for who may see none',
      at(
        'listLivechatRooms/not-allowed',
        both(
          status(200),
          json(() => ({ rooms: [], count: 0, offset: 0, total: 0, success: true })),
        ),
      ),
    ],
  ]),
  ...of('leak', [
    ['token in a header', echoing((reply, token) => header('X-Debug-Token', () => token)(reply))],
    ['token in a member', echoing((reply, token) => json((value) => ({ ...value, debug: { token } }))(reply))],
    [
      'token in base64',
      echoing((reply, token) => header('X-Trace', () => Buffer.from(token).toString('base64'))(reply)),
    ],
    [
      'stack trace of Node in a member',
      at(
        'joinMeetingRoom/room-full',
        json((value) => ({ ...value, stack: NODE })),
      ),
    ],
    [
      'stack trace in the message',
      at(
        'joinMeetingRoom/malformed-body',
        member('message', (message) => `${String(message)}\n${NODE}`),
      ),
    ],
    [
      'stack trace in an error that varies',
      at(
        'listLivechatRooms/invalid-date-range',
        member('error', (error) => `${String(error)} ${NODE}`),
      ),
    ],
    [
      'stack trace of Java',
      at(
        'joinLivechatRoom/invalid-room',
        json((value) => ({ ...value, trace: JAVA })),
      ),
    ],
    [
      'stack trace of Python',
      at(
        'joinVideoConference/unknown-call',
        json((value) => ({ ...value, trace: PYTHON })),
      ),
    ],
    [
      'stack trace of Go',
      at(
        'joinMeetingRoom/room-not-found',
        json((value) => ({ ...value, trace: GO })),
      ),
    ],
    [
      'stack trace of PHP',
      at(
        'joinMeetingRoom/room-not-found',
        json((value) => ({ ...value, trace: PHP })),
      ),
    ],
    [
      'stack trace of C#',
      at(
        'joinMeetingRoom/room-not-found',
        json((value) => ({ ...value, trace: CSHARP })),
      ),
    ],
    [
      'stack trace in a header',
      at(
        'joinMeetingRoom/room-locked',
        header('X-Error', () => NODE.replaceAll('\n', ' ')),
      ),
    ],
    [
      'the name of a file in the message',
      at(
        'joinMeetingRoom/malformed-body',
        member('message', () => 'ENOENT: no such file or directory, open /srv/app/config/rooms.json'),
      ),
    ],
    [
      'SQL in a member',
      at(
        'joinMeetingRoom/room-not-found',
        json((value) => ({ ...value, query: "SELECT * FROM rooms WHERE code = 'x'" })),
      ),
    ],
  ]),
]

function all(code: number): (reply: Reply) => Reply {
  return (reply) => (reply.status >= 400 ? { ...reply, status: code } : reply)
}

function each(nth: number, change: (reply: Reply) => Reply): () => Layer {
  return () => {
    let calls = 0
    return async (call, next) => {
      const reply = await next(call)
      return ++calls % nth === 0 ? change(reply) : reply
    }
  }
}

function redirected(code: number, location: string): (reply: Reply) => Reply {
  return both(
    status(code),
    header('Location', () => location),
    text(() => ''),
  )
}

/** Repeats the caller's token, where there is one. */
function echoing(change: (reply: Reply, token: string) => Reply): () => Layer {
  return () => async (call, next) => {
    const reply = await next(call)
    const token = call.headers.find(([name]) => /^(?:x-auth-token|authorization)$/i.test(name))?.[1]
    return token === undefined || reply.status >= 400 ? reply : change(reply, token.replace(/^Bearer /i, ''))
  }
}

function brokenOff(whole: Reply): Reply {
  return {
    ...whole,
    send: (response, { status: code, headers, body }) => {
      response.writeHead(code, [...headers.flat(), 'Content-Length', String(body.length)])
      response.write(body.subarray(0, body.length / 2), () => response.destroy())
    },
  }
}

function endless(whole: Reply): Reply {
  return {
    ...whole,
    send: (response, { status: code, headers, body }) => {
      response.writeHead(code, headers.flat())
      response.write(body, () => response.socket?.destroySoon())
    },
  }
}

function reset(whole: Reply): Reply {
  return { ...whole, send: (response) => void response.socket?.resetAndDestroy() }
}

const LATE_MS = 5000

function later(whole: Reply): Reply {
  return {
    ...whole,
    send: (response, { status: code, headers, body }) => {
      const timer = setTimeout(() => response.writeHead(code, headers.flat()).end(body), LATE_MS)
      response.once('close', () => clearTimeout(timer))
    },
  }
}

function bodyLater(whole: Reply): Reply {
  return {
    ...whole,
    send: (response, { status: code, headers, body }) => {
      response.writeHead(code, headers.flat()).flushHeaders()
      const timer = setTimeout(() => response.end(body), LATE_MS)
      response.once('close', () => clearTimeout(timer))
    },
  }
}

function dripped(whole: Reply): Reply {
  return {
    ...whole,
    send: (response, { status: code, headers, body }) => {
      response.writeHead(code, headers.flat())
      let sent = 0
      const timer = setInterval(() => {
        response.write(body.subarray(sent, ++sent))
        if (sent >= body.length) response.end()
      }, 300)
      response.once('close', () => clearInterval(timer))
    },
  }
}

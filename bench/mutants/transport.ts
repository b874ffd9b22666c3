import { at, both, header, json, member, status, text } from './answers.ts'
import { of } from './kinds.ts'
import type { Layer, Mutant, Reply } from './mutant.ts'

const LATE_MS = 5000

/** Answers that break off, are late, come from elsewhere, or refuse in another way. */
export const transportMutants: readonly Mutant[] = [
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

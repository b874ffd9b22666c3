import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { at, both, header, json, member, rooms, text } from './answers.ts'
import { of } from './kinds.ts'
import type { Mutant, Reply } from './mutant.ts'
import { sendPlainly } from './proxy.ts'

/** What a server may do differently without violating the contract: a run that fails because of it is a false alarm. */
const VARIANTS: readonly Mutant[] = of('harmless', [
  ['nothing at all', at('', (reply) => reply)],
  ['keys in the opposite order', at('', json(reversed))],
  [
    'JSON with line breaks and indentation',
    at(
      '',
      text((body) => JSON.stringify(JSON.parse(body), null, 2)),
    ),
  ],
  [
    'blanks and a line break around the JSON',
    at(
      '',
      text((body) => `  ${body}\r\n`),
    ),
  ],
  ['characters escaped as \\u0041', at('', text(escaped))],
  ['members beyond the documented ones, at every level', at('', json(more))],
  [
    'the four keys of a real 401',
    at(
      'joinLivechatRoom/not-logged-in',
      json((value) => ({ ...value, success: false, error: 'x' })),
    ),
  ],
  [
    'headers of proxies and browsers’ policies',
    at('', (reply) => ({
      ...reply,
      headers: [
        ...reply.headers,
        ['Via', '1.1 varnish'],
        ['X-Request-Id', '7f3a'],
        ['Strict-Transport-Security', 'max-age=1'],
        ['Server', 'nginx'],
      ],
    })),
  ],
  // A real server limits these, too, and reports it.
  [
    'limit headers on other operations',
    at(
      'joinLivechatRoom',
      header('X-RateLimit-Limit', () => '10'),
    ),
  ],
  [
    'a cookie',
    at(
      '',
      header('Set-Cookie', () => 'session=abc; Path=/; HttpOnly'),
    ),
  ],
  [
    'ETag and Vary',
    at(
      '',
      both(
        header('ETag', () => '"1"'),
        header('Vary', () => 'Accept-Encoding'),
      ),
    ),
  ],
  [
    'charset=utf-8',
    at(
      '',
      header('Content-Type', (type) => `${type}; charset=utf-8`),
    ),
  ],
  [
    'charset="UTF-8" in quotes and capitals',
    at(
      '',
      header('Content-Type', (type) => `${type};charset="UTF-8"`),
    ),
  ],
  [
    'media type in capitals',
    at(
      '',
      header('Content-Type', (type) => type.toUpperCase()),
    ),
  ],
  [
    'header names in lower case',
    at(
      '',
      named((name) => name.toLowerCase()),
    ),
  ],
  [
    'header names in upper case',
    at(
      '',
      named((name) => name.toUpperCase()),
    ),
  ],
  [
    'none of the mock’s own headers',
    at('', (reply) => ({ ...reply, headers: reply.headers.filter(([name]) => !/^greenroom/i.test(name)) })),
  ],
  ['gzip', at('', packed('gzip', gzipSync))],
  ['br', at('', packed('br', brotliCompressSync))],
  ['deflate', at('', packed('deflate', deflateSync))],
  ['chunked, a chunk of 7 bytes each', at('', chunked)],
  ['many small packets', at('', inPackets)],
  [
    'connection closed after each answer',
    at(
      '',
      header('Connection', () => 'close'),
    ),
  ],
  ['100 ms late', () => async (call, next) => (await new Promise((resolve) => setTimeout(resolve, 100)), next(call))],
  [
    'dates with an offset',
    at(
      'joinMeetingRoom',
      member('joinedAt', (date) => (typeof date === 'string' ? date.replace('Z', '+00:00') : date)),
    ),
  ],
  [
    'dates without milliseconds',
    at(
      'joinMeetingRoom/joined-as-user',
      member('joinedAt', (date) => String(date).replace(/\.\d+Z$/, 'Z')),
    ),
  ],
  [
    'other ids of the documented form',
    at(
      'joinMeetingRoom/joined-as-guest',
      member('id', (id) => `${String(id)}0a`),
    ),
  ],
  [
    'another provider and its address',
    at(
      'joinVideoConference/joined',
      json((value) => ({
        ...value,
        url: String(value['url']).replace(/^.*_/, 'https://meet.example/RocketChat'),
        providerName: 'jitsi',
      })),
    ),
  ],
  [
    'the message of another JSON parser',
    at(
      'joinMeetingRoom/malformed-body',
      member('message', () => 'Unexpected token } in JSON at position 14'),
    ),
  ],
  [
    'the words of another framework beside the status code',
    at(
      'joinMeetingRoom/room-locked',
      json((value) => ({ ...value, error: 'Forbidden' })),
    ),
  ],
  [
    'custom fields of an app in rooms',
    at(
      'listLivechatRooms/listed',
      rooms((room) => ({ ...room, customFields: { crm: { id: 7 } } })),
    ),
  ],
  [
    'slashes escaped as \\/',
    at(
      '',
      text((body) => body.replaceAll('/', String.raw`\/`)),
    ),
  ],
  [
    'numbers with a fraction of zero',
    at(
      '',
      text((body) => body.replaceAll(/("(?:count|total|offset|statusCode)":)(\d+)/g, '$1$2.0')),
    ),
  ],
  [
    'dates with microseconds',
    at(
      'joinMeetingRoom/joined-as-guest',
      member('joinedAt', (date) => String(date).replace('Z', '000Z')),
    ),
  ],
  ['early hints before the answer', at('', hinted)],
  ['a trailer behind the chunks', at('', trailed)],
  ['no length; the end of the connection is the end', at('', unmeasured)],
  [
    'Retry-After',
    at(
      'joinVideoConference/rate-limited',
      header('Retry-After', () => '5'),
    ),
  ],
])

/** Each variant in both editions. */
export const harmless: readonly Mutant[] = [
  ...VARIANTS,
  ...VARIANTS.map((mutant) => ({ ...mutant, name: `${mutant.name} (2022)`, edition: '2022' as const })),
]

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, each]) => [name, reversed(each)]),
  )
}

function more(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(more)
  if (typeof value !== 'object' || value === null) return value
  return { ...Object.fromEntries(Object.entries(value).map(([name, each]) => [name, more(each)])), 'x-more': 'more' }
}

function escaped(body: string): string {
  return body.replaceAll(
    /[A-Z]|[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function named(change: (name: string) => string): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, headers: reply.headers.map(([name, value]) => [change(name), value] as const) })
}

function packed(encoding: string, pack: (body: Buffer) => Buffer): (reply: Reply) => Reply {
  return (reply) => header('Content-Encoding', () => encoding)({ ...reply, body: pack(reply.body) })
}

function chunked(whole: Reply): Reply {
  return {
    ...whole,
    send: (response, { status, headers, body }) => {
      response.writeHead(status, headers.flat())
      for (let begin = 0; begin < body.length; begin += 7) response.write(body.subarray(begin, begin + 7))
      response.end()
    },
  }
}

function inPackets(whole: Reply): Reply {
  return {
    ...whole,
    send: (response, { status, headers, body }) => {
      response.writeHead(status, [...headers.flat(), 'Content-Length', String(body.length)])
      response.socket?.setNoDelay(true)
      let sent = 0
      const step = Math.ceil(body.length / 5)
      const next = (): void => {
        response.write(body.subarray(sent, sent + step))
        sent += step
        if (sent < body.length) setImmediate(next)
        else response.end()
      }
      next()
    },
  }
}

function hinted(whole: Reply): Reply {
  return {
    ...whole,
    send: (response, reply) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' })
      sendPlainly(response, reply)
    },
  }
}

function trailed(whole: Reply): Reply {
  return {
    ...whole,
    send: (response, { status, headers, body }) => {
      response.writeHead(status, [...headers.flat(), 'Trailer', 'X-Checksum', 'Transfer-Encoding', 'chunked'])
      response.write(body)
      response.addTrailers({ 'X-Checksum': 'abc' })
      response.end()
    },
  }
}

function unmeasured(whole: Reply): Reply {
  return {
    ...whole,
    send: (response, { status, headers, body }) => {
      response.useChunkedEncodingByDefault = false
      response.shouldKeepAlive = false
      response.writeHead(status, [...headers.flat(), 'Connection', 'close'])
      response.end(body)
    },
  }
}

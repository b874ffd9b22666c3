import { PLAIN_DIALECT, type SocketDialect } from '../../dialect/dialect.ts'
import { contractParts } from '../contract-parts.ts'
import type { HeaderPairs, Seen, SeenExchange } from '../model/seen.ts'
import type { Sighting } from '../model/sighting.ts'
import { createReading, type Reading } from '../reading.ts'

/** The address of a WebSocket of Socket.IO. */
export const SOCKET_URL = 'ws://127.0.0.1:4010/socket.io/?EIO=4&transport=websocket'

/** Messages by which a client is let in, without credentials. */
export const ENTERED: readonly string[] = ['<0{"sid":"engine1"}', '>40', '<40{"sid":"socket1"}']

/** A guest in a meeting room, as an ack tells. */
export const SEAT = {
  id: 'clx4a5b6c7d8e9f0g1h2i3j',
  roomId: 'clx1a2b3c4d5e6f7g8h9i0j',
  userId: null,
  guestName: 'Jane',
  isActive: true,
  isHost: false,
  joinedAt: '2026-03-03T10:36:00.000Z',
  leftAt: null,
} as const

/** A message: `>` and what a client sent, or `<` and what it received; with a time, in milliseconds, if it matters. */
export type Said = string | { readonly at: number; readonly text: string }

/** A WebSocket that opens, with its messages a millisecond after each other; `place` is the number of a message. */
export function socketItems(messages: readonly Said[], wire: string = 'wire', url: string = SOCKET_URL): Seen[] {
  let last = 0
  const frames = messages.map((message, index): Seen => {
    const { at, text } = typeof message === 'string' ? { at: last + 1, text: message } : message
    last = at
    const way = text.startsWith('>') ? 'sent' : 'received'
    return { kind: 'frame', wire, way, data: text.slice(1), at, place: `${wire} ${index + 1}` }
  })
  return [{ kind: 'socket', wire, url, headers: [], at: 0, place: `${wire} 0` }, ...frames]
}

/** An exchange over HTTP with this machine, at the start of time. */
export const exchangeItem = (
  method: string,
  path: string,
  answer: { readonly status: number; readonly body: unknown; readonly headers?: HeaderPairs },
  more: Partial<SeenExchange> = {},
): SeenExchange => ({
  kind: 'exchange',
  method,
  url: path.startsWith('/') ? `http://127.0.0.1:4010${path}` : path,
  headers: [['content-type', 'application/json']],
  body: null,
  received: {
    status: answer.status,
    headers: answer.headers ?? [['content-type', 'application/json']],
    body: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body),
    ms: 1,
  },
  lost: null,
  sentAt: 0,
  at: 1,
  place: 'exchange',
  ...more,
})

/** A reading of any server's traffic by the current edition. */
export const reading = (dialect: SocketDialect = PLAIN_DIALECT): Reading =>
  createReading({ ...contractParts('current'), scope: { url: null, prefixes: {} }, dialect })

/** What items show, in their order. */
export function sightings(items: readonly Seen[], dialect?: SocketDialect): Sighting[] {
  const { see } = reading(dialect)
  return items.flatMap((item) => see(item))
}

/** What is wrong in sightings, in short: `operation/outcome, place: message, …`. */
export const wrongIn = (seen: readonly Sighting[]): string[] =>
  seen
    .filter(({ breaches }) => breaches.length > 0)
    .map(
      ({ face, outcome, place, breaches }) =>
        `${face.operation}/${outcome?.name ?? '-'}, ${place}: ${breaches.map(({ message }) => message).join(', ')}`,
    )

import type { Received } from '../../verify/model/exchange.ts'

/** Names in lower case with their values, in order. */
export type HeaderPairs = readonly (readonly [string, string])[]

/** When and where something was seen. */
export interface SeenAt {
  /** Milliseconds since 1970. */
  readonly at: number
  /** For people: `session.har, entry 17`. */
  readonly place: string
}

/** A whole exchange over HTTP, at the time of its answer. */
export interface SeenExchange extends SeenAt {
  readonly kind: 'exchange'
  readonly method: string
  readonly url: string
  readonly headers: HeaderPairs
  /** Null: none, or it was not kept. */
  readonly body: string | null
  /** Null: there is nothing to judge, and `lost` says why. */
  readonly received: Received | null
  /** The end of `it was not judged: `; null if there is an answer. */
  readonly lost: string | null
  /** When the request was sent, in milliseconds since 1970. */
  readonly sentAt: number
}

/** What one request of Socket.IO's long polling carried, one way. */
export interface SeenPayload extends SeenAt {
  readonly kind: 'payload'
  readonly url: string
  readonly headers: HeaderPairs
  readonly way: 'sent' | 'received'
  readonly body: string
}

/** A WebSocket that was opened. */
export interface SeenSocket extends SeenAt {
  readonly kind: 'socket'
  /** The same for all of its frames; no other has it. */
  readonly wire: string
  readonly url: string
  readonly headers: HeaderPairs
}

/** A message on a WebSocket. */
export interface SeenFrame extends SeenAt {
  readonly kind: 'frame'
  readonly wire: string
  readonly way: 'sent' | 'received'
  readonly data: string | Uint8Array
}

/** A WebSocket that was closed. */
export interface SeenClose extends SeenAt {
  readonly kind: 'close'
  readonly wire: string
}

/** What was seen of traffic: from a recording, or as it passed. */
export type Seen = SeenExchange | SeenPayload | SeenSocket | SeenFrame | SeenClose

/** The values of a header, by its lower-case name. */
export const valuesOf = (headers: HeaderPairs, name: string): string[] =>
  headers.filter(([each]) => each === name).map(([, value]) => value)

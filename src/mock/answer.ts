import type { ConstantHeaders } from '../contract/model/face.ts'

/** A response for transports to send. */
export interface Answer {
  readonly status: number
  /** Alternating names and values. Transports add `Content-Length`. */
  readonly headers: readonly string[]
  readonly body: string
  /** For logs and journals. */
  readonly about: AnswerInfo
  /** The world that answered; undefined if none was involved. */
  readonly world?: string
  /** Milliseconds for the transport to wait before sending. */
  readonly delayMs?: number
  /** No contract has this path, so another handler may answer instead. */
  readonly isNowhere?: true
  /** The transport breaks the connection instead of answering. */
  readonly breaks?: true
  /**
   * An endless body that follows `body`: starts sending chunks and returns a function that stops it. `send` returns whether
   * the reader keeps up; after a false, chunks are lost until it catches up.
   */
  readonly stream?: (send: (piece: string) => boolean, end: () => void) => () => void
}

/** Sent with every answer: state changes between calls, so nothing may be cached, and no type may be guessed. */
export const PLAIN_HEADERS: readonly string[] = ['Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff']

/** Headers as names and values in turn, with these constant ones in their place; those that are null are taken away. */
export function withConstants(headers: readonly string[], constants: ConstantHeaders): readonly string[] {
  const stated = Object.entries(constants)
  const names = new Set(stated.map(([name]) => name.toLowerCase()))
  const rest = headers.filter((_, at) => !names.has((headers[at - (at % 2)] ?? '').toLowerCase()))
  return [...rest, ...stated.flatMap(([name, value]) => (value === null ? [] : [name, value]))]
}

/** Explains an answer in the log. */
export interface AnswerInfo {
  /** Null for undocumented answers. */
  readonly outcome: string | null
  readonly operation: string | null
  /** A few words, for people. */
  readonly cause: string
  /** What forced it; null if the rules decided. */
  readonly forced: 'prefer' | 'arm' | null
}

/** Explains an answer that no outcome of an operation gave. */
export const undocumented = (cause: string): AnswerInfo => ({ outcome: null, operation: null, cause, forced: null })

/**
 * Answers one request, of the mock or the control plane. Synchronous where possible: a promise for each costs requests per second.
 * `reader` tells whether anyone still waits for the answer, for those that take long.
 */
export type Dispatch = (request: MockRequest, reader?: { readonly destroyed: boolean }) => Answer | Promise<Answer>

/** A request as plain data, the same from every transport. */
export interface MockRequest {
  /** Upper case. */
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  /** Lower-case names; repeated headers joined by comma and space. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
  /** The decompressed body, if it is compressed; null if it can't be decompressed. Only some operations read it. */
  readonly inflated?: Pick<MockRequest, 'body' | 'bodyBytes' | 'isCut'> | null
  /** Size of the body, including bytes that were discarded. */
  readonly bodyBytes: number
  /** Whether the body exceeded the transport's limit; `body` is then empty. */
  readonly isCut: boolean
  /** The caller's IP address. */
  readonly address: string
}

/** What the mock answers to a request, for transports to send. */
export interface Answer {
  readonly status: number
  /** Names and values in turn. Transports add `Content-Length`. */
  readonly headers: readonly string[]
  readonly body: string
  /** What is told of it in the log. */
  readonly told: Told
  /** The world that answered; undefined: none was asked. */
  readonly world?: string
  /** Milliseconds that a transport waits before it sends. */
  readonly delayMs?: number
  /** No contract has its path: whoever else could answer may. */
  readonly isNowhere?: true
  /** The connection breaks in place of an answer. */
  readonly breaks?: true
  /**
   * A body without end, after `body`: begins to send pieces, and answers what ends it. `send` says whether the reader keeps up;
   * after a false, pieces are lost until it does again.
   */
  readonly stream?: (send: (piece: string) => boolean, end: () => void) => () => void
}

/** Headers of every answer beside its type: state changes from call to call, and a body is what its type says. */
export const PLAIN_HEADERS: readonly string[] = ['Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff']

/** Why an answer is as it is. */
export interface Told {
  /** The outcome's name; null for answers that no contract documents. */
  readonly outcome: string | null
  readonly operation: string | null
  /** In a few words. */
  readonly cause: string
  /** What forced it; null: the rules were asked. */
  readonly forced: 'prefer' | 'arm' | null
}

/** What is told of an answer that no world was asked for. */
export const toldOf = (cause: string): Told => ({ outcome: null, operation: null, cause, forced: null })

/** A request as transports hand it on. */
export interface MockRequest {
  /** Upper case. */
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  /** Lower-case names; repeated headers joined by comma and space. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
  /** The body inflated, where it is compressed; null where it cannot be. Only some operations read it. */
  readonly inflated?: Pick<MockRequest, 'body' | 'bodyBytes' | 'isCut'> | null
  /** Bytes of the body, also those that were not kept. */
  readonly bodyBytes: number
  /** Whether the body was longer than the transport reads; it is then empty here. */
  readonly isCut: boolean
  /** The caller's address. */
  readonly address: string
}

/** What the mock answers to a request, for transports to send. */
export interface Answer {
  readonly status: number
  /** Names and values in turn. Transports add `Content-Length`. */
  readonly headers: readonly string[]
  readonly body: string
  /** What is told of it in the log. */
  readonly told: Told
}

/** Why an answer is as it is. */
export interface Told {
  /** The outcome's name; null for answers that no contract documents. */
  readonly outcome: string | null
  readonly operation: string | null
  /** In a few words. */
  readonly cause: string
}

/** A request as transports hand it on. */
export interface MockRequest {
  /** Upper case. */
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  /** Lower-case names; repeated headers joined by comma and space. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
  /** Bytes of the body, also those that were not kept. */
  readonly bodyBytes: number
  /** Whether the body was longer than the transport reads; it is then empty here. */
  readonly isCut: boolean
  /** The caller's address. */
  readonly address: string
}

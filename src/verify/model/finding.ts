/** A kind of source, strongest first: a document, the behaviour of the real server, or neither. */
export type Source = 'document' | 'server' | 'inferred'

/** The aspects of an answer that checks examine. */
export const CHECKS = ['status', 'media-type', 'headers', 'schema', 'body', 'effect', 'leak', 'ack', 'heard'] as const

/** A deviation from the contract, as data: the caller decides what follows from it. */
export interface Finding {
  /** The checked aspect. */
  readonly check: (typeof CHECKS)[number]
  /** Which call of the case, from 1 on. */
  readonly call: number
  /** One sentence. */
  readonly message: string
  /** JSON Pointer into the body; null if the finding is not about one part. */
  readonly pointer: string | null
  /** What was expected, as text (JSON for values); null if the message is enough. */
  readonly expected: string | null
  readonly actual: string | null
  /** The weakest of its sources. */
  readonly source: Source
  /** Sources of the violated statement: documents by name and place, `server`, `inferred`. */
  readonly sources: readonly string[]
}

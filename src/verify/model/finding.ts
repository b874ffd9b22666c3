/** What a statement rests on, strongest first: a document, the behaviour of the real server, or neither. */
export type Source = 'document' | 'server' | 'inferred'

/** The aspects of an answer that are checked. */
export const CHECKS = ['status', 'media-type', 'headers', 'schema', 'body', 'effect', 'leak', 'ack', 'heard'] as const

/** A deviation from the contract, as data: whoever runs the cases decides what follows from it. */
export interface Finding {
  /** The aspect that was checked. */
  readonly check: (typeof CHECKS)[number]
  /** Which call of the case, from 1 on. */
  readonly call: number
  /** One sentence. */
  readonly message: string
  /** JSON Pointer into the body; null: not about one part. */
  readonly pointer: string | null
  /** What should be there, as text (JSON where it is a value); null: the message says it all. */
  readonly expected: string | null
  readonly actual: string | null
  /** The weakest of its sources. */
  readonly source: Source
  /** Where the statement is made that is broken: documents by name and place, `server`, `inferred`. */
  readonly sources: readonly string[]
}

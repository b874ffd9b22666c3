/** What a statement rests on, strongest first: a document, the behaviour of the real server, or neither. */
export type Source = 'document' | 'server' | 'inferred'

/** A deviation from the contract, as data: whoever runs the cases decides what follows from it. */
export interface Finding {
  /** The aspect that was checked. */
  readonly check: 'status' | 'media-type' | 'headers' | 'schema' | 'body' | 'effect' | 'leak' | 'ack' | 'heard'
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

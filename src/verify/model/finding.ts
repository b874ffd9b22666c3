/** What a statement rests on, from strong to weak: a document, how the real server behaves, or neither. */
export type Source = 'document' | 'server' | 'inferred'

/** Something that is not as the contract says. Data: whoever runs the cases decides what follows from it. */
export interface Finding {
  /** What was looked at. */
  readonly check: 'status' | 'media-type' | 'headers' | 'schema' | 'body' | 'effect' | 'leak' | 'ack' | 'heard'
  /** One sentence. */
  readonly message: string
  /** JSON Pointer into the body; null: not about a part of it. */
  readonly pointer: string | null
  /** What should be there, as text (JSON where it is a value); null: the message says it all. */
  readonly expected: string | null
  readonly actual: string | null
  /** What it rests on; the weaker of the case's own source and the check's. */
  readonly source: Source
}

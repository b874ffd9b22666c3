/** A varying part of a body: a whole JSON value, or text inside a string. */
export interface Hole {
  /** The name under which the rule or act returns it. */
  readonly value: string
  readonly as: 'json' | 'text'
}

/** A body: constant text, or the pieces around its varying parts. */
export type BodyTemplate = string | readonly (string | Hole)[]

/** One documented answer of an operation. */
export interface Outcome {
  readonly name: string
  readonly status: number
  readonly mediaType: string
  /** When it applies, in the words of the contract's `summary`. */
  readonly cause: string
  /** Where it is stated: `<document>#<where>`, `server` or `inferred`. */
  readonly sources: readonly string[]
  /** `file:line` of its example in the contract. */
  readonly at: string
  readonly body: BodyTemplate
  /** JSON Pointer of each varying part → the pattern with named groups that its text fits; null: the whole value varies. */
  readonly varies: Readonly<Record<string, string | null>>
  /** The documented example, as JSON text. */
  readonly example: string
}

/** The documented limit of an operation (`x-rate-limit`). */
export interface RateLimit {
  readonly requests: number
  readonly windowMs: number
  readonly key: 'address'
  /** False: known for pacing only; it has no outcome and no headers. */
  readonly enforced: boolean
}

/** What all faces of an operation have in common: its outcomes in order of precedence. */
export interface AnyFace {
  readonly operation: string
  readonly edition: string
  /** The API that it belongs to: the first part of its document's file name. */
  readonly api: string
  readonly summary: string
  /** `file:line` of the operation in the contract. */
  readonly at: string
  /** Whether success changes state; never derived from the method. */
  readonly mutates: boolean
  readonly rateLimit: RateLimit | null
  readonly outcomes: readonly Outcome[]
}

/** One edition of an operation over HTTP. */
export interface Face extends AnyFace {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Bytes of body above which the operation has an outcome of its own; null: it has none. */
  readonly maxBytes: number | null
  /** Compressions of a body that it inflates. */
  readonly encodings: readonly string[]
  /** Media types of its body, none if it reads none. */
  readonly bodies: readonly string[]
}

/** Who hears an event: the caller; the others in the room; those whose seat somebody else has ended. */
export type Audience = 'caller' | 'others' | 'unseated'

/** An event that the server sends. */
export interface SentEvent {
  readonly event: string
  readonly audience: Audience
}

/** One edition of an operation over Socket.IO. */
export interface SocketFace extends AnyFace {
  /** The event that calls it; null: connecting does. */
  readonly event: string | null
  /** What its success sends to others than the caller. On a refusal nobody hears anything. */
  readonly announces: readonly SentEvent[]
  /** The events that tell the outcome to a caller who asked for no ack; null: nothing does. */
  readonly withoutAck: { readonly success: string | null; readonly refusal: string | null }
}

/** The first fault of form that a validator finds in a query or body. */
export interface FormFault {
  /** JSON Pointer to the part that is at fault. */
  readonly pointer: string
  /** JSON Schema keyword that failed. */
  readonly keyword: string
  /** What should be, in the validator's words; several faults of one `anyOf` are joined by newline and space. */
  readonly text: string
  /** What the keyword says of it, by the validator's names: `allowedValues`, `additionalProperty`. */
  readonly params?: Readonly<Record<string, unknown>>
}

/** Finds the first fault of form, or null. Query validators coerce texts in place, body validators change nothing. */
export type Validator = (value: unknown) => FormFault | null

/** The validators of an operation; null where it has no query or no body. */
export interface Validators {
  readonly query: Validator | null
  readonly body: Validator | null
}

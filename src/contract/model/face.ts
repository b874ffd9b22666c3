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
  /**
   * Statements that rest on something else: `condition`, `status`, `media-type`, `body`, or the JSON Pointer of a member → where
   * it is stated (`x-sources`).
   */
  readonly statements: Readonly<Record<string, readonly string[]>>
  /** `file:line` of its example in the contract. */
  readonly at: string
  readonly body: BodyTemplate
  /** JSON Pointer of each varying part → the pattern with named groups that its text fits; null: the whole value varies. */
  readonly varies: Readonly<Record<string, string | null>>
  /** Pointers of varying parts that name the instant of the call (`x-now`). */
  readonly instants: readonly string[]
  /** The documented example, as JSON text. */
  readonly example: string
}

/** The documented limit of an operation (`x-rate-limit`). */
export interface RateLimit {
  readonly requests: number
  readonly windowMs: number
  readonly key: 'address'
  /** What is answered to those who go over it; null: it is known for pacing only, and no header tells of it. */
  readonly outcome: string | null
}

/** What becomes of a seat by an operation's success (`x-seat`). */
export interface SeatChange {
  readonly does: 'takes' | 'leaves'
  /** The subject of `fixtures/facts.yaml` whose seat it is. Those who have one hear what happens to the others. */
  readonly subject: string
  /** The member of the payload that names a guest; null: nobody is named there. */
  readonly guest: string | null
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
  /** Whether success spoils its subject for whoever comes later. */
  readonly wearsOut: boolean
  /** Null: success gives nobody a seat, and takes none from the caller. */
  readonly seat: SeatChange | null
  readonly rateLimit: RateLimit | null
  /** Where its `effects`, what it `announces` and its `refusal-ack` are stated, as far as it says so (`x-sources`). */
  readonly statements: Readonly<Record<string, readonly string[]>>
  readonly outcomes: readonly Outcome[]
}

/** The place of the first outcome that spends a call of the operation's limit; after the last where no limit is enforced. */
export const firstSpending = ({ rateLimit, outcomes }: Pick<AnyFace, 'rateLimit' | 'outcomes'>): number => {
  const limited = outcomes.findIndex(({ name }) => name === rateLimit?.outcome)
  return limited < 0 ? outcomes.length : limited
}

/** One edition of an operation over HTTP. */
export interface Face extends AnyFace {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Bytes of body above which the operation has an outcome of its own; null: it has none. */
  readonly maxBytes: number | null
  /** Headers that bear its credentials; none: it asks for none. */
  readonly credentials: readonly string[]
  /** Content encodings of a body that it decompresses. */
  readonly encodings: readonly string[]
  /** Media types of its body, none if it reads none. */
  readonly bodies: readonly string[]
}

/** Who hears an event: the caller; the others in the room; those whose seat somebody else has ended. */
export type Audience = 'caller' | 'others' | 'unseated'

/** Whether a value is one of those words. */
export const isAudience = (value: unknown): value is Audience =>
  value === 'caller' || value === 'others' || value === 'unseated'

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

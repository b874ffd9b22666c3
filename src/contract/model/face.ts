/** A varying part of a body: a whole JSON value, or text inside a string. */
export interface Hole {
  /** The name under which the rule or act returns it. */
  readonly value: string
  readonly as: 'json' | 'text'
}

/** A body: constant text, or pieces with its varying parts. */
export type BodyTemplate = string | readonly (string | Hole)[]

/** One documented answer of an operation. */
export interface Outcome {
  readonly name: string
  readonly status: number
  readonly mediaType: string
  /** When it applies: the contract's `summary`. */
  readonly cause: string
  /** Its sources: `<document>#<where>`, `server` or `inferred`. */
  readonly sources: readonly string[]
  /**
   * Statements with sources of their own: `condition`, `status`, `media-type`, `body`, or the JSON Pointer of a member →
   * sources (`x-sources`).
   */
  readonly statements: Readonly<Record<string, readonly string[]>>
  /** `file:line` of its example in the contract. */
  readonly at: string
  readonly body: BodyTemplate
  /** JSON Pointer of each varying part → the pattern with named groups that its text matches; null: the whole value varies. */
  readonly varies: Readonly<Record<string, string | null>>
  /** Pointers of varying parts that name the instant of the call (`x-now`). */
  readonly instants: readonly string[]
  /** The documented example, as JSON text. */
  readonly example: string
  /** Values for its varying parts, where its rule has none: only in a contract of the user's own. */
  readonly defaults?: Readonly<Record<string, unknown>>
  /** Constant headers of the answer (`x-headers`); null: it lacks the header. None by default. */
  readonly headers?: ConstantHeaders
}

/** Name → value of headers that never vary; null: the header is missing. */
export type ConstantHeaders = Readonly<Record<string, string | null>>

/** The documented limit of an operation (`x-rate-limit`). */
export interface RateLimit {
  readonly requests: number
  readonly windowMs: number
  /** Whose calls share a window: those from an address, or those of one user from an address. */
  readonly key: 'address' | 'address-and-user'
  /** The permission whose holders are neither counted nor told of the limit; none by default. */
  readonly exempt?: string
  /** The answer to calls over the limit; null: the limit is used for pacing only, and no header shows it. */
  readonly outcome: string | null
}

/** The effect of an operation's success on a seat (`x-seat`). */
export interface SeatChange {
  readonly does: 'takes' | 'leaves'
  /** The subject of `fixtures/facts.yaml` whose seat it is. Those who have one hear what happens to the others there. */
  readonly subject: string
  /** The member of the payload that names a guest; null: there is none. */
  readonly guest: string | null
}

/** What all faces of an operation share: its outcomes, in order of precedence. */
export interface AnyFace {
  readonly operation: string
  readonly edition: string
  /** Its API: the first part of its document's file name. */
  readonly api: string
  readonly summary: string
  /** `file:line` of the operation in the contract. */
  readonly at: string
  /** Whether success changes state; never derived from the method. */
  readonly mutates: boolean
  /** Whether success makes its subject unusable for later cases. */
  readonly wearsOut: boolean
  /** Null: success neither gives a seat nor takes the caller's. */
  readonly seat: SeatChange | null
  readonly rateLimit: RateLimit | null
  /** Sources of its `effects`, what it `announces`, and its `refusal-ack`, where given (`x-sources`). */
  readonly statements: Readonly<Record<string, readonly string[]>>
  readonly outcomes: readonly Outcome[]
}

/** The index of the first outcome that counts against the operation's limit; after the last if no limit is enforced. */
export const firstSpending = ({ rateLimit, outcomes }: Pick<AnyFace, 'rateLimit' | 'outcomes'>): number => {
  const limited = outcomes.findIndex(({ name }) => name === rateLimit?.outcome)
  return limited < 0 ? outcomes.length : limited
}

/** One edition of an operation over HTTP. */
export interface Face extends AnyFace {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Bytes of body above which the operation answers with an outcome of its own; null: no such limit. */
  readonly maxBytes: number | null
  /** Headers that carry its credentials; empty: it requires none. */
  readonly credentials: readonly string[]
  /** Content encodings of a body that it decompresses. */
  readonly encodings: readonly string[]
  /** Media types of its body; empty if it reads none. */
  readonly bodies: readonly string[]
  /** Items of a list in the query above which the operation answers with an outcome of its own; by default, any number. */
  readonly maxItems?: number
  /** Wrong credentials count as none (`x-wrong-credentials: as-none`); by default, they are refused. */
  readonly takesWrongAsNone?: true
}

/** Who hears an event: the caller; the others in the room; those who lost their seat through another's call. */
export type Audience = 'caller' | 'others' | 'unseated'

/** Whether a value is one of these words. */
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
  /** Events that its success sends to others. After a refusal, no one hears anything. */
  readonly announces: readonly SentEvent[]
  /** The events that report the outcome to a caller who requested no ack; null: nothing is sent. */
  readonly withoutAck: { readonly success: string | null; readonly refusal: string | null }
}

/** The first fault of form that a validator finds in a query or body. */
export interface FormFault {
  /** JSON Pointer to the faulty part. */
  readonly pointer: string
  /** JSON Schema keyword that failed. */
  readonly keyword: string
  /** What is required, in the validator's words; several faults of one `anyOf` are joined by newline and space. */
  readonly text: string
  /** The keyword's parameters, by the validator's names: `allowedValues`, `additionalProperty`. */
  readonly params?: Readonly<Record<string, unknown>>
}

/** The first fault of form, or null. It converts values in place, as far as the operation's `x-coercion` says. */
export type Validator = (value: unknown) => FormFault | null

/** The validators of an operation; null if it has no query or no body. */
export interface Validators {
  readonly query: Validator | null
  readonly body: Validator | null
}

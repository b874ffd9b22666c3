/**
 * What a case sends: the success request with the case's patch applied. `$name` is replaced by a value that the situation
 * yields.
 */
export interface CaseRequest {
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>> | null
}

/** A part of a request that a patch can't express. */
export interface RawRequest {
  readonly contentType?: string
  /** The literal body. */
  readonly text?: string
  /** A JSON object of this many bytes. */
  readonly fill?: number
  /** The literal query string. */
  readonly query?: string
  /** How often to repeat that query; once by default. */
  readonly times?: number
}

/** A situation: subject → its facts; none = can be joined. */
export type Given = Readonly<Record<string, readonly string[]>>

/** What a value must be: equal to a JSON value; or contained in a list or text (ignoring case); or a date from … to. */
export type Wanted =
  | string
  | number
  | boolean
  | null
  | { readonly includes: string }
  | { readonly from: string; readonly to: string }

/** Effects that an answer must show, in addition to being the documented one. `$name` is a value, as in requests. */
export interface Shows {
  /** JSON Pointer into the body → expected value. */
  readonly body?: Readonly<Record<string, Wanted>>
  /** Pointers whose values equal those of the previous call to the same operation. */
  readonly keeps?: readonly string[]
  /** Pointers whose values differ from those of the previous call to the same operation. */
  readonly renews?: readonly string[]
  /** Whether the figures of a page must agree: `count` with its rooms, `offset` and `count` with the request, `total` with both. */
  readonly page?: boolean
  /** Expectations of the rooms of a list. */
  readonly rooms?: {
    /** Ids of rooms that it contains. */
    readonly has?: readonly string[]
    /** Ids of rooms that it doesn't contain; `$earlier`: all those of the previous list. */
    readonly lacks?: readonly string[]
    /** Pointer into each room → expected value in all of them. */
    readonly every?: Readonly<Record<string, Wanted>>
    /** Pointers that no room has. */
    readonly without?: readonly string[]
    readonly sorted?: { readonly by: string; readonly order: 'ascending' | 'descending' }
  }
  /** One room of a list, and how it differs from the same room in the previous list. */
  readonly room?: {
    readonly id: string
    readonly body?: Readonly<Record<string, Wanted>>
    /** Pointer into the room → its increase. */
    readonly rises?: Readonly<Record<string, number>>
    readonly keeps?: readonly string[]
    readonly renews?: readonly string[]
  }
}

/** How a call is made, and who hears what of it, if a case is played on sockets. */
export interface OnSocket {
  /** The name of its connection, which later calls may use, too; null: one of its own. */
  readonly on: string | null
  /** Whether it requests an ack. If not, an event to the caller is its answer. */
  readonly ack: boolean
  /** Connections that are ended before it. */
  readonly cuts: readonly string[]
  /** Whether it is made over HTTP even so. */
  readonly overHttp: boolean
  /** Events in order, by who hears them: `others` in the room, or a connection by name. No one else hears anything. */
  readonly hears: Readonly<Record<string, readonly string[]>>
}

/** Equal calls at the same moment, exactly one of which gets the expected answer. */
export interface AtOnce {
  readonly calls: number
  /** The outcome of all others. */
  readonly others: string
}

/** One call of a case, and its expected answer. */
export interface CaseCall {
  readonly operation: string
  readonly expect: string
  readonly as: string
  readonly request: CaseRequest
  readonly raw: RawRequest | null
  /** The values of varying parts; empty: anything the contract allows. */
  readonly values: Readonly<Record<string, string>>
  readonly shows: Shows
  /** Milliseconds to wait first. */
  readonly waitMs: number
  /** How many equal calls are made at the same moment, one of which gets the expected answer; null: a single call. */
  readonly atOnce: AtOnce | null
  /** Facts to add to the existing subjects before it; null: none. */
  readonly set: Given | null
  readonly socket: OnSocket
}

/** identity + situation + request → expected outcome. The case is its own main call; others may precede and follow it. */
export interface Case extends CaseCall {
  /** `<operation>/<outcome>[:<name>]`; stable as long as the case exists. */
  readonly id: string
  readonly editions: readonly string[]
  readonly given: Given
  /** Earlier calls; each must get its expected answer. */
  readonly before: readonly CaseCall[]
  /** Later calls, which show the effects of the main call. */
  readonly then: readonly CaseCall[]
  /** Whether it applies to sockets only. */
  readonly socketOnly: boolean
  /** Additional sources of the case, besides its outcome's: `<document>#<where>`, `server` or `inferred`. */
  readonly sources: readonly string[]
  /** Whether it is refused for any caller, and changes nothing, so that it may be sent before anything is known of a target. */
  readonly harmless: boolean
  /** `file:line` of the case. */
  readonly at: string
}

/** Two outcomes that can't apply to one request, so that their order never shows. */
export interface Clash {
  readonly operation: string
  readonly earlier: string
  readonly later: string
  /** The reason: what both cases would need, such as `both name an identity: host and expired-token`. */
  readonly reason: string
  /** `file:line` of the first case of the earlier outcome, and of the later. */
  readonly at: readonly [string, string]
}

/** The smallest successful call of an operation. */
export interface Success {
  readonly as: string
  readonly given: Given
  readonly request: CaseRequest
  /** Who hears what of its successes on sockets. */
  readonly hears: OnSocket['hears']
}

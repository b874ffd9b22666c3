/** What a case sends: the success request with the case's patch applied. `$name` stands for a value that the situation yields. */
export interface CaseRequest {
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>> | null
}

/** A part of a request that no patch can say. */
export interface RawRequest {
  readonly contentType?: string
  /** The body to the letter. */
  readonly text?: string
  /** A JSON object of this many bytes. */
  readonly fill?: number
  /** The query string to the letter. */
  readonly query?: string
}

/** Subject to the facts that hold of it; none = joinable. */
export type Situation = Readonly<Record<string, readonly string[]>>

/** What a value must be: equal to a JSON value; or, as a list holds or a text holds (in any case); or a date from … to. */
export type Wanted =
  | string
  | number
  | boolean
  | null
  | { readonly includes: string }
  | { readonly from: string; readonly to: string }

/** Effects that an answer must show, beside being the documented one. `$name` stands for a value, as in requests. */
export interface Shows {
  /** JSON Pointer into the body → what is there. */
  readonly body?: Readonly<Record<string, Wanted>>
  /** Pointers whose values equal those of the call before it to the same operation. */
  readonly keeps?: readonly string[]
  /** Pointers whose values differ from those of the call before it to the same operation. */
  readonly renews?: readonly string[]
  /** Whether the sums of a page must agree: `count` with its rooms, `offset` and `count` with what was asked, `total` with both. */
  readonly page?: boolean
  /** What holds of the rooms of a list. */
  readonly rooms?: {
    /** Ids of rooms that are there. */
    readonly has?: readonly string[]
    /** Ids of rooms that are not there; `$earlier`: all those of the list before. */
    readonly lacks?: readonly string[]
    /** Pointer into each room → what is there in all of them. */
    readonly every?: Readonly<Record<string, Wanted>>
    /** Pointers that no room has. */
    readonly without?: readonly string[]
    readonly sorted?: { readonly by: string; readonly order: 'ascending' | 'descending' }
  }
  /** One room of a list, and how it differs from the same room in the list before. */
  readonly room?: {
    readonly id: string
    readonly body?: Readonly<Record<string, Wanted>>
    /** Pointer into the room → by how much it has risen. */
    readonly rises?: Readonly<Record<string, number>>
    readonly keeps?: readonly string[]
    readonly renews?: readonly string[]
  }
}

/** How a call is made, and who hears what of it, where a case is played on sockets. */
export interface OnSocket {
  /** The name of its connection, on which later calls may be made, too; null: one of its own. */
  readonly on: string | null
  /** Whether it asks for an ack. If not, an event to the caller is its answer. */
  readonly ack: boolean
  /** Connections that are ended before it. */
  readonly cuts: readonly string[]
  /** Whether it is made over HTTP all the same. */
  readonly overHttp: boolean
  /** Events in their order, by who hears them: `others` in the room, or a connection by its name. Nobody else hears anything. */
  readonly hears: Readonly<Record<string, readonly string[]>>
}

/** Equal calls at the same moment, of which exactly one is answered as the case expects. */
export interface AtOnce {
  readonly calls: number
  /** The outcome of all others. */
  readonly others: string
}

/** One call of a case, and what it must be answered with. */
export interface CaseCall {
  readonly operation: string
  readonly expect: string
  readonly as: string
  readonly request: CaseRequest
  readonly raw: RawRequest | null
  /** What the varying parts must be; empty: anything that the contract allows. */
  readonly values: Readonly<Record<string, string>>
  readonly shows: Shows
  /** Milliseconds to let pass first. */
  readonly waitMs: number
  /** How many make it at the same moment, of whom one gets what is expected; null: one, alone. */
  readonly atOnce: AtOnce | null
  /** Facts to bring about before it, of the subjects that are there; null: none. */
  readonly set: Situation | null
  readonly socket: OnSocket
}

/** identity + situation + request → expected outcome. The case is its own main call; others may come before and after it. */
export interface Case extends CaseCall {
  /** `<operation>/<outcome>[:<name>]`; stays the same as long as the case does. */
  readonly id: string
  readonly editions: readonly string[]
  readonly given: Situation
  /** Calls that come first; each must be answered as it says. */
  readonly before: readonly CaseCall[]
  /** Calls that come after, and show what the main call has done. */
  readonly then: readonly CaseCall[]
  /** Whether it is about sockets alone: it has no meaning over HTTP. */
  readonly socketOnly: boolean
  /** What it rests on beside its outcome: `<document>#<where>`, `server` or `inferred`; empty: on nothing else. */
  readonly sources: readonly string[]
  /** Whether it is refused whoever calls, and changes nothing, so that it may be sent before anything is known of a target. */
  readonly harmless: boolean
  /** `file:line` of the case. */
  readonly at: string
}

/** Two outcomes that no request can deserve at once, so that their order shows nowhere. */
export interface Clash {
  readonly operation: string
  readonly earlier: string
  readonly later: string
  /** Why, as what both cases would need: `both name an identity: host and expired-token`. */
  readonly reason: string
  /** `file:line` of the first case of the earlier, and of the later. */
  readonly at: readonly [string, string]
}

/** The smallest call of an operation that succeeds. */
export interface Success {
  readonly as: string
  readonly given: Situation
  readonly request: CaseRequest
  /** Who hears what of its successes on sockets. */
  readonly hears: OnSocket['hears']
}

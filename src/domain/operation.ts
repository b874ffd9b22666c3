import type { FormFault } from '../contract/model/face.ts'
import type { OperationId, OutcomeName, Outcomes, Successes } from '../contract/compiled/types.ts'
import type { Announcement } from './announcement.ts'
import type { Person, State, Write } from './state.ts'

/** What is wrong with the form of a request, as transports and validators found it. */
export interface Faults {
  /** Why the body could not be read as its media type; null: it could. Such a body counts as `{}`. */
  readonly unreadable: string | null
  /** Whether the body is larger than the operation's documented limit. Such a body counts as `{}`. */
  readonly tooLarge: boolean
  /** The first fault of the query, else of the body, else null. */
  readonly form: FormFault | null
}

/** A request, as operations see it on every transport. */
export interface Call {
  /** Values of the path template. */
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  /** Lower-case names; repeated headers are joined by comma and space. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: unknown
  readonly faults: Faults
  /** How the caller stands under the operation's limit. */
  readonly limit: Standing
  /** The socket that calls; undefined: a request does. */
  readonly socket?: CallingSocket
}

/** Who calls: nobody, somebody whose credentials are wrong, or a person. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'person'; readonly person: Person }

/** A socket as operations see it. */
export interface CallingSocket {
  readonly id: string
  /** Whom it was found to be when it connected. */
  readonly caller: Caller
  /** The seat that it holds as far as its connection knows; the room may have given it up since. */
  readonly seat: HeldSeat | null
}

/** A seat in a meeting room. */
export interface HeldSeat {
  readonly code: string
  readonly participantId: string
}

/** How a caller stands under a limit. */
export interface Standing {
  readonly usedUp: boolean
  /** Whole seconds until the window ends, rounded up. */
  readonly seconds: number
}

/** What an id is for; each kind has the look of the real server's. */
export type IdKind =
  | 'subscription'
  | 'message'
  | 'participant'
  | 'person'
  | 'visitor'
  | 'livechat-room'
  | 'call'
  | 'meeting-room'
  | 'meeting-code'
  | 'arm'

/** Makes what a pure decision cannot: ids and the time. */
export interface Make {
  id(kind: IdKind): string
  /** Milliseconds since 1970. */
  readonly now: number
  /** An instant in ISO 8601. */
  readonly isoText: (instant: number) => string
}

/** What a rule answers: false, or that it holds, with the values of the varying parts where the outcome has any. */
export type Holds<Values> = Values extends null ? boolean : false | Values

/** The rules of an operation. Successes hold or don't; their values come from the act. */
export type Rules<Id extends OperationId, Facts> = {
  readonly [Name in OutcomeName<Id>]: (facts: Facts) => Name extends Successes[Id] ? boolean : Holds<Outcomes[Id][Name]>
}

/** What success does: rows to write, and the values of the answer's varying parts. */
export interface Effect<Id extends OperationId> {
  readonly writes: readonly Write[]
  readonly values: Outcomes[Id][Successes[Id] & keyof Outcomes[Id]]
  /** What others hear of it, once it is written; nothing by default. */
  readonly announces?: readonly Announcement[]
}

/**
 * One operation: the facts of a call, a rule for each outcome, and what success does. All three are pure. Rules are total:
 * right for any facts, leaning on no earlier rule; their order is the contract's alone.
 */
export interface Operation<Id extends OperationId, Facts> {
  facts(state: State, call: Call): Facts
  readonly rules: Rules<Id, Facts>
  act(facts: Facts, make: Make): Effect<Id>
}

/** A member of a body, or undefined: bodies are whatever was sent, and only own members count. */
export const memberOf = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined

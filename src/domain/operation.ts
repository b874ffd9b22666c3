import type { FormFault } from '../contract/model/face.ts'
import type { OperationId, OutcomeName, Outcomes, Successes } from '../contract/compiled/types.ts'
import type { Announcement } from './announcement.ts'
import type { Scan } from './scan.ts'
import type { Person, State, Write } from './state.ts'

/** Faults in the form of a request, found by transports and validators. */
export interface Faults {
  /** Why the body could not be parsed, or null. An unparsed body counts as `{}`. */
  readonly unreadable: string | null
  /** Whether the body exceeds the operation's documented limit. It then counts as `{}`. */
  readonly tooLarge: boolean
  /** Whether a list in the query has more items than the operation reads. */
  readonly tooManyItems?: boolean
  /** The first fault of the query, else of the body, else null. */
  readonly form: FormFault | null
}

/** A call as operations see it, the same for every transport. */
export interface Call {
  /** Values of the path's parameters. */
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  /** Lower-case names; repeated headers are joined by comma and space. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: unknown
  readonly faults: Faults
  /** Whether wrong credentials count as none; by default, they are refused. */
  readonly takesWrongAsNone?: boolean | undefined
  /** The caller's standing under the operation's rate limit. */
  readonly limit: Standing
  /** The calling socket; undefined for an HTTP request. */
  readonly socket?: CallingSocket
}

/** A caller without credentials, with wrong ones, or a known person. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'person'; readonly person: Person }

/** A socket as operations see it. */
export interface CallingSocket {
  readonly id: string
  /** As identified when it connected. */
  readonly caller: Caller
  /** The seat as the connection remembers it; the room may have removed it since. */
  readonly seat: HeldSeat | null
}

/** A seat in a meeting room. */
export interface HeldSeat {
  readonly code: string
  readonly participantId: string
}

/** A caller's standing under a rate limit. */
export interface Standing {
  readonly usedUp: boolean
  /** Whole seconds until the window ends, rounded up. */
  readonly seconds: number
}

/** Ids of each kind look like those of the real server. */
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
  | 'login-token'

/** Provides what a pure decision cannot create: ids and the time. */
export interface Make {
  id(kind: IdKind): string
  /** Milliseconds since 1970. */
  readonly now: number
  /** An instant in ISO 8601. */
  readonly isoText: (instant: number) => string
}

/** The result of a rule: false if it doesn't match; otherwise true, or the values for the outcome's varying parts. */
export type Holds<Values> = Values extends null ? boolean : false | Values

/** One rule per outcome. Rules of successes are booleans, since the act supplies their values. */
export type Rules<Id extends OperationId, Facts> = {
  readonly [Name in OutcomeName<Id>]: (facts: Facts) => Name extends Successes[Id] ? boolean : Holds<Outcomes[Id][Name]>
}

/** The values for the varying parts of a success. */
export type SuccessValues<Id extends OperationId> = Outcomes[Id][Successes[Id] & keyof Outcomes[Id]]

/** The effect of a success: rows to write, and values for the answer's varying parts, or the scan that finds them. */
export interface Effect<Id extends OperationId> {
  readonly writes: readonly Write[]
  readonly values: SuccessValues<Id> | Scan<Readonly<Record<string, unknown>>>
  /** What others hear after the write; nothing by default. */
  readonly announces?: readonly Announcement[]
}

/**
 * An operation: the facts of a call, a rule for each outcome, and the act of a success. All three are pure. Rules are total:
 * each is correct for any facts, without relying on earlier rules; the contract alone defines their order.
 */
export interface Operation<Id extends OperationId, Facts> {
  facts(state: State, call: Call): Facts
  readonly rules: Rules<Id, Facts>
  act(facts: Facts, make: Make): Effect<Id>
}

/** Reads a member of an unvalidated body; inherited members don't count. */
export const memberOf = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined

import type { CaseCall } from '../../../contract/model/case.ts'
import type { AnyFace, Outcome } from '../../../contract/model/face.ts'
import type { Received } from '../../model/exchange.ts'
import type { Heard } from '../../model/socket-client.ts'
import type { Breach } from './breach.ts'

/** What a client heard of a call, and what it should have heard. */
export interface Listened {
  /** Its name in reports: `observer 1`. */
  readonly who: string
  readonly isCaller: boolean
  readonly expected: readonly string[]
  /** In the contract's names. */
  readonly events: readonly Heard[]
}

/**
 * What answered a call on a socket: its ack, an event, the requested connection, the refusal of that, or the server's ending
 * the connection; `nothing`: no answer in time.
 */
export type AnsweredBy = 'ack' | 'event' | 'connection' | 'refusal' | 'disconnect' | 'nothing'

/** What happened on sockets besides the answer. */
export interface Sockets {
  /** The id of the caller's socket; null for a call over HTTP. */
  readonly callerId: string | null
  /** Null for a call over HTTP. */
  readonly answeredBy: AnsweredBy | null
  /** The event that was the answer, or that the server sent before it ended the connection; null: none. */
  readonly event: string | null
  /** How many acks arrived; null: none was requested. */
  readonly acks: number | null
  /** How many arguments the first ack had. */
  readonly ackArguments: number
  /** How long the caller waited for an answer. */
  readonly waitedMs: number
  /** Message of the error that refused the connection; null: it was not refused. */
  readonly refusedBy: string | null
  readonly listened: readonly Listened[]
}

/** An answered call, with everything that checks may use. */
export interface Answered {
  readonly call: CaseCall
  readonly face: AnyFace
  /** The outcome that is expected. */
  readonly outcome: Outcome
  /** Where it is stated that the case leads to this outcome, in addition to the outcome's own sources. */
  readonly caseSources: readonly string[]
  /** The values of `$name`. */
  readonly values: Readonly<Record<string, string>>
  readonly received: Received
  /** Null: the case is played over HTTP. */
  readonly sockets: Sockets | null
  /** The body as JSON; undefined if it is not JSON. */
  readonly json: unknown
  /** When it arrived, in milliseconds since 1970; null: the target has a clock of its own. */
  readonly at: number | null
  /** Calls of the same case before this one, oldest first. */
  readonly earlier: readonly Answered[]
  /** Whether the target's limits restarted with this case, so that counts are known. */
  readonly isFresh: boolean
  /** Whether the target's clock stops between calls, except for the waits of a case. */
  readonly isStill: boolean
  /** Members that the target never sends, as its target file says: their absence is not a breach. */
  readonly absent: readonly string[]
  /** The same in events, which may also tell of a call over HTTP. */
  readonly absentInEvents: readonly string[]
  /** Whether a text contains credentials, which no answer may, in whatever form. */
  readonly repeatsSecret: (text: string) => boolean
}

/** Examines one aspect of an answer. */
export type Check = (answered: Answered) => readonly Breach[]

/** The values of a header, by its lower-case name. */
export const headerValues = ({ headers }: Received, name: string): string[] =>
  headers.filter(([each]) => each === name).map(([, value]) => value)

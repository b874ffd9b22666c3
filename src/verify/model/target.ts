import type { RateLimit } from '../../contract/model/face.ts'
import type { SocketDialect } from '../../dialect/dialect.ts'
import type { Finding } from './finding.ts'
import type { Transport } from './transport.ts'

/** A server to verify, as data: the reader of the file or options has already resolved every secret. */
export interface Target {
  readonly name: string
  /** Scheme, host, port and prefix, without a slash at the end. */
  readonly url: string
  readonly edition: string
  /** The operations it claims to have; null: it claims none, so a missing one is not a breach. */
  readonly operations: readonly string[] | null
  /** API → the prefix of its paths on this target: `meeting-rooms: /api`. */
  readonly prefixes: Readonly<Record<string, string>>
  /** Role → its headers; a missing role blocks its cases. */
  readonly identities: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Role → additional members of its events' payloads, in the target's names: some targets identify the caller by them. */
  readonly payloads: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Role → why it has no credentials, such as a variable that is not set. */
  readonly missing: Readonly<Record<string, string>>
  /** Roles that are mentioned, but whose variables are not set. */
  readonly unset: readonly string[]
  /**
   * Query parameters of every list, so that it requests no one else's rooms; empty: no one else has rooms there; null: lists
   * are not sent.
   */
  readonly scope: Readonly<Record<string, string | readonly string[]>> | null
  /** Operation → its limit, if it differs from the contract's; null: it has none. */
  readonly limits: Readonly<Record<string, Pick<RateLimit, 'requests' | 'windowMs'> | null>>
  /** How calls reach it. */
  readonly transports: readonly Transport[]
  /** Its Socket.IO names. */
  readonly socket: SocketDialect
  /** Every secret, for redaction; never printed. */
  readonly secrets: readonly string[]
}

/** A recorded deviation: anything omitted matches any value. */
export interface RecordedFinding {
  /** Which call of the case, from 1 on; by default, the first. */
  readonly call?: number
  readonly check: Finding['check']
  /** JSON Pointer into the answer. */
  readonly at?: string
  /** The message of a finding that is not about one part of the answer. */
  readonly says?: string
  /** The shape of the actual value (`shapeOf`). */
  readonly found?: unknown
}

/** A deviation that has been reviewed and accepted until a date. */
export interface Deviation {
  /** The case's id. */
  readonly case: string
  /** HTTP by default. */
  readonly transport?: Transport
  /** Everything that deviates; anything else is broken. */
  readonly findings: readonly RecordedFinding[]
  readonly reason: string
  /** The last day on which it is accepted, `YYYY-MM-DD`. */
  readonly until: string
  /** `file:line`. */
  readonly at: string
}

/** Key of a case's deviation on a transport. */
export const deviationKey = (id: string, transport: Transport): string => `${transport} ${id}`

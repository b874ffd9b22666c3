import type { RateLimit } from '../../contract/model/face.ts'
import type { SocketDialect } from './dialect.ts'
import type { Finding } from './finding.ts'
import type { Transport } from './transport.ts'

/** Something to verify, as data: whoever read the file or the flags has resolved every secret. */
export interface Target {
  readonly name: string
  /** Scheme, host, port and prefix, without a slash at the end. */
  readonly url: string
  readonly edition: string
  /** The operations it claims to have; null: it claims nothing, so a missing one is no breach. */
  readonly operations: readonly string[] | null
  /** API to the prefix of its paths on this target: `meeting-rooms: /api`. */
  readonly prefixes: Readonly<Record<string, string>>
  /** Role → the headers it calls with; a missing role blocks its cases. */
  readonly identities: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Role → what the payloads of its events bear beside, in the target's names: some targets read there who calls. */
  readonly payloads: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Role → why it has no credentials, such as a variable that is not set. */
  readonly missing: Readonly<Record<string, string>>
  /** Roles whose variables are named but not set. */
  readonly unset: readonly string[]
  /** Query parameters of every list, so that nobody else's rooms are requested; none: nobody else has any; null: lists are not sent. */
  readonly scope: Readonly<Record<string, string | readonly string[]>> | null
  /** Operation → its limit where that differs from the contract's; null: it has none. */
  readonly limits: Readonly<Record<string, Pick<RateLimit, 'requests' | 'windowMs'> | null>>
  /** How calls reach it. */
  readonly transports: readonly Transport[]
  /** Its Socket.IO names. */
  readonly socket: SocketDialect
  /** Every secret, for redaction; never printed. */
  readonly secrets: readonly string[]
}

/** What deviates, as it is recorded: what is left out may be anything. */
export interface RecordedFinding {
  /** Which call of the case, from 1 on; the first where it is left out. */
  readonly call?: number
  readonly check: Finding['check']
  /** JSON Pointer into the answer. */
  readonly at?: string
  /** The sentence of a finding that is about no part of the answer. */
  readonly says?: string
  /** The shape of what was there instead (`shapeOf`). */
  readonly found?: unknown
}

/** A deviation that has been reviewed and accepted until a date. */
export interface Deviation {
  /** The case's id. */
  readonly case: string
  /** HTTP by default. */
  readonly transport?: Transport
  /** All that deviates; anything else is broken. */
  readonly findings: readonly RecordedFinding[]
  readonly reason: string
  /** The last day on which it is accepted, `YYYY-MM-DD`. */
  readonly until: string
  /** `file:line`. */
  readonly at: string
}

/** Key of a case's deviation on a transport. */
export const deviationKey = (id: string, transport: Transport): string => `${transport} ${id}`

import type { RateLimit } from '../../contract/model/face.ts'
import type { SocketDialect } from './dialect.ts'
import type { Transport } from './transport.ts'

/** Something to verify, as data: whoever read the file or the flags has resolved every secret. */
export interface Target {
  readonly name: string
  /** Scheme, host, port and prefix, without a slash at the end. */
  readonly url: string
  readonly edition: string
  /** The operations that it has; null: not said, so that one that is missing is no breach. */
  readonly operations: readonly string[] | null
  /** API to the prefix of its paths on this target: `meeting-rooms: /api`. */
  readonly prefixes: Readonly<Record<string, string>>
  /** Role to the headers that it calls with; a role that is missing blocks its cases. */
  readonly identities: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Role → why it has no credentials here: the variable that is not set. */
  readonly missing: Readonly<Record<string, string>>
  /** Roles whose credentials are named but not there: their variables are not set. */
  readonly unset: readonly string[]
  /** Query parameters that every list bears, so that nobody else's rooms are asked for; null: lists are not sent. */
  readonly scope: Readonly<Record<string, string | readonly string[]>> | null
  /** Operation to its limit where it differs from the contract's; null: it has none. */
  readonly limits: Readonly<Record<string, Pick<RateLimit, 'requests' | 'windowMs'> | null>>
  /** How calls reach it. */
  readonly transports: readonly Transport[]
  /** How it speaks over Socket.IO. */
  readonly socket: SocketDialect
  /** Every secret of it, for redaction; never printed. */
  readonly secrets: readonly string[]
}

/** A deviation that somebody has looked at and accepted for a while. */
export interface Deviation {
  /** The case's id. */
  readonly case: string
  /** The transport that it is about; HTTP by default. */
  readonly transport?: Transport
  /** What the target really answers. */
  readonly answers: { readonly status: number; readonly body: unknown }
  readonly reason: string
  /** The last day on which it is accepted, `YYYY-MM-DD`. */
  readonly until: string
  /** `file:line`. */
  readonly at: string
}

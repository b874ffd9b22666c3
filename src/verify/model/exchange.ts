import type { WireRequest } from '../../contract/model/case-request.ts'

/** An answer, unjudged. */
export interface Received {
  readonly status: number
  /** Lower-case name and value, in order; repeated headers are repeated. */
  readonly headers: readonly (readonly [string, string])[]
  /** Decompressed, as UTF-8. */
  readonly body: string
  /** From sending to the last byte, in milliseconds. */
  readonly ms: number
}

/** Why there is no answer to judge: a failure of the network, not of the contract. */
export interface Trouble {
  readonly kind: TroubleKind
  /** One sentence with the reason, without credentials. */
  readonly message: string
  /** The gateway's answer: if a gateway always answers like that, in JSON, it is the target itself. */
  readonly answer?: Received
  /** How long the target asks to wait before the next call (`Retry-After`), in milliseconds; limited. */
  readonly retryAfterMs?: number
}

/** `limited` is an unexpected 429, `gateway` a 502, 503 or 504; `oversized` answers exceeded a limit. */
export type TroubleKind =
  | 'dns'
  | 'refused'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'gateway'
  | 'limited'
  | 'oversized'
  | 'malformed'

/** Where to send a request, and how long it may take. */
export interface Destination {
  /** Scheme, host, port and prefix, without a slash at the end. */
  readonly baseUrl: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** Sends one request, once, and follows no redirect. Rejects only when the signal aborts: trouble is a result. */
export type Send = (request: WireRequest, to: Destination) => Promise<Received | Trouble>

/** Whether there was no answer. */
export const isTrouble = (result: Received | Trouble): result is Trouble => 'kind' in result

/** Whether the target is unreachable: a retry does not help, and the transport is not the cause. */
export const isUnreachable = ({ kind }: Pick<Trouble, 'kind'>): boolean =>
  kind === 'dns' || kind === 'refused' || kind === 'tls'

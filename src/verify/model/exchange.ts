import type { WireRequest } from '../../contract/model/case-request.ts'

/** An answer as it came. */
export interface Received {
  readonly status: number
  /** Lower-case name and value, in the order in which they came; a repeated header is there more than once. */
  readonly headers: readonly (readonly [string, string])[]
  /** Decompressed, as UTF-8. */
  readonly body: string
  /** From sending to the last byte, in milliseconds. */
  readonly ms: number
}

/** Why there is no answer that could be judged: the way to the target failed, not the contract. */
export interface Trouble {
  readonly kind: TroubleKind
  /** One sentence with the reason, without credentials. */
  readonly message: string
  /** What stood in the answer of a gateway: one that goes on answering so, in JSON, is the target itself. */
  readonly answer?: Received
}

/** `limited` is a 429 that nobody asked for, `gateway` a 502, 503 or 504; `oversized` and `malformed` are answers cut at a bound. */
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

/** Where a request goes, and how long it may take. */
export interface Destination {
  /** Scheme, host, port and prefix, without a slash at the end. */
  readonly baseUrl: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** Sends one request, once, and follows no redirect. Never rejects but for an aborted signal: trouble is a result. */
export type Send = (request: WireRequest, to: Destination) => Promise<Received | Trouble>

/** Whether no answer came. */
export const isTrouble = (result: Received | Trouble): result is Trouble => 'kind' in result

/** Whether nothing can be sent to the target at all: trying again does not help, and it says nothing of a transport. */
export const isUnreachable = ({ kind }: Pick<Trouble, 'kind'>): boolean =>
  kind === 'dns' || kind === 'refused' || kind === 'tls'

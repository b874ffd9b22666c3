import type { ServerResponse } from 'node:http'
import type { Edition } from '../../src/contract/compiled/types.ts'
import type { Transport } from '../../src/verify/model/transport.ts'

/** The mock with a single deviation, as a server might have it. */
export interface Mutant {
  /** The kind of deviation. */
  readonly operator: string
  /** What deviates, in a few words; one of a kind within its operator. */
  readonly name: string
  /** `current` by default. */
  readonly edition?: Edition
  /** By which cases are played; over HTTP alone by default. */
  readonly transports?: readonly Transport[]
  /** Of a harmless variant: cases may be blocked for a transport that it lacks. False by default. */
  readonly mayBlock?: boolean
  readonly change: Change
}

/** How the deviation comes about: in the sources, or on the way; then each start has a layer of its own, which may remember. */
export type Change = Patch | (() => Layer)

/** A change of one source file of the mock. */
export interface Patch {
  /** Below `src/`. */
  readonly file: string
  /** Throws a Fault where the text is not there to be changed. */
  readonly edit: (source: string) => string
}

/** Stands between whoever asks and the mock. */
export type Layer = (call: Call, next: (call: Call) => Promise<Reply>) => Reply | Promise<Reply>

/** A request as it came. */
export interface Call {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: Headers
  readonly body: Buffer
}

/** An answer that is to be sent. */
export interface Reply {
  readonly status: number
  /** Without those that say how the body is delivered. */
  readonly headers: Headers
  readonly body: Buffer
  /** `<operation>/<outcome>`, as the mock has decided; empty where no operation has. */
  readonly outcome: string
  /** Sends it otherwise than at once and as it is. */
  readonly send?: (response: ServerResponse, reply: Reply) => void
}

/** Names and values in pairs. */
export type Headers = readonly (readonly [name: string, value: string])[]

import type { ServerResponse } from 'node:http'
import type { Edition } from '../../src/contract/compiled/types.ts'
import type { Transport } from '../../src/verify/model/transport.ts'

/** The mock with a single deviation that a server might have. */
export interface Mutant {
  /** The kind of deviation. */
  readonly operator: string
  /** The deviation in a few words; unique within its operator. */
  readonly name: string
  /** `current` by default. */
  readonly edition?: Edition
  /** The transports to play cases on; only HTTP by default. */
  readonly transports?: readonly Transport[]
  /** For a harmless variant: cases may be blocked because it lacks a transport. False by default. */
  readonly mayBlock?: boolean
  readonly change: Change
}

/** How to create the deviation: in the sources, or with a layer in between; each start has its own, which may keep state. */
export type Change = Patch | (() => Layer)

/** A change of one source file of the mock. */
export interface Patch {
  /** Below `src/`. */
  readonly file: string
  /** Throws a Fault if the text to change is missing. */
  readonly edit: (source: string) => string
}

/** A layer between the client and the mock. */
export type Layer = (call: Call, next: (call: Call) => Promise<Reply>) => Reply | Promise<Reply>

/** A request as received. */
export interface Call {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: Headers
  readonly body: Buffer
}

/** An answer before it is sent. */
export interface Reply {
  readonly status: number
  /** Without those about the delivery of the body. */
  readonly headers: Headers
  readonly body: Buffer
  /** `<operation>/<outcome>` as the mock decided; empty if no operation did. */
  readonly outcome: string
  /** Sends it in another way than immediately and unchanged. */
  readonly send?: (response: ServerResponse, reply: Reply) => void
}

/** Pairs of names and values. */
export type Headers = readonly (readonly [name: string, value: string])[]

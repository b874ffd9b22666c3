import type { Way } from '../verify/model/dialect.ts'

/** Member of the contract → the target's name of it; `unless`: where the same object has that member, the name means something else. */
export type NamesData = Readonly<Record<string, string | { readonly name: string; readonly unless?: string }>>

/** JSON Pointers, of which the first that leads somewhere counts; '' is the whole. */
type Pointers = string | readonly string[]

/** How a target's Socket.IO differs from the contract's, in the form of a target file (docs/verify.md). */
export interface SocketData {
  readonly path?: string
  readonly namespace?: string
  /** What it calls the member with the token, of what a client gives when it connects. */
  readonly token?: string
  /** Event of the contract → the target's. */
  readonly events?: Readonly<Record<string, string>>
  /** In every message. */
  readonly members?: NamesData
  /** Event of the contract, and way → what counts there before `members`. */
  readonly messages?: Readonly<Record<string, Readonly<Partial<Record<Way, NamesData>>>>>
  /** Where in its acks the answer stands. */
  readonly ack?: readonly string[] | { readonly success?: Pointers; readonly refusal?: Pointers }
  readonly refusal?: {
    /** Pointer → the value there of every refusal. */
    readonly when?: Readonly<Record<string, string | number | boolean>>
    readonly message: Pointers
    /** Reason → the status that it means. */
    readonly status?: Readonly<Record<string, number>>
  }
  /** Event of the contract that calls → the target's events that answer it. */
  readonly answers?: Readonly<
    Record<
      string,
      {
        /** `event`: one of them may come in place of an ack. */
        readonly by?: 'ack' | 'event'
        readonly success?: string | readonly string[]
        readonly refusal?: string | readonly string[]
      }
    >
  >
  /** Members that it never sends. */
  readonly absent?: readonly string[]
}

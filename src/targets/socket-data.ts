import type { Way } from '../dialect/dialect.ts'

/** The contract's member → the target's name; `unless`: if the same object has that member, the name means something else. */
export type NamesData = Readonly<Record<string, string | { readonly name: string; readonly unless?: string }>>

/** JSON Pointers, of which the first that resolves applies; '' is the whole value. */
type Pointers = string | readonly string[]

/** How a target's Socket.IO differs from the contract's, in the form of a target file (docs/verify.md). */
export interface SocketData {
  readonly path?: string
  readonly namespace?: string
  /** Its name of the token in the `auth` of a connecting client. */
  readonly token?: string
  /** The contract's event → the target's. */
  readonly events?: Readonly<Record<string, string>>
  /** In every message. */
  readonly members?: NamesData
  /** The contract's event and direction → names that override `members`. */
  readonly messages?: Readonly<Record<string, Readonly<Partial<Record<Way, NamesData>>>>>
  /** Where the answer is in its acks. */
  readonly ack?: readonly string[] | { readonly success?: Pointers; readonly refusal?: Pointers }
  readonly refusal?: {
    /** Pointer → its value in every refusal. */
    readonly when?: Readonly<Record<string, string | number | boolean>>
    readonly message: Pointers
    /** Reason → the status it means. */
    readonly status?: Readonly<Record<string, number>>
  }
  /** The contract's call → the target's events that answer it. */
  readonly answers?: Readonly<
    Record<
      string,
      {
        /** `event`: one of them may replace an ack. */
        readonly by?: 'ack' | 'event'
        readonly success?: string | readonly string[]
        readonly refusal?: string | readonly string[]
      }
    >
  >
  /** Members that it never sends. */
  readonly absent?: readonly string[]
}

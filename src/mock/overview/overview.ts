import type { Family } from './family.ts'

/** Everything that is served: every outcome with its cause, its source and a command that provokes it. */
export interface Overview {
  /** The world that the commands call. */
  readonly world: string
  readonly edition: string
  readonly seed: string
  readonly state: string
  readonly operations: readonly OperationOverview[]
  readonly events: readonly EventOverview[]
  readonly identities: readonly IdentityOverview[]
  readonly reserved: readonly ReservedOverview[]
  /** Scheme, host and port, with the prefix that names the world. */
  readonly baseUrl: string
  /** Where the console is; null if there is none. */
  readonly console: string | null
}

/** An operation over HTTP. */
export interface OperationOverview {
  readonly operation: string
  readonly api: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly at: string
  readonly outcomes: readonly OutcomeOverview[]
}

/** An operation over Socket.IO. */
export interface EventOverview {
  readonly operation: string
  readonly api: string
  /** Null if connecting is the call. */
  readonly event: string | null
  readonly summary: string
  readonly at: string
  readonly outcomes: readonly EventOutcome[]
}

/** An outcome of an event, which no curl command can reach. */
export type EventOutcome = Omit<OutcomeOverview, 'curl'> & {
  /** Prints a program that provokes it. */
  readonly command: string
}

/** An outcome with a command that provokes it. */
export interface OutcomeOverview {
  /** `<operation>/<outcome>`: its full name, and its anchor on the page. */
  readonly id: string
  readonly name: string
  readonly status: number
  readonly family: Family
  readonly cause: string
  readonly sources: readonly string[]
  /** Statements with sources of their own, as in the contract's `x-sources`. */
  readonly statements: Readonly<Record<string, readonly string[]>>
  readonly at: string
  readonly example: unknown
  /** Null if this seed has no data for it. */
  readonly curl: string | null
}

/** A caller of the seed, with the headers to call with. */
export interface IdentityOverview {
  readonly name: string
  readonly says: string
  readonly headers: Readonly<Record<string, string>>
}

/** Seed data in a given situation. */
export interface ReservedOverview {
  readonly subject: string
  readonly facts: readonly string[]
  readonly values: Readonly<Record<string, string>>
  readonly says: string
}

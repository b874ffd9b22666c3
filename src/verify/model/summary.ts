import type { TroubleKind } from './exchange.ts'
import type { Source } from './finding.ts'
import type { BlockedKind, Verdict } from './result.ts'
import type { Transport } from './transport.ts'

/** The state of an outcome over its cases, the first that applies. `never`: none of them was tried. */
export type OutcomeState = 'broken' | 'held' | 'differs' | 'known' | 'blocked' | 'never'

/** One operation and source: how many of its documented outcomes are in each state. */
export interface CoverageRow {
  readonly operation: string
  readonly edition: string
  readonly source: Source
  readonly outcomes: Readonly<Record<OutcomeState, number>>
  /** How many of them held on each transport of the run. */
  readonly heldOn: Readonly<Partial<Record<Transport, number>>>
}

/** An outcome that held on some transports, but not on others that were tried. */
export interface HeldInPart {
  /** `<operation>/<outcome>` */
  readonly outcome: string
  readonly on: readonly Transport[]
  readonly notOn: readonly Transport[]
}

/** The figures of a run. Reports show these and count nothing themselves. */
export interface Summary {
  readonly cases: Readonly<Record<Verdict, number>>
  /** Cases of the target that were not selected; none of them has a result. */
  readonly unasked: number
  /** Of the blocked cases. */
  readonly blocked: Readonly<Record<BlockedKind, number>>
  readonly coverage: readonly CoverageRow[]
  readonly heldInPart: readonly HeldInPart[]
  readonly outcomes: { readonly documented: number; readonly held: number }
  /** Outcomes held ÷ documented, 0 to 100, rounded down. */
  readonly percent: number
  /** Identities that were rejected, or whose variables are not set. */
  readonly identities: readonly string[]
  /** Operations that the target file lists, but the target lacks. */
  readonly lacking: readonly string[]
  /** Network trouble, and how often cases were retried because of it. */
  readonly troubles: Readonly<Partial<Record<TroubleKind, number>>>
  readonly retries: number
  readonly requests: number
  readonly durationMs: number
  /** Why the target was unreachable, or null. */
  readonly unreachable: string | null
  /** Why the run ended early, such as an interruption, or null. */
  readonly stopped: string | null
}

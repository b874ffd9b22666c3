import type { TroubleKind } from './exchange.ts'
import type { Source } from './finding.ts'
import type { BlockedKind, Verdict } from './result.ts'

/** How an outcome came out over its cases: the first that applies. `never`: no case of it was tried. */
export type OutcomeState = 'broken' | 'held' | 'differs' | 'known' | 'blocked' | 'never'

/** One operation and source: how many of its documented outcomes are in which state. */
export interface CoverageRow {
  readonly operation: string
  readonly edition: string
  readonly source: Source
  readonly outcomes: Readonly<Record<OutcomeState, number>>
}

/** The figures of a run. Every report shows these and counts nothing itself. */
export interface Summary {
  readonly cases: Readonly<Record<Verdict, number>>
  /** Of the blocked cases. */
  readonly blocked: Readonly<Record<BlockedKind, number>>
  readonly coverage: readonly CoverageRow[]
  readonly outcomes: { readonly documented: number; readonly held: number }
  /** Outcomes held ÷ documented, 0 to 100, rounded down. */
  readonly percent: number
  /** Identities that the target refused, or whose variables are not set. */
  readonly identities: readonly string[]
  /** Trouble on the way, and how often a case was tried again because of it. */
  readonly troubles: Readonly<Partial<Record<TroubleKind, number>>>
  readonly retries: number
  readonly requests: number
  readonly durationMs: number
  /** Why the target could not be reached at all; null: it could. */
  readonly unreachable: string | null
  /** Why the run ended before its cases did, such as an interruption; null: it did not. */
  readonly stopped: string | null
}

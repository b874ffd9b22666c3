import type { TroubleKind } from './exchange.ts'
import type { CaseResult } from './result.ts'
import type { Summary } from './summary.ts'
import type { Source } from './finding.ts'

/** What a run is about. */
export interface RunInfo {
  /** How the target is called in reports; its URL if it has no name. */
  readonly target: string
  /** Base URL without credentials. */
  readonly url: string
  readonly edition: string
  /** `control`: a greenroom with a world per case; else how situations come about. */
  readonly arranger: string
  /** Breaches of this source or stronger fail the run. */
  readonly gate: Source
  /** Outcomes held ÷ documented that the run must reach, 0 to 100. */
  readonly minCoverage: number
  /** How many cases are played. */
  readonly cases: number
  /** The least time that the limits of the target allow, in milliseconds. */
  readonly leastMs: number
  /** What is shown of bodies: `fixed`, only what the contract fixes; `all`. */
  readonly bodies: 'fixed' | 'all'
}

/** What happens during a run, in order. `planned` comes first, `finished` last. */
export type RunEvent =
  | { readonly kind: 'planned'; readonly run: RunInfo }
  /** `unset`: named, but its variables are not set; `missing`: not named at all. */
  | {
      readonly kind: 'identity'
      readonly name: string
      readonly state: 'usable' | 'refused' | 'unset' | 'missing'
      readonly reason: string | null
    }
  | { readonly kind: 'waiting'; readonly operation: string; readonly ms: number; readonly why: string }
  | { readonly kind: 'retried'; readonly id: string; readonly trouble: TroubleKind; readonly message: string }
  | { readonly kind: 'judged'; readonly result: CaseResult }
  | { readonly kind: 'left-behind'; readonly what: string; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly trouble: TroubleKind; readonly message: string }
  | { readonly kind: 'finished'; readonly summary: Summary }

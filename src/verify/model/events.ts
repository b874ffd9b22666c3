import type { TroubleKind } from './exchange.ts'
import type { Source } from './finding.ts'
import type { CaseResult } from './result.ts'
import type { Summary } from './summary.ts'
import type { Transport } from './transport.ts'

/** What a run is about. */
export interface RunInfo {
  /** The target's name, or its URL if it has none. */
  readonly target: string
  /** Base URL without credentials. */
  readonly url: string
  readonly edition: string
  /** How situations are arranged; `control`: on a greenroom, with a world per case; `none`: others made the calls. */
  readonly arranger: string
  /** Breaches of this source or stronger fail the run. */
  readonly gate: Source
  /** Outcomes held ÷ documented that the run must reach, 0 to 100. */
  readonly minCoverage: number
  /** The number of cases to play. */
  readonly cases: number
  /** The shortest time the target's limits allow, in milliseconds. */
  readonly leastMs: number
  /** What reports show of bodies: `fixed`, only what the contract determines; `all`. */
  readonly bodies: 'fixed' | 'all'
}

/** What happens during a run. `planned` comes first, `finished` last. */
export type RunEvent =
  | { readonly kind: 'planned'; readonly run: RunInfo }
  /** What answers at an otherwise unknown URL: operations, with their path prefixes, and transports of Socket.IO. */
  | {
      readonly kind: 'found'
      readonly operations: readonly { readonly operation: string; readonly prefix: string }[]
      readonly transports: readonly Transport[]
    }
  /** `unset`: mentioned, but its variables are not set; `missing`: not mentioned. */
  | {
      readonly kind: 'identity'
      readonly name: string
      readonly state: 'usable' | 'refused' | 'unset' | 'missing'
      readonly reason: string | null
    }
  /** The target file lists an operation that the target lacks. */
  | { readonly kind: 'lacking'; readonly operation: string; readonly reason: string }
  /** A case is about to be played; others may be under way. */
  | { readonly kind: 'began'; readonly id: string; readonly transport: Transport }
  | { readonly kind: 'waiting'; readonly operation: string; readonly ms: number; readonly why: string }
  | { readonly kind: 'retried'; readonly id: string; readonly trouble: TroubleKind; readonly message: string }
  | { readonly kind: 'judged'; readonly result: CaseResult }
  | { readonly kind: 'left-behind'; readonly what: string; readonly reason: string }
  /** A note about the whole run, sent once. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'unreachable'; readonly trouble: TroubleKind; readonly message: string }
  | { readonly kind: 'finished'; readonly summary: Summary }

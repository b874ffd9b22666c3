import type { Finding, Source } from './finding.ts'
import type { Deviation, RecordedFinding } from './target.ts'
import type { Transport } from './transport.ts'

/**
 * `held`; `broken`; `differs`: a breach whose source is weaker than the gate, which fails nothing; `known`: deviates as
 * recorded; `blocked`: could not be judged; `skipped`: omitted on purpose, with a reason.
 */
export type Verdict = 'held' | 'broken' | 'differs' | 'known' | 'blocked' | 'skipped'

/** Why a case could not be judged. */
export type BlockedKind = 'identity' | 'situation' | 'transport' | 'environment' | 'safety'

/** The reason why a case or call is not sent, or a situation was not arranged. */
export interface Refused {
  readonly kind: BlockedKind
  /** A sentence without a full stop. */
  readonly reason: string
}

/** A call and its answer, redacted. */
export interface Evidence {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** Null: there was no answer. */
  readonly answer: {
    readonly status: number
    readonly headers: readonly (readonly [string, string])[]
    readonly body: string
    readonly ms: number
  } | null
  /** On sockets, one line per packet: whose, its direction, the event and its payload. */
  readonly packets: readonly string[]
  /** The expected outcome of this call: `<operation>/<outcome>`. */
  readonly expect: string
}

/** Everything that deviates, without secrets and without parts that change in every run. */
export interface Deviates {
  readonly findings: readonly RecordedFinding[]
  /** The reason in its record, if it is known; null if it is not recorded. */
  readonly accepted: Pick<Deviation, 'reason' | 'until'> | null
}

/** The result of a case, redacted. */
export interface CaseResult {
  /** The case's id. */
  readonly id: string
  readonly edition: string
  readonly operation: string
  /** The expected outcome. */
  readonly outcome: string
  readonly transport: Transport
  readonly source: Source
  /** Every source: documents by name and place, `server`, `inferred`. */
  readonly sources: readonly string[]
  readonly verdict: Verdict
  /** Only for blocked cases. */
  readonly kind: BlockedKind | null
  /** Why it was blocked or skipped, or the recorded reason of a known deviation. */
  readonly reason: string | null
  readonly findings: readonly Finding[]
  /** Notes that are not breaches: undocumented members, a known deviation that holds again. */
  readonly notes: readonly string[]
  /** Pointers to undocumented members in the answers of a case that held; the same in every run, whatever a list holds. */
  readonly extra: readonly string[]
  /** The documented outcome that the answer matches instead of the expected one, or null. */
  readonly answeredAs: string | null
  /** Number of attempts; more than one only after network trouble. */
  readonly attempts: number
  readonly ms: number
  /** Empty for a case that held. */
  readonly exchanges: readonly Evidence[]
  /** What a file of known deviations records of it: reports never show it. Null: nothing deviates. */
  readonly deviates: Deviates | null
  /** The number of calls of the case, whether or not all were made. */
  readonly calls: number
  /** `file:line` of the case, and of the contract's example. */
  readonly at: string
  readonly contractAt: string
  /** A command to paste for each call; null if there is none, such as for a situation that can't be set up by hand. */
  readonly reproduce: { readonly target: string | null; readonly mock: string | null }
}

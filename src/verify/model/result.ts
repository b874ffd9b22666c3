import type { Finding, Source } from './finding.ts'
import type { Transport } from './transport.ts'

/**
 * `held`; `broken`; `differs`: a breach of weaker source than the gate, which fails nothing; `known`: as a recorded deviation
 * says; `blocked`: could not be judged; `skipped`: asked for.
 */
export type Verdict = 'held' | 'broken' | 'differs' | 'known' | 'blocked' | 'skipped'

/** Why a case could not be judged. */
export type BlockedKind = 'identity' | 'situation' | 'transport' | 'environment' | 'safety'

/** Why something is not sent, or did not come about. */
export interface Refused {
  readonly kind: BlockedKind
  /** A sentence without its end. */
  readonly reason: string
}

/** A call as it went out and what came back, with every secret already taken out. */
export interface Evidence {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** Null: no answer came. */
  readonly answer: {
    readonly status: number
    readonly headers: readonly (readonly [string, string])[]
    readonly body: string
    readonly ms: number
  } | null
  /** Lines of what went over the connections, on sockets: who, which way, the event and its payload. */
  readonly packets: readonly string[]
  /** What the case expects of this call: `<operation>/<outcome>`. */
  readonly expect: string
}

/** How a case came out; holds no secret. */
export interface CaseResult {
  /** The case's id. */
  readonly id: string
  readonly edition: string
  readonly operation: string
  /** The outcome that it expects. */
  readonly outcome: string
  readonly transport: Transport
  readonly source: Source
  /** The sources themselves: documents by name and place, `server`, `inferred`. */
  readonly sources: readonly string[]
  readonly verdict: Verdict
  /** Only of blocked cases. */
  readonly kind: BlockedKind | null
  /** Why it was blocked or skipped, or the recorded reason of a known deviation. */
  readonly reason: string | null
  readonly findings: readonly Finding[]
  /** What is worth knowing and no breach: members beyond the documented ones, a deviation that holds again. */
  readonly notes: readonly string[]
  /** The documented outcome that the answer looks like instead; null: none, or it was the expected one. */
  readonly answeredAs: string | null
  /** How often it was tried because of trouble on the way; 1: the first time went well. */
  readonly attempts: number
  readonly ms: number
  /** Of a case that held: none. */
  readonly exchanges: readonly Evidence[]
  /**
   * What the first call that deviates was really answered, with secrets taken out and nothing else: what a file of known
   * deviations records. Reports never show it. Null: nothing deviates.
   */
  readonly deviates: { readonly status: number; readonly body: unknown } | null
  /** `file:line` of the case, and of the contract's example. */
  readonly at: string
  readonly contractAt: string
  /** A line to paste each; null where there is none, as for a situation that nothing can bring about by hand. */
  readonly reproduce: { readonly target: string | null; readonly mock: string | null }
}

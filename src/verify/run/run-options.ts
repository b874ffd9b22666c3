import type { Case } from '../../contract/model/case.ts'
import type { Face, SocketFace } from '../../contract/model/face.ts'
import type { Arranger } from '../model/arranger.ts'
import type { Send } from '../model/exchange.ts'
import type { Source } from '../model/finding.ts'
import type { Redaction } from '../model/redaction.ts'
import type { SocketClient } from '../model/socket-client.ts'
import type { Deviation, Target } from '../model/target.ts'
import type { Transport } from '../model/transport.ts'
import type { Found } from './probe.ts'
import type { ResultParts } from './to-result.ts'

/** The cases, the target and the means to reach it; every secret is resolved. */
export interface RunOptions {
  readonly target: Target
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  /** Every case that may be played; those of other editions are ignored. */
  readonly cases: readonly Case[]
  /** Which cases are selected; the others are skipped. */
  readonly wanted: (testCase: Case, transport: Transport) => boolean
  /** Why a case is deliberately omitted, or null. */
  readonly skipped: (testCase: Case) => string | null
  readonly arranger: Arranger
  /** Notes about the target, for reports. */
  readonly notes?: readonly string[]
  /** What was found at the target's URL, if nothing else is known of it. */
  readonly found?: Found | null
  readonly send: Send
  readonly socketClient: SocketClient
  readonly gate: Source
  readonly minCoverage: number
  readonly deviations: readonly Deviation[]
  /** Hosts on which cases may change something, from `--allow-mutating`. */
  readonly allowMutating: readonly string[]
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly redaction: Redaction
  readonly bodies: 'fixed' | 'all'
  readonly timeoutMs: number
  /** The run ends after this time, even if cases are left. */
  readonly deadlineMs: number
  /** How often a case is retried after network trouble. */
  readonly retries: number
  /** How many cases to play in parallel, if cases are isolated. */
  readonly workers: number
  /** Ends the run early; everything created is still cleaned up. */
  readonly signal: AbortSignal
  /** A monotonic clock in milliseconds. */
  readonly now: () => number
  /** The time of day, in milliseconds since 1970. */
  readonly wallClock: () => number
  /** Resolves early, and never rejects, when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly reproduce: ResultParts['reproduce']
}

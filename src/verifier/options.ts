import type { Edition } from '../contract/compiled/types.ts'
import type { Case } from '../contract/model/case.ts'
import type { DeviationData } from '../targets/deviations-file.ts'
import type { TargetData } from '../targets/target-data.ts'
import type { Gate } from '../verify/model/gate.ts'
import type { Transport } from '../verify/model/transport.ts'

/** What to verify, and how to reach it. Without a URL and a target: the built-in mock. */
export interface VerifierOptions {
  /** Scheme, host, port and prefix: a greenroom if a control plane is found, else a foreign server. */
  readonly url?: string
  /** The path of a target file, or its contents as data. */
  readonly target?: string | TargetData
  /** Version of the contract; the target's by default, else `current`. */
  readonly edition?: Edition
  /** The control plane of the greenroom at `url`; by default from its run file on this machine. */
  readonly control?: { readonly url: string; readonly token?: string }
  /** Certificates to trust in addition to those of the system, as PEM. */
  readonly ca?: string
  /** Variables for the target's credentials, and for proxies; this process's by default. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Timeout of an answer, 1 to 600,000; 2,000 for a greenroom, 10,000 elsewhere by default. */
  readonly timeoutMs?: number
}

/** What a run plays, and what it must reach; everything is optional. */
export interface RunSettings {
  /** Ids, operations or outcomes of cases, also `operation/outcome:*`; all cases by default. */
  readonly cases?: readonly string[]
  /** Cases to skip, as in `cases`, each with a reason, which every report shows. */
  readonly skip?: readonly { readonly case: string; readonly reason: string }[]
  /** All of the target's by default. */
  readonly transports?: readonly Transport[]
  /** Plays the cases in a random order, the same for the same seed. */
  readonly shuffle?: number
  /** Which breaches fail; the target's by default, else `all` for a greenroom and `document` elsewhere; with `deviations`, `all`. */
  readonly gate?: Gate
  /** Percent of the documented outcomes that must hold; 100 for all cases of a greenroom, else 0. */
  readonly minCoverage?: number
  /** Known deviations, accepted until their date: the path of a file, or its contents as data. */
  readonly deviations?: string | readonly DeviationData[]
  /** Hosts on which cases may change something, written as in the URL. On loopback they always may. */
  readonly allowMutating?: readonly string[]
  /** The run ends after this time, even if cases are left; an hour by default. */
  readonly deadlineMs?: number
  /** Retries of a case after trouble, 0 to 20; 5 by default. */
  readonly retries?: number
  /** Cases in parallel on a greenroom, 1 to 16; 8 by default. */
  readonly workers?: number
  /** Shows bodies as received, also off loopback; secrets are still removed. */
  readonly keepBodies?: boolean
  /** Ends the run early, after cleaning up. */
  readonly signal?: AbortSignal
  /** The command that replays a case on the target, for reports; none by default. */
  readonly reproduce?: (testCase: Case, transport: Transport) => string | null
}

import type { Edition } from '../contract/compiled/types.ts'
import type { Case } from '../contract/model/case.ts'
import type { DeviationData } from '../targets/deviations-file.ts'
import type { TargetData } from '../targets/target-data.ts'
import type { Gate } from '../verify/model/gate.ts'
import type { Transport } from '../verify/model/transport.ts'

/** What to verify, and how it is reached. Without a URL and a target: the built-in mock. */
export interface VerifierOptions {
  /** Scheme, host, port and prefix: a greenroom where a control plane is found, else a server like any other. */
  readonly url?: string
  /** The path of a target file, or the data that it would hold. */
  readonly target?: string | TargetData
  /** Version of the contract; what the target says by default, else `current`. */
  readonly edition?: Edition
  /** The control plane of the greenroom at `url`; by default that of its run file, on this machine. */
  readonly control?: { readonly url: string; readonly token?: string }
  /** Certificates to trust beside those of the system, as PEM. */
  readonly ca?: string
  /** Variables for the credentials that the target names, and for proxies; those of this process by default. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** How long an answer may take, 1 to 600,000; 2,000 for a greenroom, 10,000 elsewhere. */
  readonly timeoutMs?: number
}

/** What a run plays, and what it must reach; everything has a default. */
export interface RunSettings {
  /** Ids, operations or outcomes of cases, also `operation/outcome:*`; all cases by default. */
  readonly cases?: readonly string[]
  /** Cases to leave out, as in `cases`, each with the reason, which every report shows. */
  readonly skip?: readonly { readonly case: string; readonly reason: string }[]
  /** All of the target's by default. */
  readonly transports?: readonly Transport[]
  /** Plays the cases in an order of chance, the same for the same number. */
  readonly shuffle?: number
  /** Which breaches fail; what the target says by default, else `all` for a greenroom and `document` elsewhere; with `deviations`, `all`. */
  readonly gate?: Gate
  /** Percent of the documented outcomes that must hold; 100 for all cases of a greenroom, else 0. */
  readonly minCoverage?: number
  /** Known deviations, which are accepted until their day: the path of a file, or the data that it would hold. */
  readonly deviations?: string | readonly DeviationData[]
  /** Hosts on which cases may change something, written as in the URL. On loopback they may anyway. */
  readonly allowMutating?: readonly string[]
  /** After so long the run ends, whatever is left; an hour by default. */
  readonly deadlineMs?: number
  /** How often a case is tried again after trouble on the way, 0 to 20; 5 by default. */
  readonly retries?: number
  /** How many cases at once on a greenroom, 1 to 16; 8 by default. */
  readonly workers?: number
  /** Shows bodies as they came, also off loopback; secrets are taken out all the same. */
  readonly keepBodies?: boolean
  /** Ends the run early; what has been made is taken away all the same. */
  readonly signal?: AbortSignal
  /** The line by which somebody plays a case on the target again, for reports; none by default. */
  readonly reproduce?: (testCase: Case, transport: Transport) => string | null
}

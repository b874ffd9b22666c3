import type { ArmRequest, OperationId } from '../contract/compiled/types.ts'
import { toMilliseconds, type Duration } from './duration.ts'

/** How often an armed answer is given, and after which delay. */
export interface ArmOptions {
  /** Number of calls to answer; unlimited until cleared by default. */
  readonly times?: number
  /** Delay of the answer. */
  readonly latency?: Duration
}

/** An undocumented effect: a server error, a broken connection, or only a delay. */
export type ArmEffect =
  | { readonly status: 500 | 501 | 502 | 503 | 504 }
  | { readonly reset: true }
  | { readonly latency: Duration }

/** An arm as the control plane takes it; for `null`, of any operation. */
export function toArmRequest(operation: OperationId | null, what: string | ArmEffect, options: ArmOptions): ArmRequest {
  const { latency, ...rest } = { ...(typeof what === 'string' ? { outcome: what } : what), ...options }
  return {
    ...(operation === null ? {} : { operation }),
    ...rest,
    ...(latency === undefined ? {} : { latencyMs: toMilliseconds(latency) }),
  }
}

import type { WireRequest } from '../../contract/model/case-request.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { Answered } from '../judge/checks/answered.ts'
import type { Judgement } from '../judge/judge.ts'
import type { Trouble } from '../model/exchange.ts'
import type { PacketLog } from '../model/packet-log.ts'
import type { BlockedKind, Refused } from '../model/result.ts'

/** One call and its result, not yet redacted. */
export interface Played {
  readonly call: CaseCall
  readonly request: WireRequest
  readonly answered: Answered | null
  readonly judgement: Judgement | null
  /** Every packet up to its answer; empty over HTTP. */
  readonly packets: PacketLog
}

/** The result of playing a case once. */
export type Attempt =
  | { readonly kind: 'judged'; readonly calls: readonly Played[] }
  | { readonly kind: 'blocked'; readonly why: BlockedKind; readonly reason: string; readonly calls: readonly Played[] }
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly calls: readonly Played[] }

/** A case that was not started, and why. */
export const blocked = ({ kind, reason }: Refused): Attempt => ({ kind: 'blocked', why: kind, reason, calls: [] })

import type { WireRequest } from '../../contract/model/case-request.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { Face, SocketFace } from '../../contract/model/face.ts'
import { isNotArranged, type Arranger } from '../model/arranger.ts'
import type { Answered } from '../judge/checks/answered.ts'
import type { Veil } from './evidence.ts'
import type { Send, Trouble } from '../model/exchange.ts'
import type { Judgement } from '../judge/judge.ts'
import type { Lease, Limit } from '../run/pace.ts'
import type { HttpPlanned, Planned } from '../plan/plan.ts'
import { playOnHttp } from './http.ts'
import type { BlockedKind } from '../model/result.ts'
import type { Link } from '../model/socket-client.ts'
import type { PacketLog } from '../model/packet-log.ts'
import { playOnSockets } from './sockets.ts'
import { onStage } from './on-stage.ts'
import type { Target } from '../model/target.ts'

/** One call as it went, raw: secrets are taken out where results are made. */
export interface Played {
  readonly call: CaseCall
  readonly request: WireRequest
  readonly answered: Answered | null
  readonly judgement: Judgement | null
  /** What went over the connections up to its answer; empty over HTTP. */
  readonly packets: PacketLog
}

/** What came of playing a case once. */
export type Attempt =
  | { readonly kind: 'judged'; readonly calls: readonly Played[] }
  | { readonly kind: 'blocked'; readonly why: BlockedKind; readonly reason: string; readonly calls: readonly Played[] }
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly calls: readonly Played[] }

/** What playing a case takes. */
export interface PlayParts {
  readonly target: Target
  /** All faces of the edition. */
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  /** What is played over HTTP of the whole edition, to find the smallest success of an operation in. */
  readonly plan: readonly HttpPlanned[]
  readonly limits: ReadonlyMap<string, Limit>
  readonly arranger: Arranger
  readonly send: Send
  readonly link: Link
  /** Whether others may join rooms of the target to listen there. */
  readonly mayListen: boolean
  readonly timeoutMs: number
  /** How long is listened for what should not come, on sockets. */
  readonly quietMs: number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Whether trouble will not be tried again: what a gateway has answered each time, in JSON, is then taken for the target's answer. */
  readonly isLast: boolean
  readonly signal: AbortSignal
  readonly veil: Veil
  /** The forms in which an answer could repeat secrets. */
  readonly encode: (secrets: readonly string[]) => readonly string[]
  /** Told of what could not be cleaned up. */
  readonly onLeftBehind: (what: string, reason: string) => void
}

/** Plays a case once: arranges, sends its calls in order, judges each, cleans up whatever happens. */
export async function play(planned: Planned, lease: Lease, parts: PlayParts): Promise<Attempt> {
  if (planned.transport !== 'http') return playOnSockets(planned, lease, parts)
  const stage = await parts.arranger.arrange(planned.found)
  if (isNotArranged(stage)) return { kind: 'blocked', why: stage.kind, reason: stage.reason, calls: [] }
  return onStage(stage, planned, parts, () => playOnHttp(stage, planned, lease, parts))
}

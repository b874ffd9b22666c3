import { isNotArranged } from '../model/arranger.ts'
import type { Lease } from '../model/limit.ts'
import type { Planned } from '../plan/plan.ts'
import { playOnHttp } from './http.ts'
import { onStage } from './on-stage.ts'
import type { PlayParts } from './play-parts.ts'
import type { Attempt } from './played.ts'
import { playOnSockets } from './sockets.ts'

/** Plays a case once: arranges, sends its calls in order, judges each, cleans up whatever happens. */
export async function play(planned: Planned, lease: Lease, parts: PlayParts): Promise<Attempt> {
  if (planned.transport !== 'http') return playOnSockets(planned, lease, parts)
  const stage = await parts.arranger.arrange(planned.testCase)
  if (isNotArranged(stage)) return { kind: 'blocked', why: stage.kind, reason: stage.reason, calls: [] }
  return onStage(stage, planned, parts, () => playOnHttp(stage, planned, lease, parts))
}

import { isNotArranged } from '../model/arrangement.ts'
import type { Lease } from '../model/limit.ts'
import type { Planned } from '../plan/plan.ts'
import { playOnHttp } from './http.ts'
import type { PlayParts } from './play-parts.ts'
import { blocked, type Attempt } from './played.ts'
import { playOnSockets } from './sockets.ts'
import { withArrangement } from './with-arrangement.ts'

/** Plays a case once: arranges, sends its calls in order, judges each, and always cleans up. */
export async function playCase(planned: Planned, lease: Lease, parts: PlayParts): Promise<Attempt> {
  if (planned.transport !== 'http') return playOnSockets(planned, lease, parts)
  const arrangement = await parts.arranger.arrange(planned.testCase)
  if (isNotArranged(arrangement)) return blocked(arrangement)
  return withArrangement(arrangement, planned, parts, () => playOnHttp({ planned, arrangement, lease, parts }))
}

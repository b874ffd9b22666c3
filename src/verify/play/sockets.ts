import { isNotArranged } from '../model/arrangement.ts'
import { type Trouble } from '../model/exchange.ts'
import type { Lease } from '../model/limit.ts'
import { callsOf, type SocketPlanned } from '../plan/plan.ts'
import { seatIn } from '../plan/seats.ts'
import { createArrivals } from './arrivals.ts'
import { allReady } from './call-parts.ts'
import { createConnections } from './connections.ts'
import type { PlayParts } from './play-parts.ts'
import { blocked, type Attempt, type Played } from './played.ts'
import { withArrangement } from './with-arrangement.ts'
import { heardAll, loseSeats } from './witnesses.ts'
import { playCall, prepare, type CaseOnSockets } from './call-on-sockets.ts'

/** Plays a case on sockets, with observers, and always closes every connection. */
export async function playOnSockets(planned: SocketPlanned, lease: Lease, parts: PlayParts): Promise<Attempt> {
  const arrivals = createArrivals(parts.sleep, parts.signal)
  const { target, socketClient, timeoutMs, signal } = parts
  const { transport } = planned
  const seat = seatIn(planned.testCase.given)
  const connections = createConnections({ target, transport, seat, socketClient, arrivals, timeoutMs, signal })
  let trouble: Trouble | null = null
  try {
    const arrangement = await parts.arranger.arrange(planned.testCase, async (early) => {
      trouble = parts.mayListen ? await connections.admitObservers(early) : null
    })
    if (isNotArranged(arrangement)) return blocked(arrangement)
    return await withArrangement(arrangement, planned, parts, async () => {
      try {
        return trouble
          ? { kind: 'trouble', trouble, calls: [] }
          : await playCalls({ planned, lease, parts, connections, arrivals, arrangement })
      } finally {
        // Before the clean-up, which would cut them.
        await connections.close()
      }
    })
  } finally {
    await connections.close()
  }
}

async function playCalls(playing: CaseOnSockets): Promise<Attempt> {
  const { planned, parts, connections } = playing
  const calls: Played[] = []
  const ready = allReady(callsOf(planned.testCase).map((call) => prepare(call, playing)))
  if ('reason' in ready) return blocked(ready)
  // What the observers heard of each other and of the situation does not count.
  await heardAll(connections, parts)
  loseSeats(connections, parts)
  for (const each of ready) {
    const { played, trouble } = await playCall(each, calls, playing)
    calls.push(...played)
    if (trouble) return { kind: 'trouble', trouble, calls }
    if (played.some(({ judgement }) => judgement?.endsCase)) break
  }
  return { kind: 'judged', calls }
}

import { after } from '../after.ts'
import type { Core } from '../mock/core.ts'
import type { Dispatch } from '../mock/answer.ts'
import { keeping } from '../mock/kept/keeping.ts'
import { createControlDispatch } from './dispatch.ts'
import { lazyPlays } from './lazy-plays.ts'
import { createOpenEnds } from './open-ends.ts'
import { watchSeatWays, type SeatWays } from './views/seat-ways.ts'

/** The control plane of a mock. */
export interface Control {
  /** Answers its requests, unauthenticated: put the guard in front wherever others can reach it. */
  readonly answer: Dispatch
  /** Ends waits, streams and scenarios, so that a server can close. */
  readonly endAll: () => void
}

/** The control plane of the mock at `dataUrl`; `newName` names worlds created without a name. */
export function createControl(
  core: Core,
  dataUrl: () => string,
  newName: () => string,
  ways: SeatWays = watchSeatWays(core),
): Control {
  const openEnds = createOpenEnds()
  const plays = lazyPlays(core)
  const dispatch = createControlDispatch({ core, dataUrl, newName, openEnds, plays, ways })
  return {
    // What it shows of worlds must not be older than the request.
    answer: (...call) => keeping(() => after(core.worlds.refresh(), () => dispatch(...call))),
    endAll() {
      openEnds.endAll()
      plays.endAll()
    },
  }
}

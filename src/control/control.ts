import type { Core } from '../mock/core.ts'
import type { Dispatch } from '../mock/answer.ts'
import { createControlDispatch } from './dispatch.ts'
import { lazyPlays } from './lazy-plays.ts'
import { createOpenEnds } from './open-ends.ts'

/** The control plane of a mock. */
export interface Control {
  /** Answers its requests, unauthenticated: put the guard in front wherever others can reach it. */
  readonly answer: Dispatch
  /** Maximum size of a body: large enough for a snapshot with thousands of changed rooms. */
  readonly bodyBytes: number
  /** Ends waits, streams and scenarios, so that a server can close. */
  readonly endAll: () => void
}

/** The control plane of the mock at `dataUrl`; `newName` names worlds created without a name. */
export function createControl(core: Core, dataUrl: () => string, newName: () => string): Control {
  const openEnds = createOpenEnds()
  const plays = lazyPlays(core)
  return {
    answer: createControlDispatch({ core, dataUrl, newName, openEnds, plays }),
    bodyBytes: BODY_BYTES,
    endAll() {
      openEnds.endAll()
      plays.endAll()
    },
  }
}

const BODY_BYTES = 16 * 1024 * 1024

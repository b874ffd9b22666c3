import type { Core } from '../mock/core.ts'
import type { Dispatch } from '../mock/answer.ts'
import { createControlDispatch } from './dispatch.ts'
import { lazyPlays } from './lazy-plays.ts'
import { createOpenEnds } from './open-ends.ts'

/** The control plane of a mock. */
export interface Control {
  /** Answers its requests; a guard has to stand before it wherever others can send some. */
  readonly answer: Dispatch
  /** Bytes of a body that it reads: a snapshot in which thousands of rooms have changed. */
  readonly bodyBytes: number
  /** Ends waits, streams and scenarios, so that whoever serves it can close. */
  readonly endAll: () => void
}

/** The control plane of a mock that is reached at `dataUrl`; `newName` names worlds that were given none. */
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

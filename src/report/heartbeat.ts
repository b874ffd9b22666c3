import type { RunEvent } from '../verify/model/events.ts'
import { NOT_BEGUN, progressAfter, progressLine } from './progress.ts'

/** Reports progress now and then where no line can be rewritten: a log that is silent for minutes looks like a hang. */
export interface Heartbeat {
  readonly on: (event: RunEvent) => void
  readonly stop: () => void
}

/** Dependencies of a heartbeat. */
export interface HeartbeatParts {
  readonly out: (text: string) => void
  /** Calls back at this interval until the returned function is called. */
  readonly every: (ms: number, tick: () => void) => () => void
}

/** Twice a minute is often enough for a log read by people. */
const EVERY_MS = 30_000

/** Starts at once, but prints nothing before a run begins. */
export function createHeartbeat({ out, every }: HeartbeatParts): Heartbeat {
  let state = NOT_BEGUN
  const stop = every(EVERY_MS, () => {
    if (state.judged < state.total) out(`… ${progressLine(state)}\n`)
  })
  return {
    on: (event) => {
      state = event.kind === 'finished' ? NOT_BEGUN : progressAfter(state, event)
    },
    stop,
  }
}

import type { RunEvent } from '../verify/model/events.ts'
import { NOT_BEGUN, progressAfter, progressLine } from './progress.ts'

/** Says now and then how far a run is, where no line can be rewritten: a log that stays silent for minutes looks like a hang. */
export interface Heartbeat {
  readonly on: (event: RunEvent) => void
  readonly stop: () => void
}

/** What a heartbeat needs of whoever runs it. */
export interface HeartbeatParts {
  readonly out: (text: string) => void
  /** Calls back every so often until what it returns is called. */
  readonly every: (ms: number, tick: () => void) => () => void
}

/** A log is read by people: twice a minute is often enough. */
const EVERY_MS = 30_000

/** Begins at once; says nothing before a run does. */
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

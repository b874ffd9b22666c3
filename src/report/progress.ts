import type { RunEvent } from '../verify/model/events.ts'
import { titleOf } from './case-title.ts'
import { cut } from './text/plain.ts'
import { toLogLine } from './text/log.ts'
import { seconds } from './verdict.ts'

/** The progress line at the bottom of a terminal. */
export interface Progress {
  readonly on: (event: RunEvent) => void
  /** Removes the line, lets `write` print above it, and restores it if the run goes on. */
  readonly above: (write: () => void) => void
}

const ERASE = '\r\u001b[2K'

/** The progress of a run. */
export interface ProgressState {
  readonly total: number
  readonly held: number
  readonly broken: number
  readonly differs: number
  readonly judged: number
  readonly waiting: string
}

/** Before a run begins. */
export const NOT_BEGUN: ProgressState = { total: 0, held: 0, broken: 0, differs: 0, judged: 0, waiting: '' }

/** Rewrites the line on each event; prints nothing if it is not shown. */
export function createProgress({
  out,
  width,
  shown,
}: {
  readonly out: (text: string) => void
  readonly width: number
  readonly shown: boolean
}): Progress {
  let state = NOT_BEGUN
  let text = ''
  const draw = (next: string): void => {
    if (shown && next !== text) out(`${ERASE}${next}`)
    text = next
  }
  return {
    on: (event) => {
      state = progressAfter(state, event)
      draw(event.kind === 'finished' ? '' : cut(progressLine(state), Math.max(10, width - 1)))
    },
    above: (write) => {
      const before = text
      draw('')
      write()
      draw(before)
    },
  }
}

/** The progress after an event. */
export function progressAfter(state: ProgressState, event: RunEvent): ProgressState {
  if (event.kind === 'planned') return { ...NOT_BEGUN, total: event.run.cases }
  if (event.kind === 'waiting')
    return { ...state, waiting: ` · waiting ${seconds(event.ms)} for the limit of ${event.operation}` }
  if (event.kind === 'retried') return { ...state, waiting: ` · ${event.id} again after ${event.trouble}` }
  if (event.kind === 'began') return { ...state, waiting: ` · ${titleOf(event)}` }
  // Skipped cases are not part of the total.
  if (event.kind !== 'judged' || event.result.verdict === 'skipped') return state
  const { verdict } = event.result
  return {
    ...state,
    judged: state.judged + 1,
    held: state.held + (verdict === 'held' ? 1 : 0),
    broken: state.broken + (verdict === 'broken' ? 1 : 0),
    differs: state.differs + (verdict === 'differs' ? 1 : 0),
    waiting: '',
  }
}

/** Progress, and what the run waits for, on one line. */
export const progressLine = ({ total, judged, held, broken, differs, waiting }: ProgressState): string =>
  toLogLine(
    `${judged}/${total} · ${held} held, ${broken} broken${differs === 0 ? '' : `, ${differs} differ`}${waiting}`,
  )

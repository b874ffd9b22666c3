import type { RunEvent } from '../verify/model/events.ts'
import { cut } from './text/plain.ts'
import { toLogLine } from './text/log.ts'
import { seconds } from './verdict.ts'

/** The line at the bottom of a terminal that says how far a run is. */
export interface Progress {
  readonly on: (event: RunEvent) => void
  /** Takes the line away, lets something be written above, and puts it back if the run goes on. */
  readonly above: (write: () => void) => void
}

const ERASE = '\r\u001b[2K'

interface State {
  readonly total: number
  readonly held: number
  readonly broken: number
  readonly judged: number
  readonly waiting: string
}

const START: State = { total: 0, held: 0, broken: 0, judged: 0, waiting: '' }

/** A line that is rewritten with each event; writes nothing at all if it is not to be shown. */
export function createProgress({
  out,
  width,
  shown,
}: {
  readonly out: (text: string) => void
  readonly width: number
  readonly shown: boolean
}): Progress {
  let state = START
  let text = ''
  const draw = (next: string): void => {
    if (shown && next !== text) out(`${ERASE}${next}`)
    text = next
  }
  return {
    on: (event) => {
      state = after(state, event)
      draw(event.kind === 'finished' ? '' : cut(toLogLine(lineOf(state)), Math.max(10, width - 1)))
    },
    above: (write) => {
      const before = text
      draw('')
      write()
      draw(before)
    },
  }
}

function after(state: State, event: RunEvent): State {
  if (event.kind === 'planned') return { ...START, total: event.run.cases }
  if (event.kind === 'waiting')
    return { ...state, waiting: ` · waiting ${seconds(event.ms)} for the limit of ${event.operation}` }
  if (event.kind === 'retried') return { ...state, waiting: ` · ${event.id} again after ${event.trouble}` }
  if (event.kind !== 'judged') return state
  const { verdict } = event.result
  return {
    ...state,
    judged: state.judged + 1,
    held: state.held + (verdict === 'held' ? 1 : 0),
    broken: state.broken + (verdict === 'broken' ? 1 : 0),
    waiting: '',
  }
}

const lineOf = ({ total, judged, held, broken, waiting }: State): string =>
  `${judged}/${total} · ${held} held, ${broken} broken${waiting}`

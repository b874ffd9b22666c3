import { createHeartbeat } from '../../report/heartbeat.ts'
import { createTerminal, type TerminalOptions } from '../../report/terminal.ts'
import type { RunEvent } from '../../verify/model/events.ts'
import type { Input, Io } from '../command.ts'
import { terminalPaint } from '../paint.ts'

/** Reports runs while they last. */
export interface Telling {
  readonly on: (event: RunEvent) => void
  /** Stops the heartbeat. */
  readonly stop: () => void
}

/** On a terminal, rewrites a progress line; elsewhere, prints a line now and then, unless quiet. */
export function createTelling(input: Input, io: Io, more: Pick<TerminalOptions, 'namesEdition'> = {}): Telling {
  const out = (text: string): void => io.out(text)
  const [isTty, quiet] = [io.columns !== undefined && io.env['CI'] === undefined, input.flag('quiet')]
  const width = io.columns ?? 80
  const [paint, all] = [terminalPaint(io), input.flag('all')]
  const terminal = createTerminal({ out, isTty, paint, width, quiet, all, ...more })
  const heartbeat = isTty || quiet ? null : createHeartbeat({ out, every })
  return {
    on: (event) => {
      heartbeat?.on(event)
      terminal(event)
    },
    stop: () => heartbeat?.stop(),
  }
}

const every = (ms: number, tick: () => void): (() => void) => {
  const timer = setInterval(tick, ms).unref()
  return () => clearInterval(timer)
}

import type { Io } from '../command.ts'

/** Where a server logs calls. */
export interface Log {
  /** Logs a text, or one that is only made if it is written. All texts of a turn are written together, in order, at its end. */
  readonly write: (text: LogText) => void
  /** Writes what waits now: before a sudden exit. */
  readonly flush: () => void
  /** Waits briefly for everything to be read. */
  readonly end: () => Promise<void>
}

/** A text, or a function that makes it; whole lines. */
export type LogText = string | (() => string)

/** Bytes that may be buffered for the reader of the log. */
export const MOST_UNREAD: number = 1024 * 1024

// Under load a turn has some dozens; this bounds what a scenario or a flood of events can keep waiting.
const MOST_WAITING = 1_000

const LOOK_MS = 10
const PATIENCE_MS = 300

/** A log that never blocks: lines that are not read in time are dropped and counted. `lost` returns the line that reports them. */
export function createLog(io: Io, lost: (count: number) => string): Log {
  io.outIsLog?.()
  const { unread = () => 0 } = io
  let waiting: LogText[] = []
  let missing = 0
  const reportMissing = (): string => {
    const line = missing === 0 ? '' : lost(missing)
    missing = 0
    return line
  }
  const flush = (): void => {
    const texts = waiting
    waiting = []
    if (unread() > MOST_UNREAD) missing += texts.length
    else if (texts.length + missing > 0) io.out(reportMissing() + texts.map(textOf).join(''))
  }
  return {
    write(text) {
      // A write for each line took half of the time of an answer.
      if (waiting.length === 0) setImmediate(flush)
      waiting.push(text)
      if (waiting.length >= MOST_WAITING) flush()
    },
    flush,
    end: () =>
      new Promise((resolve) => {
        let left = PATIENCE_MS / LOOK_MS
        const look = setInterval(() => {
          flush()
          if (unread() > 0 && left-- > 0) return
          clearInterval(look)
          resolve()
        }, LOOK_MS)
      }),
  }
}

const textOf = (text: LogText): string => (typeof text === 'string' ? text : text())

import type { Io } from '../command.ts'

/** Where a server logs calls. */
export interface Log {
  readonly write: (text: string) => void
  /** Waits briefly for everything to be read. */
  readonly end: () => Promise<void>
}

/** Bytes that may be buffered for the reader of the log. */
export const MOST_UNREAD: number = 1024 * 1024

const LOOK_MS = 10
const PATIENCE_MS = 300

/** A log that never blocks: lines that are not read in time are dropped and counted. `lost` returns the line that reports them. */
export function createLog(io: Io, lost: (count: number) => string): Log {
  io.outIsLog?.()
  const { unread = () => 0 } = io
  let missing = 0
  const tellMissing = (): void => {
    if (missing === 0 || unread() > MOST_UNREAD) return
    io.out(lost(missing))
    missing = 0
  }
  return {
    write(text) {
      tellMissing()
      if (unread() > MOST_UNREAD) missing++
      else io.out(text)
    },
    end: () =>
      new Promise((resolve) => {
        let left = PATIENCE_MS / LOOK_MS
        const look = setInterval(() => {
          tellMissing()
          if (unread() > 0 && left-- > 0) return
          clearInterval(look)
          resolve()
        }, LOOK_MS)
      }),
  }
}

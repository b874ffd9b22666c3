import type { Io } from '../command.ts'

/** Where a server writes what is called. */
export interface Log {
  readonly write: (text: string) => void
  /** Waits until all is read, or nobody seems to. */
  readonly end: () => Promise<void>
}

/** Bytes that may wait for whoever reads the log. */
export const MOST_UNREAD: number = 1024 * 1024

const LOOK_MS = 10
const PATIENCE_MS = 300

/** A log that waits for nobody: what a reader does not take in time is left out, and counted. `lost` says how much that was. */
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

/** Work that can wait, done in order in the pauses of the traffic. */
export interface Pauses {
  /**
   * Whether there was room for work that keeps so many bytes until it is done, which there always is for none; else it is left
   * out. An error of it goes to `onFault`, and the next is done nevertheless.
   */
  readonly add: (work: () => unknown, bytes: number) => boolean
  /** Does what waits now; resolves when it is done. */
  readonly settled: () => Promise<void>
}

/** When work no longer waits. */
export interface PausesParts {
  /** Whether what waits keeps too much memory. */
  readonly isFull: () => boolean
  readonly onFault: (fault: unknown) => void
}

/** Nothing came for so long: a pause. */
const QUIET_MS = 10
/** Without any pause, work waits for so long, and so much of it. */
const [LATEST_MS, MOST_WAITING] = [1_000, 2_000]
/** Work is done for so long before others get their turn. */
const TURN_MS = 4
/** So many pieces wait, with so many bytes: a client may send faster than anything is judged. */
const [MOST_KEPT, MOST_BYTES] = [20_000, 16 * 1024 * 1024]

interface Work {
  readonly work: () => unknown
  readonly bytes: number
}

/** Nothing waits yet. */
export function createPauses({ isFull, onFault }: PausesParts): Pauses {
  let waiting: Work[] = []
  /** Of all that is not done yet. */
  const kept = { pieces: 0, bytes: 0 }
  let working: Promise<void> | null = null
  let timers: { readonly quiet: NodeJS.Timeout; readonly latest: NodeJS.Timeout } | null = null

  const done = async ({ work, bytes }: Work): Promise<void> => {
    try {
      await work()
    } catch (fault) {
      onFault(fault)
    }
    kept.pieces -= 1
    kept.bytes -= bytes
  }
  const workOff = async (): Promise<void> => {
    let turn = performance.now()
    while (waiting.length > 0) {
      const taken = waiting
      waiting = []
      for (const each of taken) {
        if (performance.now() - turn > TURN_MS) {
          await new Promise((resolve) => setImmediate(resolve))
          turn = performance.now()
        }
        await done(each)
      }
    }
    working = null
  }
  const start = (): Promise<void> => {
    clearTimeout(timers?.quiet)
    clearTimeout(timers?.latest)
    timers = null
    return (working ??= workOff())
  }
  const begin = (): void => void start()
  const wait = (): void => {
    if (timers) timers.quiet.refresh()
    else timers = { quiet: setTimeout(begin, QUIET_MS), latest: setTimeout(begin, LATEST_MS) }
    if (waiting.length > MOST_WAITING || isFull()) begin()
  }
  return {
    add(work, bytes) {
      if (bytes > 0 && (kept.pieces >= MOST_KEPT || kept.bytes + bytes > MOST_BYTES)) return false
      kept.pieces += 1
      kept.bytes += bytes
      waiting.push({ work, bytes })
      if (working === null) wait()
      return true
    },
    settled: () => (waiting.length > 0 ? start() : (working ?? Promise.resolve())),
  }
}

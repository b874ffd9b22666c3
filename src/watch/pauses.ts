/** Work that can wait, done in order in the pauses of the traffic. */
export interface Pauses {
  /** An error of it goes to `onFault`, and the next is done nevertheless. */
  readonly add: (work: () => unknown) => void
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
/** So many pieces are done before others get their turn. */
const AT_ONCE = 16

/** Nothing waits yet. */
export function createPauses({ isFull, onFault }: PausesParts): Pauses {
  let waiting: (() => unknown)[] = []
  let working: Promise<void> | null = null
  let timers: { readonly quiet: NodeJS.Timeout; readonly latest: NodeJS.Timeout } | null = null

  const done = async (work: () => unknown): Promise<void> => {
    try {
      await work()
    } catch (fault) {
      onFault(fault)
    }
  }
  const workOff = async (): Promise<void> => {
    while (waiting.length > 0) {
      const taken = waiting
      waiting = []
      for (const [at, work] of taken.entries()) {
        if (at % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve))
        await done(work)
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
    add(work) {
      waiting.push(work)
      if (working === null) wait()
    },
    settled: () => (waiting.length > 0 ? start() : (working ?? Promise.resolve())),
  }
}

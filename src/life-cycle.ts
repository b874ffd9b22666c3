/** Something that opens when a server starts, and closes when it ends. */
export interface Step<Opened> {
  /** Its name in messages: `the run file`. */
  readonly name: string
  readonly open: () => Opened | Promise<Opened>
  /** Stops accepting. Called on every step before the first is closed. */
  readonly stop?: (opened: Opened) => void
  readonly close?: (opened: Opened) => void | Promise<void>
  /** Milliseconds before closing is given up. */
  readonly withinMs?: number
}

/** Opened steps, in order. */
export interface LifeCycle {
  /** Opens another step. If that fails, or the life cycle was closed meanwhile, closes everything opened, and rejects. */
  readonly open: <Opened>(step: Step<Opened>) => Promise<Opened>
  /** Does work that opens steps; if any of it fails, closes everything opened, and rejects. */
  readonly undoing: <Result>(work: () => Result | Promise<Result>) => Promise<Result>
  /** Stops all steps, then closes each, the last first. Never rejects; repeated calls return the same promise. */
  readonly close: () => Promise<void>
}

/** Thrown if the life cycle was closed before a step was opened. */
export class EndedEarly extends Error {
  constructor(step: string) {
    super(`closed before ${step} was open`)
    this.name = 'EndedEarly'
  }
}

/** Callbacks of a life cycle. */
export interface LifeCycleParts {
  /** Called with each failure to close a step, or to do so in time; closing goes on. */
  readonly onFault: (fault: unknown) => void
  /** Calls back after milliseconds, unless the returned function is called first. */
  readonly later?: (ms: number, then: () => void) => () => void
}

interface OpenStep {
  readonly name: string
  readonly withinMs: number
  readonly stop: () => void
  readonly close: () => void | Promise<void>
}

/** Starts with no steps. */
export function createLifeCycle({ onFault, later = byTimer }: LifeCycleParts): LifeCycle {
  const opened: OpenStep[] = []
  let end: Promise<void> | undefined
  const attempt = async (work: () => void | Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (fault) {
      onFault(fault)
    }
  }
  const closeOne = ({ name, withinMs, close }: OpenStep): Promise<void> =>
    new Promise((resolve) => {
      const cancel = later(withinMs, () => {
        onFault(abandoned(name, withinMs))
        resolve()
      })
      void attempt(close).then(() => {
        cancel()
        resolve()
      })
    })
  const closeAll = async (): Promise<void> => {
    for (const { stop } of opened.toReversed()) await attempt(stop)
    for (let last = opened.pop(); last; last = opened.pop()) await closeOne(last)
  }
  const close = (): Promise<void> => (end ??= closeAll())
  const undoing: LifeCycle['undoing'] = async (work) => {
    try {
      return await work()
    } catch (error) {
      await close()
      throw error
    }
  }
  return {
    close,
    undoing,
    open: ({ name, open, stop = nothing, close: closing = nothing, withinMs = WITHIN_MS }) =>
      undoing(async () => {
        if (end) throw new EndedEarly(name)
        const made = await open()
        const entry = { name, withinMs, stop: () => stop(made), close: () => closing(made) }
        if (!end) {
          opened.push(entry)
          return made
        }
        await attempt(entry.stop)
        await closeOne(entry)
        throw new EndedEarly(name)
      }),
  }
}

const WITHIN_MS = 1_000

/** Its stack would be that of the timer, which says nothing. */
function abandoned(name: string, withinMs: number): Error {
  const fault = new Error(`${name} did not close within ${withinMs} ms and was abandoned`)
  fault.stack = fault.message
  return fault
}

const nothing = (): void => {}

function byTimer(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms)
  return () => clearTimeout(timer)
}

/** Something that is opened when a server starts, and closed when it ends. */
export interface Step<Opened> {
  /** What it is, in the words of a message: `the run file`. */
  readonly name: string
  readonly open: () => Opened | Promise<Opened>
  /** Nobody new comes in from now on; asked of every step before the first of them is closed. */
  readonly stop?: (opened: Opened) => void
  readonly close?: (opened: Opened) => void | Promise<void>
  /** Milliseconds that closing may take before the end goes on without it. */
  readonly withinMs?: number
}

/** What has been opened, in order. */
export interface LifeCycle {
  /** Opens one step more. If that fails, or the end has come meanwhile, all that was opened is closed, and it rejects. */
  readonly open: <Opened>(step: Step<Opened>) => Promise<Opened>
  /** Does what leads from step to step; if any of it fails, all that was opened is closed, and it rejects. */
  readonly undoing: <Result>(work: () => Result | Promise<Result>) => Promise<Result>
  /** Stops all, then closes each, the last first. Never rejects; asked again, it is the same end. */
  readonly close: () => Promise<void>
}

/** Why a step is not there: the end came first. */
export class EndedEarly extends Error {
  constructor(step: string) {
    super(`the end came before ${step} was there`)
    this.name = 'EndedEarly'
  }
}

/** What a life cycle tells, and how it waits. */
export interface LifeCycleParts {
  /** Told of what failed while it was closed, or was given up; the end goes on. */
  readonly onFault: (fault: unknown) => void
  /** Calls back after milliseconds, unless what it answers is called first. */
  readonly later?: (ms: number, then: () => void) => () => void
}

interface Standing {
  readonly name: string
  readonly withinMs: number
  readonly stop: () => void
  readonly close: () => void | Promise<void>
}

/** Nothing opened yet. */
export function createLifeCycle({ onFault, later = byTimer }: LifeCycleParts): LifeCycle {
  const opened: Standing[] = []
  let end: Promise<void> | undefined
  const attempt = async (work: () => void | Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (fault) {
      onFault(fault)
    }
  }
  const closeOne = ({ name, withinMs, close }: Standing): Promise<void> =>
    new Promise((resolve) => {
      const cancel = later(withinMs, () => {
        onFault(new Error(`${name} did not close within ${withinMs} ms, and is given up`))
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

const nothing = (): void => {}

function byTimer(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms)
  return () => clearTimeout(timer)
}

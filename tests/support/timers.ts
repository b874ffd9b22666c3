import { AsyncLocalStorage } from 'node:async_hooks'
import { vi } from 'vitest'

/** Timers of this process that stand. */
export interface StandingTimers extends Disposable {
  /** Lets their time pass, and does what is due in it. */
  readonly pass: (ms: number) => void
  /** Lets their time pass slowly, a millisecond a turn of the event loop, for as long as something goes on. */
  readonly during: (work: Promise<unknown>) => Promise<void>
  /** How many are still to come of those that this test set: other files share its worker, and what they left may set its own. */
  readonly waiting: () => number
}

/**
 * Lets the timers of this process stand until it is disposed of: those that are set from now on, by a server that runs in it as well.
 * What a server does after a second is then done when the test says that a second has passed, however long that takes here.
 * `performance` stands, too, where `clock` says so; it then begins at 0, which is earlier than whatever was read from it before.
 */
export function standTimers({ clock = false }: { readonly clock?: boolean } = {}): StandingTimers {
  vi.useFakeTimers({
    toFake: [
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      ...(clock ? (['performance'] as const) : []),
    ],
    // Those that were set before go on, and can be cleared.
    shouldClearNativeTimers: true,
    // Engine.IO takes its own from the module of timers.
    fakeNodeBuiltins: true,
  })
  const own = countOwn()
  const pass = (ms: number): void => void vi.advanceTimersByTime(ms)
  return {
    pass,
    async during(work) {
      const state = { goesOn: true }
      const done = work.finally(() => (state.goesOn = false))
      for (; state.goesOn; await settle(1)) pass(1)
      await done
    },
    waiting: () => own.size,
    [Symbol.dispose]: () => void vi.useRealTimers(),
  }
}

/** The test in whose course something is done. */
const course = new AsyncLocalStorage<object>()

/** Collects the standing timers that are set in the course of the test that calls this, for as long as they wait. */
function countOwn(): ReadonlySet<unknown> {
  const test = {}
  const waiting = new Set<unknown>()
  course.enterWith(test)
  const { setTimeout: later, setInterval: often, clearTimeout: noLater, clearInterval: noMore } = globalThis
  const kept = <T>(timer: T): T => {
    if (course.getStore() === test) waiting.add(timer)
    return timer
  }
  const cleared =
    (clear: (timer?: NodeJS.Timeout | string | number) => void) =>
    (timer?: NodeJS.Timeout | string | number): void => {
      waiting.delete(timer)
      clear(timer)
    }
  globalThis.setTimeout = Object.assign((work: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    const timer: NodeJS.Timeout = later(() => {
      waiting.delete(timer)
      work(...args)
    }, ms)
    return kept(timer)
  }, later)
  globalThis.setInterval = Object.assign(
    (work: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => kept(often(work, ms, ...args)),
    often,
  )
  globalThis.clearTimeout = cleared(noLater)
  globalThis.clearInterval = cleared(noMore)
  return waiting
}

/** Lets everything happen that waits for no timer. Only standing timers leave `setImmediate` as it is. */
export async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
}

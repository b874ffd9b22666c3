import { Away } from '../redis/away.ts'
import type { StreamEntry } from '../redis/replies.ts'
import { createAppending } from './appending.ts'
import { damageIn } from './damage.ts'
import { createLookout } from './lookout.ts'
import type { ReplicatedParts } from './link.ts'
import type { AttemptLines } from './machine.ts'

/** A machine whose log other processes write to, as well. */
export interface Replicated {
  /**
   * Decides on state that is current after the call, and resolves once what it attempts is in the log. Rejects with `Away` if the log
   * can't be reached: what was attempted may be in it then. Calls that wait while another is appended are appended together; none
   * after one that `isLast`.
   */
  readonly change: (attempt: AttemptLines, isLast?: boolean) => Promise<void>
  /** The same for what has a result. */
  readonly decide: <Result>(attempt: () => Attempted<Result>) => Promise<Result>
  /** Applies all that is in the log by now. */
  readonly catchUp: () => Promise<void>
  /** Takes news of the log: applies it, or else reads what it lacks. */
  readonly hear: (news: readonly StreamEntry[]) => void
  /** The number of the last batch applied. */
  readonly n: () => number
}

/** What was decided, and the lines that it attempts. */
export interface Attempted<Result> {
  readonly result: Result
  readonly lines: readonly string[]
}

/** A call that waits for its turn. */
interface Waiting {
  /** Whether what it attempts changes whether others may be decided at all, so that it must be in the log before they are. */
  readonly isLast: boolean
  readonly attempt: AttemptLines
  readonly settle: () => void
  readonly fail: (fault: unknown) => void
}

/** Calls decided at once; more wait for the next turn, so that none takes long. */
const MOST_AT_ONCE = 256

/** Reads nothing before the first call. */
export function createReplicated({ log, machine, link, onFault }: ReplicatedParts): Replicated {
  const lookout = createLookout({ log, machine, link, onFault })
  const waiting: Waiting[] = []
  const appended = createAppending({ machine, lookout, link })
  let isPassing = false

  const pass = async (): Promise<void> => {
    isPassing = true
    while (waiting.length > 0) {
      const calls = waiting.splice(0, turnOf(waiting))
      try {
        await link.ready()
        await settled(calls)
        lookout.save()
      } catch (fault) {
        for (const { fail } of calls) fail(fault)
      }
    }
    isPassing = false
  }
  const settled = async (calls: readonly Waiting[]): Promise<void> => {
    for (let left = calls; left.length > 0;) {
      await lookout.look()
      const { decided, lines } = decideAll(left)
      left = decided
      if (!(await (lines.length > 0 ? appended(lines) : lookout.isCurrent()))) continue
      for (const { settle } of left) settle()
      return
    }
  }
  const wait = (call: Waiting): void => {
    waiting.push(call)
    if (!isPassing) void pass()
  }
  const change: Replicated['change'] = (attempt, isLast = false) =>
    new Promise((settle, fail) => wait({ attempt, isLast, settle, fail }))
  const catchUp = (): Promise<void> => change(noLines)
  return {
    change,
    decide: <Result>(decide: () => Attempted<Result>) =>
      new Promise<Result>((resolve, fail) => {
        let settle = nothing
        const attempt = (): readonly string[] => {
          const { result, lines } = decide()
          settle = () => resolve(result)
          return lines
        }
        wait({ attempt, isLast: false, settle: () => settle(), fail })
      }),
    catchUp,
    hear(news) {
      if (!isPassing && lookout.takes(news)) return
      if ((news.at(-1)?.n ?? 0) > lookout.n())
        catchUp().catch((fault: unknown) => {
          if (!isSaidLater(fault)) onFault(fault)
        })
    },
    n: lookout.n,
  }
}

const noLines: AttemptLines = () => []
const nothing = (): void => {}

/** The next decision reads the log first, and says what is damaged; none is made on what is here. */
const isSaidLater = (fault: unknown): boolean => fault instanceof Away || damageIn(fault) !== null

/** How many are decided next. */
function turnOf(waiting: readonly Waiting[]): number {
  const last = waiting.findIndex(({ isLast }) => isLast)
  return Math.min(MOST_AT_ONCE, last < 0 ? waiting.length : last + 1)
}

/** Lets all decide, one after another, on what those before them attempt. One that throws fails alone. */
function decideAll(calls: readonly Waiting[]): {
  readonly decided: readonly Waiting[]
  readonly lines: readonly string[]
} {
  const [decided, lines]: [Waiting[], string[]] = [[], []]
  for (const call of calls)
    try {
      lines.push(...call.attempt())
      decided.push(call)
    } catch (fault) {
      call.fail(fault)
    }
  return { decided, lines }
}

import type { Answered } from '../../verify/judge/checks/answered.ts'
import { headerValues } from '../../verify/judge/checks/answered.ts'
import { breach, type Breach } from '../../verify/judge/checks/breach.ts'
import { spends } from '../../verify/judge/checks/limit-window.ts'

/** A call that counts against a limit, with its times in milliseconds since 1970. */
export interface CountedCall {
  readonly answered: Answered
  /** Whose limit it is: calls of the same place and operation share it. */
  readonly place: string
  readonly sentAt: number
  readonly at: number
}

/** What the headers of a limit said last. */
interface Window {
  readonly remaining: number
  readonly reset: number
  /** When that answer came. */
  readonly at: number
  /** Calls answered within the window, without refusals. */
  readonly answered: number
}

/** Compares the `X-RateLimit-*` of answers with those before; each answer alone is judged by the checks of `verify`. */
export interface LimitWindows {
  readonly see: (call: CountedCall) => Breach[]
}

/** Resets may be computed anew for each answer, and differ by a little. */
const SLACK_MS = 1000
// Each is a server with an operation.
const MOST_LIMITS = 1000

/** Starts without windows. */
export function createLimitWindows(): LimitWindows {
  const windows = new Map<string, Window>()
  return {
    see(call) {
      const { answered, place, at } = call
      const said = figuresOf(answered)
      if (said === null || answered.face.rateLimit === null || !spends(answered)) return []
      const key = `${place} ${answered.face.operation}`
      const before = windows.get(key) ?? null
      const isSame = before !== null && Math.abs(said.reset - before.reset) <= SLACK_MS
      const counted = (isSame ? before.answered : 0) + (isRefused(answered) ? 0 : 1)
      // An older answer that arrived late says nothing about what follows.
      if (before === null || said.reset >= before.reset - SLACK_MS) {
        windows.delete(key)
        windows.set(key, { ...said, at, answered: counted })
      }
      for (const oldest of windows.keys()) if (windows.size > MOST_LIMITS) windows.delete(oldest)
      return [...alone(said, answered), ...(before ? compared(said, before, counted, call) : [])]
    },
  }
}

type Figures = Pick<Window, 'remaining' | 'reset'> & { readonly limit: number }

/** Null without all three headers, each a whole number. */
function figuresOf({ received }: Answered): Figures | null {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => {
    const [value, ...more] = headerValues(received, `x-ratelimit-${name}`)
    return value !== undefined && more.length === 0 && /^\d{1,15}$/.test(value) ? Number(value) : null
  })
  return limit == null || remaining == null || reset == null ? null : { limit, remaining, reset }
}

const isRefused = ({ face, outcome }: Answered): boolean => outcome.name === face.rateLimit?.outcome

const wrong = (message: string, expected: unknown, actual: unknown): Breach =>
  breach(message, { check: 'headers', sources: ['server'], expected, actual })

const alone = ({ remaining }: Figures, answered: Answered): Breach[] =>
  isRefused(answered) && remaining > 0
    ? [wrong('the call was refused by the limit, though X-RateLimit-Remaining says that some are left', 0, remaining)]
    : []

/** Calls under way at the same time may be answered in any order, so only one that was sent later is compared. */
function compared(said: Figures, before: Window, counted: number, { answered, sentAt }: CountedCall): Breach[] {
  const windowMs = answered.face.rateLimit?.windowMs ?? 0
  const isSame = Math.abs(said.reset - before.reset) <= SLACK_MS
  const over = isSame && counted > said.limit
  if (sentAt < before.at) return []
  return [
    ...(isSame && said.remaining >= before.remaining && before.remaining > 0
      ? [wrong('X-RateLimit-Remaining does not fall within a window', `below ${before.remaining}`, said.remaining)]
      : []),
    ...(over ? [wrong('more calls were answered within a window than the limit allows', said.limit, counted)] : []),
    ...(!isSame && said.reset < before.reset
      ? [wrong('X-RateLimit-Reset went back', `${before.reset} or later`, said.reset)]
      : []),
    ...(!isSame && said.reset > before.reset && said.reset - windowMs < before.reset - SLACK_MS
      ? [wrong('a window began before the last one was over', `${before.reset + windowMs} or later`, said.reset)]
      : []),
  ]
}

import { firstSpending } from '../../../contract/model/face.ts'
import type { Answered } from './answered.ts'

/** The rate limit window of a call, as far as a case shows. */
export interface LimitWindow {
  /** Earlier calls of the case that count in the window. */
  readonly counted: readonly Answered[]
  /** The time elapsed in it at the call, in milliseconds. */
  readonly passedMs: number
}

/** Goes through the calls of a case up to the answered one: a window begins with the first call that counts. */
export function limitWindow(answered: Answered): LimitWindow {
  const windowMs = answered.face.rateLimit?.windowMs ?? 0
  let window: { counted: Answered[]; passedMs: number } | null = null
  for (const each of [...answered.earlier, answered]) {
    if (window) window.passedMs += each.call.waitMs
    if (window && window.passedMs >= windowMs) window = null
    if (each === answered) break
    if (each.call.operation !== answered.call.operation || !spends(each)) continue
    window ??= { counted: [], passedMs: 0 }
    window.counted.push(each)
  }
  return window ?? { counted: [], passedMs: answered.call.waitMs % Math.max(1, windowMs) }
}

/** Whether the expected outcome of a call counts against its limit. */
export const spends = ({ face, outcome }: Answered): boolean =>
  face.outcomes.findIndex(({ name }) => name === outcome.name) >= firstSpending(face)

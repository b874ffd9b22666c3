import { firstSpending } from '../../../contract/model/face.ts'
import type { Answered } from './answered.ts'

/** The window of a limit in which a call was made, as far as a case tells. */
export interface LimitWindow {
  /** Earlier calls of the case that count in the window. */
  readonly counted: readonly Answered[]
  /** How much of it had passed at the call, in milliseconds. */
  readonly passedMs: number
}

/** Walks through the calls of a case to the one that was answered: a window begins with the first call that spends one. */
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

import { Fault } from '../../fault.ts'
import type { RunEvent } from '../model/events.ts'
import { isUnreachable, type Trouble } from '../model/exchange.ts'
import type { Lease, Need, Pacer } from '../model/limit.ts'
import type { Planned } from '../plan/plan.ts'
import type { Attempt } from '../play/played.ts'

/** The last attempt at a case. */
export type Tried =
  | { readonly attempt: Attempt; readonly attempts: number }
  /** Why there is no attempt, or only part of one. */
  | { readonly attempt: null; readonly reason: string }

/** Dependencies of retries, and how often to retry. */
export interface RetriesParts {
  readonly pacer: Pacer
  readonly retries: number
  readonly signal: AbortSignal
  readonly sleep: (ms: number) => Promise<void>
  readonly tell: (event: RunEvent) => void
}

/** A case to try. */
export interface Try {
  readonly planned: Planned
  readonly needs: ReadonlyMap<string, Need>
  /** When the limits allow it. */
  readonly play: (lease: Lease, isLast: boolean) => Promise<Attempt>
}

/** After this much trouble in a row nothing more is sent, to spare the other side. */
const ENOUGH = 10

/** Plays cases, retries after network trouble, and gives up on a target that causes nothing else. */
export function createRetries({ pacer, retries, signal, sleep, tell }: RetriesParts): (wanted: Try) => Promise<Tried> {
  let inRow = 0
  let hasAnswered = false
  let givenUp: string | null = null

  /**
   * Each attempt counts; but once a target has answered, a gateway's trouble counts once per case, since it says little about
   * other cases.
   */
  const note = (trouble: Trouble, isGivenUp: boolean): void => {
    const { kind, message } = trouble
    if (hasAnswered && kind === 'gateway' && !isGivenUp) return
    inRow += 1
    if (givenUp === null && !hasAnswered && isUnreachable(trouble)) {
      givenUp = `the target cannot be reached: ${message}`
      tell({ kind: 'unreachable', trouble: kind, message })
    }
    if (inRow >= ENOUGH)
      givenUp ??= `nothing more was sent after trouble ${ENOUGH} times in a row; the last: ${message}`
  }

  const once = async ({ planned, needs, play }: Try, isLast: boolean): Promise<Attempt> => {
    const lease = await pacer.lease(needs)
    try {
      const attempt = await play(lease, isLast)
      if (attempt.kind === 'trouble') {
        if (attempt.trouble.kind === 'limited') pacer.full(planned.testCase.operation)
        note(attempt.trouble, isLast)
      } else if (attempt.calls.length > 0) {
        hasAnswered = true
        inRow = 0
      }
      return attempt
    } finally {
      lease.release()
    }
  }

  return async (wanted) => {
    for (let attempts = 1; ; attempts++) {
      if (signal.aborted) return { attempt: null, reason: 'the run was ended before its turn' }
      if (givenUp !== null) return { attempt: null, reason: givenUp }
      const attempt = await once(wanted, attempts > retries).catch(
        toAttempt(signal, (trouble) => note(trouble, attempts > retries)),
      )
      if (attempt === null) return { attempt, reason: 'the run was ended meanwhile' }
      if (attempt.kind !== 'trouble' || attempts > retries) return { attempt, attempts }
      const { kind, message, retryAfterMs = 0 } = attempt.trouble
      tell({ kind: 'retried', id: wanted.planned.testCase.id, trouble: kind, message })
      const pause = Math.max(PAUSE_MS * attempts, retryAfterMs)
      if (retryAfterMs > 0)
        tell({ kind: 'waiting', operation: wanted.planned.testCase.operation, ms: pause, why: 'limit' })
      await sleep(pause)
    }
  }
}

const PAUSE_MS = 50

/** Null if the run was ended. An arranger may be unreachable, like the target itself. */
const toAttempt =
  (signal: AbortSignal, note: (trouble: Trouble) => void) =>
  (error: unknown): Attempt | null => {
    if (signal.aborted) return null
    if (!(error instanceof Fault)) throw error
    const trouble: Trouble = { kind: 'refused', message: `${error.message}. ${error.fix}` }
    note(trouble)
    return { kind: 'trouble', trouble, calls: [] }
  }

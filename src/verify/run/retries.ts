import { Fault } from '../../fault.ts'
import type { RunEvent } from '../model/events.ts'
import type { Trouble } from '../model/exchange.ts'
import type { Lease, Need, Pacer } from '../model/limit.ts'
import type { Planned } from '../plan/plan.ts'
import type { Attempt } from '../play/played.ts'
import { createTroubles } from './troubles.ts'

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

/** Plays cases, retries after network trouble, and gives up on a target that causes nothing else. */
export function createRetries(parts: RetriesParts): (wanted: Try) => Promise<Tried> {
  const { pacer, retries, signal, sleep, tell } = parts
  const troubles = createTroubles(tell)

  const once = async ({ planned, needs, play }: Try, isLast: boolean): Promise<Attempt> => {
    const lease = await pacer.lease(needs)
    const left = troubles.began(planned)
    try {
      const attempt = await play(lease, isLast)
      if (attempt.kind === 'trouble') {
        if (attempt.trouble.kind === 'limited') pacer.full(planned.testCase.operation)
        troubles.met(planned, attempt.trouble, { hasSent: attempt.calls.length > 1, isLast })
      } else if (attempt.calls.length > 0) troubles.answered(planned)
      return attempt
    } finally {
      left()
      lease.release()
    }
  }
  const pauseBefore = (
    attempts: number,
    { testCase }: Planned,
    { kind, message, retryAfterMs = 0 }: Trouble,
  ): number => {
    tell({ kind: 'retried', id: testCase.id, trouble: kind, message })
    const ms = Math.max(PAUSE_MS * attempts, retryAfterMs)
    if (retryAfterMs > 0) tell({ kind: 'waiting', operation: testCase.operation, ms, why: 'limit' })
    return ms
  }

  return async (wanted) => {
    for (let attempts = 1; ; attempts++) {
      if (signal.aborted) return { attempt: null, reason: 'the run was ended before its turn' }
      const givenUp = troubles.givenUp()
      if (givenUp !== null) return { attempt: null, reason: givenUp }
      const isLast = attempts > retries
      const attempt = await once(wanted, isLast).catch(
        toAttempt(signal, (trouble) => troubles.met(wanted.planned, trouble, { hasSent: false, isLast })),
      )
      if (attempt === null) return { attempt, reason: 'the run was ended meanwhile' }
      if (attempt.kind !== 'trouble' || isLast) return { attempt, attempts }
      await sleep(pauseBefore(attempts, wanted.planned, attempt.trouble))
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

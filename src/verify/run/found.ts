import type { Trouble } from '../model/exchange.ts'
import type { Refused } from '../model/result.ts'
import type { WhyNot } from '../plan/blocked.ts'
import { faceOf, httpCallsOf } from '../plan/plan.ts'
import type { PlayParts } from '../play/play-parts.ts'
import { PREFIXES, type Found } from './probe.ts'
import type { Running } from './set-up.ts'

/**
 * Reports what was found, or that nothing answers; neither, if everything gets the same answer. Calls that found operations count
 * against their limits.
 */
export async function tellFound({ transports, answers, ...found }: Found, running: Running): Promise<void> {
  if (found.unreachable !== null) {
    const { kind, message } = found.unreachable
    running.tell({ kind: 'unreachable', trouble: kind, message: running.options.redaction.text(message) })
  }
  if (found.unreachable === null && found.obstacle === null)
    running.tell({
      kind: 'found',
      operations: answers.map(({ operation, prefix }) => ({ operation, prefix })),
      transports,
    })
  for (const { operation, received } of answers) {
    const lease = await running.pacer.lease(new Map([[operation, { calls: 1, fresh: false }]]))
    lease.answered(operation, received)
    lease.release()
  }
}

/** Cases of operations that have no route; all, if nothing answers. */
export const lackingIn =
  (found: Found | null, { faces }: Pick<PlayParts, 'faces'>): WhyNot =>
  (planned) => {
    if (found?.unreachable) return unreached(found.unreachable)
    const lacking = httpCallsOf(planned).find(({ operation }) => found?.lacking.includes(operation))
    const face = lacking && faceOf(faces, lacking.operation)
    const below = PREFIXES.map((prefix) => prefix || '/').join(', ')
    if (!face) return null
    const reason = `below ${below} nothing answers ${face.method} ${face.path}: it has no such route`
    return { kind: 'transport', reason }
  }

/** Why nothing is sent to a target at which nothing answers. */
export const unreached = ({ message }: Pick<Trouble, 'message'>): Refused => ({
  kind: 'environment',
  reason: `the target cannot be reached: ${message}`,
})

import { StoreUnavailable, WorldGone } from '../../world/store.ts'
import type { Answer } from '../answer.ts'
import { noWorld } from '../no-world.ts'
import { problem } from '../problem.ts'

/**
 * Does work that answers; if the store can't keep the change, which then did not happen, answers 503 with the reason, in another form
 * if `shown` gives it one.
 */
export function keeping<Made>(
  work: () => Made | Promise<Made>,
  shown: (answer: Answer) => Answer = asItIs,
): Made | Answer | Promise<Made | Answer> {
  const unkept = (fault: unknown): Answer => {
    if (fault instanceof StoreUnavailable) return shown(unavailableStore(fault))
    if (fault instanceof WorldGone) return shown(noWorld({ kind: 'gone', world: fault.world }))
    throw fault
  }
  try {
    const made = work()
    return made instanceof Promise ? made.catch(unkept) : made
  } catch (fault) {
    return unkept(fault)
  }
}

const asItIs = (answer: Answer): Answer => answer

const unavailableStore = ({ message, fix, mayHaveHappened }: StoreUnavailable): Answer =>
  problem({
    status: 503,
    title: 'Store unavailable',
    detail: `${mayHaveHappened ? 'Nobody knows whether this was done' : 'Nothing was changed'}: ${message}. ${fix}`,
  })

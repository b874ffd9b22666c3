import { windowKey } from '../../domain/rate-limit.ts'
import type { Write } from '../../domain/state.ts'
import type { Subject } from './subject.ts'

/** The rate limit of an operation for the caller's address: unused, or *used-up*. */
export const limit: Subject = {
  arrange(facts, { limited, address, make }) {
    if (!facts.includes('used-up')) return { writes: [], values: {} }
    const writes = limited.map(({ operation, rateLimit }): Write => ({
      table: 'windows',
      key: windowKey(operation, address),
      value: { start: make.now, used: rateLimit.requests },
    }))
    return { writes, values: {} }
  },
}

import { windowKey } from '../../domain/rate-limit.ts'
import type { Subject } from './subject.ts'

/** The limit of the operation for the caller's address: untouched, or *used-up*. */
export const limit: Subject = {
  arrange(facts, { rateLimit, operation, address, make }) {
    if (!facts.includes('used-up') || rateLimit === null) return { writes: [], values: {} }
    const window = { start: make.now, used: rateLimit.requests }
    return { writes: [{ table: 'windows', key: windowKey(operation, address), value: window }], values: {} }
  },
}

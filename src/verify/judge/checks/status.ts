import type { Check } from './answered.ts'
import { breach } from './breach.ts'

/** The status is the documented one. A redirect is never followed: it is a wrong status like any other. */
export const checkStatus: Check = ({ outcome, received, source }) =>
  received.status === outcome.status
    ? []
    : [
        breach(`the status is ${received.status}, not ${outcome.status}`, {
          check: 'status',
          source,
          expected: outcome.status,
          actual: received.status,
        }),
      ]

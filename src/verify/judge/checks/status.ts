import type { Answered, Check } from './answered.ts'
import { breach } from './breach.ts'

/** The status is the documented one. A redirect is never followed: it is a wrong status like any other. */
export const checkStatus: Check = (answered) =>
  answered.received.status === answered.outcome.status
    ? []
    : [
        breach(sentence(answered), {
          check: 'status',
          source: answered.source,
          expected: answered.outcome.status,
          actual: answered.received.status === NONE ? undefined : answered.received.status,
        }),
      ]

/** On sockets, an answer may name no status. */
const NONE = 0

const sentence = ({ received, outcome }: Answered): string =>
  received.status === NONE
    ? `the call is refused without a status, which should be ${outcome.status}`
    : `the status is ${received.status}, not ${outcome.status}`

import type { Answered, Check } from './answered.ts'
import { breach } from './breach.ts'
import { sourcesOf } from './statement.ts'

/** The status is the documented one. A redirect is not followed: it is a wrong status like any other. */
export const checkStatus: Check = (answered) =>
  answered.received.status === answered.outcome.status
    ? []
    : [
        breach(sentence(answered), {
          check: 'status',
          sources: sourcesOf(answered, isOtherEnd(answered) ? 'condition' : 'status'),
          expected: answered.outcome.status,
          actual: answered.received.status === NONE ? undefined : answered.received.status,
        }),
      ]

/** Whether a refusal was expected and it succeeded, or the reverse, which violates the condition, whatever the text. */
export const isOtherEnd = ({ received, outcome }: Pick<Answered, 'received' | 'outcome'>): boolean =>
  isSuccess(received.status) !== isSuccess(outcome.status)

const isSuccess = (status: number): boolean => status >= 200 && status < 300

/** On sockets, an answer may have no status. */
const NONE = 0

const sentence = ({ received, outcome }: Answered): string =>
  received.status === NONE
    ? `the refusal has no status, but should have ${outcome.status}`
    : `the status is ${received.status}, not ${outcome.status}`

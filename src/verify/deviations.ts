import type { Outcome } from '../contract/face.ts'
import { isObject, sameJson, under } from './checks/json-pointer.ts'
import type { Deviation } from './target.ts'

/** What a target really answered, as JSON where it is JSON. */
export interface Answers {
  readonly status: number
  readonly body: unknown
}

/** Whether an answer is the recorded one; parts that the contract lets vary may differ from it. */
export const isRecorded = ({ answers }: Deviation, actual: Answers, outcome: Outcome): boolean =>
  answers.status === actual.status &&
  sameJson(constantPart(answers.body, '', outcome), constantPart(actual.body, '', outcome))

/** Whether a deviation is still accepted on a day, `YYYY-MM-DD`. */
export const isAccepted = ({ until }: Deviation, today: string): boolean => today <= until

function constantPart(value: unknown, pointer: string, outcome: Outcome): unknown {
  if (Object.hasOwn(outcome.varies, pointer)) return null
  if (Array.isArray(value)) return value.map((item, index) => constantPart(item, under(pointer, index), outcome))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, constantPart(item, under(pointer, key), outcome)]),
  )
}

import { varyValidators } from '../../contract/compiled/response-validators.js'
import type { AnyFace, Outcome, Validator } from '../../contract/model/face.ts'
import { under } from '../../contract/model/pointer.ts'
import { isContainer, sameJson } from '../../json.ts'
import type { Deviation } from '../model/target.ts'

/** The actual answer of a target, parsed where it is JSON. */
export interface Answers {
  readonly status: number
  readonly body: unknown
}

/** Whether an answer is the recorded one. Parts that the contract lets vary may differ within its bounds. */
export function isRecorded({ answers }: Deviation, actual: Answers, { face, outcome }: Documented): boolean {
  const varies = varyValidators[face.edition]?.[face.operation]?.[outcome.name] ?? {}
  return (
    answers.status === actual.status &&
    sameJson(constantPart(answers.body, '', varies), constantPart(actual.body, '', varies))
  )
}

/** The outcome that was expected, and its face. */
export interface Documented {
  readonly face: AnyFace
  readonly outcome: Outcome
}

/** Whether a deviation is still accepted on a day, `YYYY-MM-DD`. */
export const isAccepted = ({ until }: Deviation, today: string): boolean => today <= until

/** Replaces a part that varies within the contract's bounds. */
const VARYING = Symbol('varying')

function constantPart(value: unknown, pointer: string, varies: Readonly<Record<string, Validator>>): unknown {
  if (varies[pointer]?.(value) === null) return VARYING
  if (Array.isArray(value)) return value.map((item, index) => constantPart(item, under(pointer, index), varies))
  if (!isContainer(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, constantPart(item, under(pointer, key), varies)]),
  )
}

import { valueAt } from '../../../contract/model/pointer.ts'
import { isAbsent } from './absent.ts'
import type { Check } from './answered.ts'
import { partSources } from './body.ts'
import { breach } from './breach.ts'

/** Clocks of two machines may differ; a wrong time zone is further off. */
const MOST_OFF_MS = 10 * 60_000

/** A part that contains the instant of the call is near it, if the target uses real time. */
export const checkInstants: Check = (answered) => {
  const { at, outcome, json } = answered
  if (at === null) return []
  return outcome.instants.flatMap((pointer) => {
    const actual = valueAt(json, pointer)
    if (actual === undefined && isAbsent(pointer, answered)) return []
    if (Math.abs(Date.parse(String(actual)) - at) <= MOST_OFF_MS) return []
    const parts = { check: 'effect', sources: partSources(answered, pointer), pointer, actual } as const
    return [breach(`${pointer} is not the instant of the call`, { ...parts, expected: new Date(at).toISOString() })]
  })
}

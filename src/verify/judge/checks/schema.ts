import { responseValidators } from '../../../contract/compiled/response-validators.js'
import { valueAt } from '../../../contract/model/pointer.ts'
import type { Check } from './answered.ts'
import { partSources } from './body.ts'
import { breach } from './breach.ts'
import { faultBesideAbsent } from './absent.ts'

/** The body is valid against the response's schema; additional members are allowed. */
export const checkSchema: Check = (answered) => {
  const { face, outcome, json } = answered
  if (json === undefined) return []
  const validator = responseValidators[face.edition]?.[face.operation]?.[String(outcome.status)]
  const fault = validator ? faultBesideAbsent(validator, json, answered) : null
  if (fault === null) return []
  const where = fault.pointer === '' ? 'the body' : fault.pointer
  return [
    breach(`${where} ${fault.text}`, {
      check: 'schema',
      sources: partSources(answered, fault.pointer),
      pointer: fault.pointer,
      actual: valueAt(json, fault.pointer),
    }),
  ]
}

import type { FormFault } from '../contract/model/face.ts'
import type { Answer } from '../mock/answer.ts'
import { wrongInput } from './handler.ts'

/** 400 for a fault of form: where it is, and what the schema expects. */
export function wrongForm(fault: FormFault, within = ''): Answer {
  const { additionalProperty, allowedValues, allowedValue } = fault.params ?? {}
  const pointer = `${within}${fault.pointer}`
  if (typeof additionalProperty === 'string')
    return wrongInput(`${pointer}/${escaped(additionalProperty)}`, 'is not allowed: there is no such member')
  if (Array.isArray(allowedValues)) return wrongInput(pointer, `must be one of ${allowedValues.join(', ')}`)
  if (allowedValue !== undefined) return wrongInput(pointer, `must be ${JSON.stringify(allowedValue)}`)
  if (fault.keyword === 'not')
    return wrongInput(
      pointer,
      'must not combine members of different alternatives of the contract, such as closing data in an open room',
    )
  return wrongInput(pointer, fault.text)
}

/** Escapes a segment of a JSON Pointer (RFC 6901). */
export const escaped = (name: string): string => name.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')

import type { CaseCall } from '../../contract/model/case.ts'
import { VALUE_FORMS } from '../../contract/model/value-forms.ts'
import type { Refused } from '../model/result.ts'

/** Why a call can't be made whose `$name` has no value, and what would give it one. */
export function whyLacking(
  name: string,
  { as }: Pick<CaseCall, 'as'>,
  values: Readonly<Record<string, string>>,
): Refused {
  const role = name === 'me' ? as : /^(.+)\.userId$/.exec(name)?.[1]
  if (role !== undefined) return { kind: 'identity', reason: unknownUser(role) }
  const form = VALUE_FORMS.find((each) => name.endsWith(`.${each}`))
  const of = form === undefined ? name : name.slice(0, -form.length - 1)
  return {
    kind: 'situation',
    reason: Object.hasOwn(values, of)
      ? `the $${of} of this target has no other form (${form})`
      : `no subject of the target yields $${of}`,
  }
}

const unknownUser = (role: string): string =>
  `the user id of ${role} is not known: add payload: { userId: { env: … } } to the identity ${role} in the target file`

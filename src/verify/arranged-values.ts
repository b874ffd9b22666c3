import type { CaseCall } from '../contract/case.ts'
import type { Stage } from './arranger.ts'

/**
 * The values that stand for `$name` in a call: those of the situation; `$me`, the user id of its caller; `$<role>.userId`, that
 * of another. A role has a user id where it calls with `X-User-Id`.
 */
export function valuesFor({ as }: CaseCall, { values, identities }: Stage): Readonly<Record<string, string>> {
  const userIds = Object.entries(identities).flatMap(([role, headers]) => {
    const id = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-user-id')?.[1]
    return id === undefined ? [] : [[role, id] as const]
  })
  const me = userIds.find(([role]) => role === as)?.[1]
  return {
    ...Object.fromEntries(userIds.map(([role, id]) => [`${role}.userId`, id])),
    ...(me === undefined ? {} : { me }),
    ...values,
  }
}

/** The `$name` that a request still holds: nothing yields it here. Undefined: none. */
export function unfilled(call: CaseCall, values: Readonly<Record<string, string>>): string | undefined {
  const names = JSON.stringify(call.request).matchAll(/"\$([\w.-]+)"/g)
  return [...names].map(([, name = '']) => name).find((name) => !Object.hasOwn(values, name))
}

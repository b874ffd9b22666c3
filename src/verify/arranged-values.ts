import type { CaseCall } from '../contract/case.ts'
import { NAME } from '../contract/case-request.ts'
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
  const written = [
    ...whole(JSON.stringify(call.request)),
    ...within(`${call.raw?.text ?? ''} ${call.raw?.query ?? ''}`),
  ]
  return written.find((name) => !Object.hasOwn(values, name))
}

/** In the parts of a request a name is a text of its own. */
const whole = (json: string): string[] => [...json.matchAll(/"\$([\w.-]+)"/g)].map(([, name = '']) => name)

/** In a body or query to the letter it may stand anywhere. */
const within = (text: string): string[] => (text.match(NAME) ?? []).map((name) => name.slice(1))
